use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::thread;

const KEYS: i64 = 1000;
const VERSIONS: i64 = 5000;
const ROUNDS: i64 = 200000;
const CHANGES: i64 = 10;

type Table = HashMap<i64, i64>;

fn read(current: &Mutex<Arc<Table>>, seed: i64) -> i64 {
    let mut sum = 0;
    for round in 0..ROUNDS {
        let table = current.lock().unwrap().clone();
        for i in 0..50 {
            sum += table.get(&((seed + round * 31 + i * 17) % KEYS)).map_or(-1, |v| v % 1000);
        }
    }
    sum
}

fn publish(current: &Mutex<Arc<Table>>) {
    for version in 1..=VERSIONS {
        let mut next = current.lock().unwrap().clone();
        for i in 0..CHANGES {
            let key = (version * 7 + i * 101) % KEYS;
            Arc::make_mut(&mut next).insert(key, key + 1000 * version);
        }
        let old = std::mem::replace(&mut *current.lock().unwrap(), next);
        drop(old);
    }
}

fn main() {
    let table: Table = (0..KEYS).map(|key| (key, key)).collect();
    let current = Mutex::new(Arc::new(table));
    let sum: i64 = thread::scope(|s| {
        let first = s.spawn(|| read(&current, 1));
        let second = s.spawn(|| read(&current, 2));
        s.spawn(|| publish(&current));
        first.join().unwrap() + second.join().unwrap()
    });
    let last: i64 = (0..KEYS).map(|key| current.lock().unwrap()[&key]).sum();
    println!("{} {} 0", sum, last);
}
