// References of every kind: lists, lists in lists, maps, sets, texts, boxes. Nothing is a constant, which would
// not be counted.

box struct Node { name: str, children: [Node] }

fn numbers(n: int) -> [int] {
    var xs: [int] = []
    for i in 0..n { xs.push(i) }
    return xs
}

fn text(end: str) -> str {
    var s = "a text that is too long to lie in a string, "
    s += end
    return s
}

fn lists() -> int {
    var xs = numbers(3)
    var ys = xs
    ys.push(4)
    return xs.len() + ys.len()
}

fn grids() -> int {
    let row = numbers(3)
    var grid: [[int]] = []
    grid.push(row)
    grid.push(row)
    var other = grid
    other[0][1] = 7
    return grid[0][1] + other[0][1] + row.len()
}

fn maps() -> int {
    let key = text("key")
    var m: {str: [int]} = {:}
    m[key] = numbers(1)
    var n = m
    n[key].push(2)
    return m[key].len() + n[key].len() + key.len()
}

fn sets() -> int {
    let member = text("member")
    var s: {str} = {}
    s.insert(member)
    var t = s
    t.insert(text("other"))
    return s.len() + t.len() + member.len()
}

fn texts() -> int {
    let long = text("word")
    var words: [str] = []
    words.push(long)
    words.push(long)
    var more = words
    more.push(text("b"))
    return words.len() + more.len() + long.len()
}

fn boxes() -> int {
    let leaf = Node(name: text("leaf"), children: [])
    var tree = Node(name: text("root"), children: [leaf, leaf])
    var copy = tree
    copy.name = text("another")
    return tree.children.len() + copy.name.len() + leaf.name.len()
}

fn main() {
    print(lists(), grids(), maps(), sets(), texts(), boxes())
}
