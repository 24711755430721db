// Boxes that may be absent: trees and lists without a list around every part.
box struct Tree { key: int, name: str, left: Tree?, right: Tree? }

box struct Link { value: int, next: Link? }

struct Pair { first: Link?, second: Link? }

fn insert(t: inout Tree?, key: int, name: str) {
    if t == none {
        t = Tree(key: key, name: name, left: none, right: none)
    } else if key < t.key {
        insert(&t.left, key, name)
    } else if key > t.key {
        insert(&t.right, key, name)
    } else {
        t.name = name
    }
}

fn inserted(t: Tree?, key: int) -> Tree? {
    var copy = t
    insert(&copy, key, "copied")
    return copy
}

fn size(t: Tree?) -> int {
    if t == none { return 0 }
    return 1 + size(t.left) + size(t.right)
}

fn names(t: Tree?, out: inout [str]) {
    if t != none {
        names(t.left, &out)
        out.push(t.name)
        names(t.right, &out)
    }
}

fn pushed(list: Link?, value: int) -> Link? {
    return Link(value: value, next: list)
}

fn sum(list: Link?) -> int {
    var rest = list
    var n = 0
    while rest != none {
        n += rest.value
        rest = rest.next
    }
    return n
}

fn main() {
    var t: Tree? = none
    print(t, size(t))
    for key in [5, 2, 8, 1, 9, 3] { insert(&t, key, "a name too long to be inline " + str(key)) }
    let kept = t
    insert(&t, 2, "two")
    let more = inserted(t, 7)
    var all: [str] = []
    names(kept, &all)
    names(t, &all)
    names(more, &all)
    print(size(kept), size(t), size(more), all)
    print(kept == t, kept != t, t == t, t == none, none2() == none)

    var list: Link? = none
    for i in 0..5 { list = pushed(list, i) }
    print(list, sum(list))
    var pairs: {str: Pair} = {:}
    pairs["a"].first = list
    pairs["a"].first.value = 40
    pairs["b"].second = pairs["a"].first.next
    print(pairs, list.value)
    var seen: {Link?} = {}
    seen.insert(none)
    seen.insert(list)
    seen.insert(Link(value: 4, next: list.next))
    seen.insert(none)
    print(seen.len(), seen.contains(none), seen.contains(Link(value: 1, next: none)))
    let options: [Link?] = [none, list, none, Link(value: 1, next: none)]
    print(options.find(none), options.find(list), options.find(Link(value: 1, next: none)), options.len())
    print(list_of(2, options[3]), (1, options[0]))
}

fn none2() -> Link? { return none }
