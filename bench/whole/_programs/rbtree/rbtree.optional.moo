// The same tree with boxed nodes, whose subtrees may be absent.
const N = 300_000

box struct Node { red: bool, key: int, even: bool, left: Node?, right: Node? }

fn is_red(t: Node?) -> bool {
    if t == none { return false }
    return t.red
}

fn swap(a: inout Node?, b: inout Node?) {
    let old = a
    a = b
    b = old
}

// The red child becomes the root, and the root its other child.
fn balance_left(t: inout Node?) {
    if t.red || !is_red(t.left) { return }
    let outer = is_red(t.left.left)
    let inner = is_red(t.left.right)
    if !outer && !inner { return }
    if inner && !outer {
        var child: Node? = none
        swap(&child, &t.left)
        var middle: Node? = none
        swap(&middle, &child.right)
        swap(&child.right, &middle.left)
        swap(&middle.left, &child)
        swap(&t.left, &middle)
    }
    var up: Node? = none
    swap(&up, &t.left)
    swap(&t.left, &up.right)
    swap(&up.right, &t)
    swap(&t, &up)
    t.red = true
    t.left.red = false
    t.right.red = false
}

fn balance_right(t: inout Node?) {
    if t.red || !is_red(t.right) { return }
    let outer = is_red(t.right.right)
    let inner = is_red(t.right.left)
    if !outer && !inner { return }
    if inner && !outer {
        var child: Node? = none
        swap(&child, &t.right)
        var middle: Node? = none
        swap(&middle, &child.left)
        swap(&child.left, &middle.right)
        swap(&middle.right, &child)
        swap(&t.right, &middle)
    }
    var up: Node? = none
    swap(&up, &t.right)
    swap(&t.right, &up.left)
    swap(&up.left, &t)
    swap(&t, &up)
    t.red = true
    t.left.red = false
    t.right.red = false
}

fn insert(t: inout Node?, key: int) {
    if t == none {
        t = Node(red: true, key: key, even: key % 2 == 0, left: none, right: none)
    } else if key < t.key {
        insert(&t.left, key)
        balance_left(&t)
    } else if key > t.key {
        insert(&t.right, key)
        balance_right(&t)
    } else {
        t.even = key % 2 == 0
    }
}

fn evens(t: Node?) -> int {
    if t == none { return 0 }
    var n = evens(t.left) + evens(t.right)
    if t.even { n += 1 }
    return n
}

fn height(t: Node?) -> int {
    if t == none { return 0 }
    let a = height(t.left)
    let b = height(t.right)
    if a > b { return a + 1 }
    return b + 1
}

fn main() {
    var t: Node? = none
    var x = 7
    for i in 0..N {
        x = (x * 1103515245 + 12345) & 0x7fffffff
        insert(&t, x >> 8)
        t.red = false
    }
    print(evens(t), height(t))
}
