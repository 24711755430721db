type Tree = Option<Box<Node>>;

struct Node {
    red: bool,
    key: i64,
    even: bool,
    kids: [Tree; 2],
}

fn red(t: &Tree) -> bool {
    t.as_ref().is_some_and(|n| n.red)
}

fn balance(t: &mut Tree, side: usize) {
    let n = t.as_mut().unwrap();
    if n.red || !red(&n.kids[side]) {
        return;
    }
    let child = n.kids[side].as_ref().unwrap();
    let (outer, inner) = (red(&child.kids[side]), red(&child.kids[1 - side]));
    if !outer && !inner {
        return;
    }
    if inner && !outer {
        let mut child = n.kids[side].take().unwrap();
        let mut middle = child.kids[1 - side].take().unwrap();
        child.kids[1 - side] = middle.kids[side].take();
        middle.kids[side] = Some(child);
        n.kids[side] = Some(middle);
    }
    let mut up = n.kids[side].take().unwrap();
    n.kids[side] = up.kids[1 - side].take();
    up.kids[1 - side] = t.take();
    up.red = true;
    for kid in &mut up.kids {
        kid.as_mut().unwrap().red = false;
    }
    *t = Some(up);
}

fn insert(t: &mut Tree, key: i64) {
    match t {
        None => *t = Some(Box::new(Node { red: true, key, even: key % 2 == 0, kids: [None, None] })),
        Some(n) if key < n.key => {
            insert(&mut n.kids[0], key);
            balance(t, 0);
        }
        Some(n) if key > n.key => {
            insert(&mut n.kids[1], key);
            balance(t, 1);
        }
        Some(n) => n.even = key % 2 == 0,
    }
}

fn evens(t: &Tree) -> i64 {
    t.as_ref().map_or(0, |n| evens(&n.kids[0]) + evens(&n.kids[1]) + n.even as i64)
}

fn height(t: &Tree) -> i64 {
    t.as_ref().map_or(0, |n| height(&n.kids[0]).max(height(&n.kids[1])) + 1)
}

fn main() {
    let mut t = None;
    let mut x = 7i64;
    for _ in 0..300_000 {
        x = (x * 1103515245 + 12345) & 0x7fffffff;
        insert(&mut t, x >> 8);
        t.as_mut().unwrap().red = false;
    }
    println!("{} {}", evens(&t), height(&t));
}
