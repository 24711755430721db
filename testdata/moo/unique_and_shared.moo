// Every operation that takes a value over, on a value of its own, on a shared
// one and, where there are such, on a slice. What was shared must not change.

struct Case {
    own: [str]
    shared: [str]
    slice: [str]
}

// Three lists alike: nobody else's, one that is kept, and a part of a larger one.
fn cases(keep: inout [[str]]) -> Case {
    let text = "a text for the heap, longer than twenty-three bytes"
    let own = [text + "1", "2"] + [text + "3"]
    let shared = [text + "1", "2"] + [text + "3"]
    let large = ["0"] + [text + "1", "2", text + "3"] + ["4"]
    let slice = large[1..4]
    keep = [shared, large, slice]
    return Case(own: own, shared: keep[0], slice: keep[2])
}

fn kept(before: [[str]]) -> bool {
    var fresh: [[str]] = []
    let again = cases(&fresh)
    return before == fresh && again.own == fresh[0]
}

fn report(what: str, c: Case, keep: [[str]]) {
    print(what.pad_right(10), c.own == c.shared, c.own == c.slice, kept(keep), c.own)
}

fn lists() {
    var keep: [[str]] = []
    var c = cases(&keep)
    c.own.push("x")
    c.shared.push("x")
    c.slice.push("x")
    report("push", c, keep)
    c = cases(&keep)
    c.own.pop()
    c.shared.pop()
    c.slice.pop()
    report("pop", c, keep)
    c = cases(&keep)
    print(c.own.pop() == c.shared.pop(), c.slice.remove(0) == c.own.remove(0), c.shared.remove(0))
    report("take", c, keep)
    c = cases(&keep)
    c.own[1] = "y"
    c.shared[1] = "y"
    c.slice[1] = "y"
    report("set", c, keep)
    c = cases(&keep)
    c.own.insert(1, "z")
    c.shared.insert(1, "z")
    c.slice.insert(1, "z")
    report("insert", c, keep)
    c = cases(&keep)
    c.own.remove(1)
    c.shared.remove(1)
    c.slice.remove(1)
    report("remove", c, keep)
    c = cases(&keep)
    c.own.extend(keep[0])
    c.shared.extend(keep[0])
    c.slice.extend(keep[0])
    report("extend", c, keep)
    c = cases(&keep)
    c.own.truncate(2)
    c.shared.truncate(2)
    c.slice.truncate(2)
    report("truncate", c, keep)
    c = cases(&keep)
    c.own.reverse()
    c.shared.reverse()
    c.slice.reverse()
    report("reverse", c, keep)
    c = cases(&keep)
    c.own.sort()
    c.shared.sort()
    c.slice.sort()
    report("sort", c, keep)
    c = cases(&keep)
    c.own.sort_stable()
    c.shared.sort_stable()
    c.slice.sort_stable()
    report("stable", c, keep)
    c = cases(&keep)
    c.own.reserve(20)
    c.shared.reserve(20)
    c.slice.reserve(20)
    report("reserve", c, keep)
    c = cases(&keep)
    c.own.compact()
    c.shared.compact()
    c.slice.compact()
    report("compact", c, keep)
    c = cases(&keep)
    c.own += ["t"].take(1) + keep[0]
    c.shared += ["t"].take(1) + keep[0]
    c.slice += ["t"].take(1) + keep[0]
    report("concat", c, keep)
    c = cases(&keep)
    let own = ["r"] + c.own
    let shared = ["r"] + c.shared
    let slice = ["r"] + c.slice
    print("concat to", own == shared, own == slice, kept(keep), own.len())
    c = cases(&keep)
    let d = cases(&keep)
    print("concat two", (c.own + d.own).len(), (c.shared + keep[0]).len(), (c.slice + keep[2]) == keep[0] + keep[0], kept(keep))
}

fn make_map(n: int) -> {str: [int]} {
    var m: {str: [int]} = {:}
    for i in 0..n { m["key number \(i) with more than 23 bytes"] = [i, i + 1].take(2) }
    return m
}

fn maps(n: int) {
    let key = "key number 1 with more than 23 bytes"
    let kept = make_map(n)
    var own = make_map(n)
    var shared = kept
    own.insert(key, [7])
    shared.insert(key, [7])
    print("insert   ", own == shared, kept == make_map(n))
    own = make_map(n)
    shared = kept
    own["new"] = [8]
    shared["new"] = [8]
    print("insert   ", own == shared, kept == make_map(n), own.len())
    own = make_map(n)
    shared = kept
    own.update(key, [9])
    shared.update(key, [9])
    print("update   ", own == shared, kept == make_map(n), own[key])
    own = make_map(n)
    shared = kept
    own.remove(key)
    shared.remove(key)
    print("remove   ", own == shared, kept == make_map(n), own.contains(key))
    own = make_map(n)
    shared = kept
    own[key].push(10)
    shared[key].push(10)
    own["absent"].push(11)
    shared["absent"].push(11)
    print("entry    ", own == shared, kept == make_map(n), own[key])
    own = make_map(n)
    shared = kept
    own.merge({key: [12], "other": []})
    shared.merge({key: [12], "other": []})
    print("merge    ", own == shared, kept == make_map(n), own.len())
    own = make_map(n)
    shared = kept
    own.reserve(100)
    shared.reserve(100)
    print("reserve  ", own == shared, kept == make_map(n), own.keys() == kept.keys(), shared.values() == kept.values())
}

fn make_set(low: int, high: int) -> {str} {
    var s: {str} = {}
    for i in low..high { s.insert("element \(i), longer than twenty-three") }
    return s
}

fn sets(n: int) {
    let kept = make_set(0, n)
    let other = make_set(n / 2, n + 3)
    print("union    ", make_set(0, n).union(other) == kept.union(other), kept.union(other).len())
    print("intersect", make_set(0, n).intersection(other) == kept.intersection(other), kept.intersection(other).len())
    print("differ   ", make_set(0, n).difference(other) == kept.difference(other), kept.difference(other).len())
    print("symmetric", make_set(0, n).symmetric_difference(other) == kept.symmetric_difference(other), kept.symmetric_difference(other).len())
    var own = make_set(0, n)
    var shared = kept
    own.insert("new")
    shared.insert("new")
    print("insert   ", own == shared, kept == make_set(0, n), own.len())
    own = make_set(0, n)
    shared = kept
    let first = kept.to_list()[0]
    own.remove(first)
    shared.remove(first)
    print("remove   ", own == shared, kept == make_set(0, n), own.contains(first), first)
}

fn texts() {
    let large = "0123456789 and so on until it is long enough to be sliced on the heap".lower()
    let kept = large[2..60]
    let shared = large
    var own = large.upper().lower()
    var s = shared
    var slice = large[2..60]
    own.push('!')
    s.push('!')
    slice.push('!')
    print("push     ", own == s, slice, large == shared)
    own += "?"
    s = shared
    s += "!?"
    slice = kept
    slice += "!?"
    print("bytes    ", own == s, slice, kept)
    own.push_char(0x20ac)
    s = shared
    s.push_char(0x20ac)
    slice = kept
    slice.push_char(0x20ac)
    print("char     ", own.len(), s.len(), slice, kept)
    own.reserve(200)
    s = shared
    s.reserve(200)
    slice = kept
    slice.reserve(200)
    print("reserve  ", own.len(), s == shared, slice == kept)
    print("concat   ", (own + s).len(), (shared + kept).len(), (kept + kept).len(), large == shared)
}

box struct Pair {
    a: int
    names: [str]
}

fn boxes() {
    var own = Pair(a: 1 + str(1).len(), names: [str(1)])
    let kept = own
    var shared = kept
    own = Pair(a: kept.a, names: [str(1)])
    own.a += 1
    shared.a += 1
    print("box      ", own == shared, kept.a)
}

fn main() {
    lists()
    for n in [3, 40] {
        maps(n)
        sets(n)
    }
    texts()
    boxes()
}
