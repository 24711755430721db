// As binarytrees, with boxed nodes, whose halves may be absent: one object for a node.
const DEPTH = 18

box struct Tree {
    left: Tree?
    right: Tree?
}

fn grown(depth: int) -> Tree {
    if depth == 0 { return Tree(left: none, right: none) }
    return Tree(left: grown(depth - 1), right: grown(depth - 1))
}

fn size(tree: Tree?) -> int {
    if tree.left == none { return 1 }
    return 1 + size(tree.left) + size(tree.right)
}

fn main() {
    print("stretch", size(grown(DEPTH + 1)))
    let long = grown(DEPTH)
    var depth = 4
    while depth <= DEPTH {
        let trees = 1 << (DEPTH - depth + 4)
        var sum = 0
        for i in 0..trees { sum += size(grown(depth)) }
        print(trees, depth, sum)
        depth += 4
    }
    print("long", size(long))
}
