// Values that are replaced without having been read.

box struct Node {
    name: str
    kids: [Node]
}

fn replace(n: inout Node, list: inout [[int]], by: Node) {
    n = by
    list = [[1] + [2]]
}

fn either(s: inout str, which: bool) {
    if which {
        s = "one text that is long enough for the heap".upper()
    } else {
        s = str(which)
    }
}

fn unread(s: str, list: [[int]]) -> int {
    return 1
}

fn kept(list: [[int]], which: bool) -> [[int]] {
    if which { return list }
    return []
}

fn main() {
    var n = Node(name: "a name that does not fit inside".upper(), kids: [])
    var list = [[3] + [4]]
    replace(&n, &list, Node(name: "new", kids: [n]))
    print(n, list)
    var s = "another text that is long enough for the heap".upper()
    either(&s, false)
    print(s)
    either(&s, true)
    print(s)
    print(unread(s + s, list), kept(list + list, false), kept(list + list, true))
    var t = s + s
    t = "x"
    var u = s + s
    while u.len() > 3 {
        u = u[1..]
        if u.len() == 60 {
            u = "end" + s
            break
        }
    }
    print(t, u)
}
