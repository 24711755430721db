// Loops go over the value as it was; nested places are changed in place.

struct Node {
    name: str
    next: [str]
}

fn rename(n: inout Node, name: str) -> str {
    let old = n.name
    n.name = name
    return old
}

fn main() {
    var xs = [1, 2, 3]
    for x in xs { xs.push(x * 10) }
    print(xs)

    var words = {"one": 1, "two": 2}
    for k, v in words { words[k + "!"] = v + 1 }
    print(words)

    for i, b in "hey" { print(i, b, chr(b)) }
    for i, s in ["x", "y"] { print(i, s) }

    var graph: {str: Node} = {:}
    graph["a"].name = "A"
    graph["a"].next.push("b")
    graph["a"].next.push("c")
    graph["b"].next += ["d"]
    let snapshot = graph
    print(rename(&graph["a"], "AA"), rename(&graph["b"], "BB"))
    print(graph)
    print(snapshot)

    var cube = [[[0, 0], [0, 0]], [[0, 0], [0, 0]]]
    let zero = cube
    cube[1][0][1] = 5
    cube[0][1] = [7]
    print(cube, zero)

    var i = 0
    while true {
        i += 1
        if i % 2 == 0 { continue }
        if i > 7 { break }
        write(i, "")
    }
    print()

    let t = (1, "two", [3.5])
    var u = t
    u.2.push(4.0)
    u.1 = "zwei"
    print(t, u, t == u, u.1 + t.1)
}
