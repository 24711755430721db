// What is evaluated when. Every operand is evaluated from left to right and
// keeps the value that it had then.

fn bump(n: inout int, by: int) -> int {
    n += by
    return n
}

fn grow(xs: inout [int]) -> [int] {
    xs.push(xs.len())
    return xs
}

fn say(what: str, value: bool) -> bool {
    print("evaluated", what)
    return value
}

fn three(a: [int], b: int, c: [int]) -> str {
    return "\(a) \(b) \(c)"
}

fn index(name: str, i: int) -> int {
    print("index", name)
    return i
}

fn main() {
    var n = 1
    print(n, bump(&n, 1), n, bump(&n, 10), n)
    print(n + bump(&n, 1) * n)

    var xs = [0]
    print(xs, grow(&xs), xs, grow(&xs).len(), xs + grow(&xs))
    print(three(xs, xs.pop(), xs), xs == grow(&xs), grow(&xs) == xs)
    print(xs[xs.pop()..].len(), xs[bump(&n, 0) % xs.len()])

    if say("left", false) && say("right", true) { print("no") }
    if say("left", true) || say("right", true) { print("yes") }

    var grid = [[1, 2], [3, 4]]
    grid[index("row", 0)][index("column", 1)] = index("value", 9)
    grid[index("row", 1)].push(index("argument", 5))
    grid[index("row", 1)][index("column", 0)] += index("value", 2)
    print(grid)

    var m = {"k": 1}
    m["k"] += m["k"]
    m["new"] += 3
    print(m)

    xs = [1, 2, 3]
    xs[0] = xs.pop()
    xs.push(xs[0] + xs.len())
    xs.extend(xs)
    print(xs)
}
