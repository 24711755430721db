use std::sync::Arc;
use std::thread;

const DEPTH: i64 = 20;
const ROUNDS: i64 = 3;

struct Node {
    value: i64,
    left: Option<Arc<Node>>,
    right: Option<Arc<Node>>,
}

fn grown(d: i64, value: i64) -> Arc<Node> {
    if d == 0 {
        return Arc::new(Node { value, left: None, right: None });
    }
    let left = grown(d - 1, 2 * value % 1000003);
    let right = grown(d - 1, (2 * value + 1) % 1000003);
    Arc::new(Node { value, left: Some(left), right: Some(right) })
}

fn sum(n: &Option<Arc<Node>>) -> i64 {
    match n {
        None => 0,
        Some(n) => n.value + sum(&n.left) + sum(&n.right),
    }
}

fn main() {
    let mut total = 0;
    for round in 0..ROUNDS {
        let a = thread::spawn(move || grown(DEPTH - 1, round + 1));
        let b = thread::spawn(move || grown(DEPTH - 1, round + 2));
        let (left, right) = (a.join().unwrap(), b.join().unwrap());
        let tree = Arc::new(Node { value: round, left: Some(left), right: Some(right) });
        let (one, two) = (tree.clone(), tree.clone());
        let c = thread::spawn(move || sum(&one.left));
        let d = thread::spawn(move || sum(&two.right));
        total += tree.value + c.join().unwrap() + d.join().unwrap();
    }
    println!("{} 0", total);
}
