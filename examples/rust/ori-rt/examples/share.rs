//! Lists and maps that are shared until one owner changes its own.
use ori_rt::{live_count, List, Map};

fn main() {
    {
        let mut a: List<i64> = [3, 1, 2].into_iter().collect();
        let b = a.clone();
        assert_eq!(a.as_ptr(), b.as_ptr());
        a.sort(); // copies: b is the other owner
        println!("a {a:?}, b {b:?}, its end {:?}", b.slice(1, 3));

        let mut grid: List<List<i64>> = (0..2).map(|_| a.clone()).collect();
        let before = grid.clone();
        grid.make_mut()[0].set(0, 10);
        println!("grid {grid:?}, before {before:?}");
        assert_eq!(grid[1].as_ptr(), before[1].as_ptr());

        let mut m: Map<i64, List<i64>> = Map::new();
        m.insert(1, a.clone());
        m.insert(2, b.clone());
        let old = m.clone();
        m.remove(&1);
        println!("map {} and {}: {:?} {:?}", m.len(), old.len(), m.get(&1), old.get(&1));

        let worker = std::thread::spawn(move || {
            let mut mine = b;
            (0..1000).for_each(|i| mine.push(i));
            mine.len()
        });
        println!("thread {}", worker.join().unwrap());
    }
    println!("{} alive at the end", live_count());
}
