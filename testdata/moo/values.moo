// A million zeros: copying them is free until one of the copies is changed.

fn zeros(n: int) -> [int] {
    var list: [int] = []
    list.reserve(n + 1)
    for i in 0..n { list.push(0) }
    return list
}

fn ends(list: [int]) -> str {
    return "[\(list[0]), \(list[1]), ..., \(list[list.len() - 1])] of \(list.len())"
}

fn main() {
    var values1 = zeros(1000000)
    let before = addr(values1)
    values1.push(1) // not shared: in place
    print("pushed in place:", addr(values1) == before)

    var values2 = values1 // shares the buffer
    print("shared:", addr(values1) == addr(values2), refs(values1))
    values2.push(2) // copied before it is changed
    print("shared:", addr(values1) == addr(values2), refs(values1), refs(values2))
    print(ends(values1))
    print(ends(values2))
}
