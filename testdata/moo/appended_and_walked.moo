// What is compiled in a way of its own: short literals that are appended, loops
// over the parts of a text, equal elements, conditions without branches.
struct Pair { a: int, b: int }

fn before(x: (int, int), y: (int, int)) -> bool {
    return x.0 < y.0 || x.0 == y.0 && x.1 < y.1
}

fn first_long(text: str, n: int) -> str {
    for word in text.words() {
        if word.len() >= n { return word }
    }
    return "none"
}

fn appended() {
    let start = [1, 2]
    var list = start + [3]
    list = list + [list.len(), list[0]]
    list += [7]
    list += [list[0], list[1], 9, 10, 11]
    print(start, list, [0] + [1] + [2])
    var names = ["a long name that is no short text"]
    let kept = names
    names += [names[0]]
    names = names + ["b", names[0] + "!"]
    print(kept, names)
    var rows: [[int]] = []
    rows += [[1], [2, 3]]
    rows[0] += [rows[1][0]]
    rows = rows + [rows[0]]
    rows[2] += [5]
    print(rows)
}

fn walked() {
    let text = "  one two  three four-is-a-long-word-in-a-buffer five "
    var kept: [str] = []
    for i, word in text.words() {
        if i == 1 { continue }
        if word == "five" { break }
        kept.push(word)
    }
    print(kept, first_long(text, 10), first_long(text, 90))
    var line = "a,b,,c"
    for part in line.split(",") {
        line = line + part
        write("[" + part + "]")
    }
    print("", line)
    for i, part in (line + ";;").split(";") { write(i, part, "") }
    print("")
    for word in "".words() { print("never", word) }
    for part in "".split("x") { print("once", part.len()) }
    for outer in "x-y z".words() {
        for inner in outer.split("-") { write(outer, inner, "") }
    }
    print("")
}

fn equal() {
    let zeros = list_of(3, 0)
    var names = list_of(2, "a name that has a buffer of its own")
    let kept = names
    names.fill(names[1])
    names.fill("short")
    print(zeros, names, kept, list_of(0, 1.5))
    var table = list_of(2, [1, 2])
    table[0].push(3)
    table.fill(table[0])
    table[1][0] = 9
    print(table, list_of(5000, 7)[4999])
    var flags = list_of(6, false)
    flags[3] = true
    let before_fill = flags
    flags.fill(true)
    var none: [int] = []
    none.fill(1)
    print(flags, before_fill, none)
}

fn compared() {
    let pairs = [(1, 2), (1, 3), (0, 9)]
    for x in pairs {
        for y in pairs { write(before(x, y), "") }
    }
    let p = Pair(a: 1, b: 2)
    var n = 0
    print(p.a == 1 && p.b == 2, p.a == 2 || p.b != 2, n == 0 || 10 / n > 1, n != 0 && 10 % n == 1)
}

fn stack() {
    var s: [int] = []
    var sum = 0
    for i in 0..5 {
        s.push(i)
        if i % 2 == 1 {
            sum += s.pop() * 10
            sum += s.pop()
        }
    }
    let kept = s
    s.push(8)
    let top = s.pop()
    s.pop()
    s.push(top)
    print(sum, s, kept)
}

fn main() {
    appended()
    walked()
    equal()
    compared()
    stack()
}
