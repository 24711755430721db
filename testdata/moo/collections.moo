// The operations of the collections document, unique and shared.

fn main() {
    print("-- push, pop, set")
    var list: [int] = []
    list.push(1)
    list.push(2)
    list.push(3)
    let before = addr(list)
    list.push(4)
    print(list, "in place:", addr(list) == before)
    let kept = list
    list.push(5)
    print(list, kept, "in place:", addr(list) == before, "kept stays:", addr(kept) == before)
    list.pop()
    print(list, list.pop(), list)
    list[0] = 10
    print(list, kept)

    print("-- insert, remove")
    list.insert(1, 11)
    list.insert(0, 9)
    print(list)
    list.remove(0)
    print(list.remove(1), list)

    print("-- concat: unique or shared, left or right")
    var l1 = [1].take(1) + [2]
    let r1 = [3] + [4]
    let left = addr(l1)
    l1.reserve(8)
    let wide = addr(l1)
    l1 = l1 + r1
    print(l1, "left's buffer:", addr(l1) == wide)
    let again = l1
    let both = again + l1
    print(both, l1, left != 0)
    var e: [int] = []
    let x = l1 + e
    e = e + x
    print(e, "takeover:", addr(e) == addr(x))
    var twice = [1, 2] + [3]
    twice = twice + twice
    print(twice)

    print("-- reverse, sort")
    var s = [3, 1, 2] + [0]
    let unsorted = s
    s.sort()
    print(s, unsorted)
    s.reverse()
    print(s)

    print("-- slices")
    let base = [0, 1, 2, 3, 4] + [5, 6, 7, 8, 9]
    let middle = base[2..8]
    let inner = middle[1..4]
    print(middle, inner, "references:", refs(base), refs(inner))
    var own = inner
    own[0] = 99
    print(own, inner, base[3])
    print(base.take(3), base.drop(7), base[8..100], base[5..2])
    own = base[4..6]
    own.compact()
    print(own, "references:", refs(base), refs(own))

    print("-- map")
    var m: {str: int} = {:}
    m["a"] = 1
    m.insert("b", 2)
    m["c"] = 3
    m.insert("d", 4)
    m.insert("e", 5)
    let old = m
    m["a"] = 100
    m.remove("b")
    m.update("z", 0)
    m.update("c", 300)
    print(m, old, m == old)
    print(m.keys(), m.values(), m.get("q", -1), m.get("c", -1), m.contains("b"))
    m.remove("nothing")
    m.merge({"a": 7, "f": 6})
    print(m)
    for k in m.keys() { m.remove(k) }
    print(m, m.len())

    print("-- set")
    var a = {1, 2, 3, 4}
    let b = {3, 4, 5}
    print(a.union(b), a.intersection(b), a.difference(b), a.symmetric_difference(b))
    a.insert(9)
    a.insert(1)
    a.remove(2)
    print(a, a.contains(2), {3, 4}.is_subset(a), a == {9, 4, 3, 1}, a.to_list())
    a = a.intersection({100})
    print(a, a.len())
}
