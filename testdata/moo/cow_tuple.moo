// A tuple behind one counted reference, a string and a vector: passing them on
// costs nothing, and only who changes a shared one gets a new address.

box struct Tuple {
    a: int
    b: int
    c: int
}

fn main() {
    let xs = Tuple(a: 1 + str(1).len() - 1, b: 2, c: 3)
    var ys = xs
    print("After initializing:")
    print("xs:", xs)
    print("ys:", ys)
    print("same address:", addr(xs) == addr(ys), refs(xs))
    ys.a = 4
    ys.b = 5
    ys.c = 6
    print("After assigning to ys:")
    print("xs:", xs)
    print("ys:", ys)
    print("same address:", addr(xs) == addr(ys), refs(xs), refs(ys))

    let s = "a string that does not fit into twenty-three bytes".upper()
    var t = s
    print("cow_string, same address:", addr(s) == addr(t), refs(s))
    t += "!"
    print("cow_string, same address:", addr(s) == addr(t), refs(s), refs(t))
    print(s)
    print(t)

    let v = [xs.a, xs.b, xs.c]
    var w = v
    print("cow_vector, same address:", addr(v) == addr(w), refs(v))
    w.reverse()
    print("cow_vector, same address:", addr(v) == addr(w), refs(v), refs(w))
    print(v, w)
}
