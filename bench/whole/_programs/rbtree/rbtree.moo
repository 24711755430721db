// A red-black tree after Okasaki, as in the benchmarks of the Perceus paper: keys are
// inserted one by one, then those with an even value are counted. A node's two
// subtrees lie in one list; the list of a leaf is empty.
const N = 300_000

struct Tree { red: bool, key: int, even: bool, kids: [Tree] }

fn leaf() -> Tree {
    return Tree(red: false, key: 0, even: false, kids: [])
}

// Moves the red child with a red child at `side` (0: left, 1: right) up, if there is one.
fn balance(t: inout Tree, side: int) {
    if t.red || !t.kids[side].red { return }
    let outer = t.kids[side].kids[side].red
    let inner = t.kids[side].kids[1 - side].red
    if !outer && !inner { return }
    if inner && !outer {
        // The inner grandchild becomes the child, and the child its outer one.
        var child = leaf()
        swap(&child, &t.kids[side])
        var middle = leaf()
        swap(&middle, &child.kids[1 - side])
        swap(&child.kids[1 - side], &middle.kids[side])
        swap(&middle.kids[side], &child)
        swap(&t.kids[side], &middle)
    }
    // The child becomes the root, and the root its other child.
    var up = leaf()
    swap(&up, &t.kids[side])
    swap(&t.kids[side], &up.kids[1 - side])
    swap(&up.kids[1 - side], &t)
    swap(&t, &up)
    t.red = true
    t.kids[0].red = false
    t.kids[1].red = false
}

fn swap(a: inout Tree, b: inout Tree) {
    let old = a
    a = b
    b = old
}

fn insert(t: inout Tree, key: int) {
    if t.kids.len() == 0 {
        t = Tree(red: true, key: key, even: key % 2 == 0, kids: [leaf(), leaf()])
        return
    }
    if key < t.key {
        insert(&t.kids[0], key)
        balance(&t, 0)
    } else if key > t.key {
        insert(&t.kids[1], key)
        balance(&t, 1)
    } else {
        t.even = key % 2 == 0
    }
}

fn evens(t: Tree) -> int {
    if t.kids.len() == 0 { return 0 }
    var n = evens(t.kids[0]) + evens(t.kids[1])
    if t.even { n += 1 }
    return n
}

fn height(t: Tree) -> int {
    if t.kids.len() == 0 { return 0 }
    let a = height(t.kids[0])
    let b = height(t.kids[1])
    if a > b { return a + 1 }
    return b + 1
}

fn main() {
    var t = leaf()
    var x = 7
    for i in 0..N {
        x = (x * 1103515245 + 12345) & 0x7fffffff
        insert(&t, x >> 8)
        t.red = false
    }
    print(evens(t), height(t))
}
