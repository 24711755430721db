// Methods that are one call of the library each: in place on what is unique, in a copy on
// what is shared.

fn lists() {
    var a = ["one", "two", "three", "a text of more than twenty-three bytes"]
    a.reserve(8)
    var before = addr(a)
    a.swap(0, 3)
    print(a, addr(a) == before)
    var b = a
    b.swap(1, 2)
    b.swap(2, 2)
    print(a, b)
    var c = b
    c.clear()
    b.swap(0, 1)
    print(b, c, c.len())
    c.push("again")
    print(c)
    c.clear()
    print(c)
    var window = a.drop(1)
    window.swap(0, 2)
    print(window, a)
}

fn tables() {
    var m = {"a": [1], "b": [2, 3]}
    var n = m
    n.clear()
    n["c"] = [4]
    print(m, n)
    n.clear()
    print(n)
    m["d"] = []
    var o = m
    m.clear()
    print(m, o)
    var s = {1, 2, 3}
    var t = s
    print(s.is_disjoint({4, 5}), s.is_disjoint(t), s.is_disjoint({3}))
    t.clear()
    t.insert(9)
    print(s, t, s.is_disjoint(t), t.is_disjoint({}))
    var u = t
    t.clear()
    print(t, u)
    u.clear()
    print(u)
}

fn texts() {
    var s = "A Text of more than "
    s = s + "Twenty-Three bytes"
    print(s.starts_with("A T"), s.starts_with(""), s.starts_with("a"), s.ends_with("bytes"), s.ends_with(s + "x"))
    var low = s.lower()
    print(low, s.upper(), s)
    print("Short".upper(), "Short".lower(), (s + "!").upper(), (s + "!").lower())
    print("<" + "  between \t".trim() + ">", "ab".repeat(3), "ab".repeat(0) + "ab".repeat(0 - 4), s.repeat(2))
    print([s, "", low].join(", "), [s].join("-"))
}

fn main() {
    lists()
    tables()
    texts()
}
