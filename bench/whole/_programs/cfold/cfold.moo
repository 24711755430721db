// Constant folding: a tree of additions and multiplications is reassociated so that
// its constants meet, folded and evaluated.
const NUM = 0
const VAR = 1
const ADD = 2
const MUL = 3

struct Expr { op: int, n: int, parts: [Expr] }

fn num(n: int) -> Expr { return Expr(op: NUM, n: n & 0xffff, parts: []) }
fn node(op: int, a: Expr, b: Expr) -> Expr { return Expr(op: op, n: 0, parts: [a, b]) }

fn made(depth: int, n: int) -> Expr {
    if depth == 0 {
        if n % 3 == 0 { return Expr(op: VAR, n: n % 5, parts: []) }
        return num(n)
    }
    return node(ADD + depth % 2, made(depth - 1, n * 2 + 1), made(depth - 1, n * 2))
}

fn folded(op: int, a: int, b: int) -> Expr {
    if op == ADD { return num(a + b) }
    return num(a * b)
}

// Takes the constant of a node with one to the right, so that two constants meet.
fn fold(e: Expr) -> Expr {
    if e.op == NUM || e.op == VAR { return e }
    let a = fold(e.parts[0])
    let b = fold(e.parts[1])
    if a.op == NUM && b.op == NUM { return folded(e.op, a.n, b.n) }
    if a.op == NUM { return join(e.op, b, a) }
    return join(e.op, a, b)
}

fn join(op: int, a: Expr, b: Expr) -> Expr {
    if a.op == op && a.parts[1].op == NUM {
        if b.op == NUM { return node(op, a.parts[0], folded(op, a.parts[1].n, b.n)) }
        return node(op, node(op, a.parts[0], b), a.parts[1])
    }
    return node(op, a, b)
}

fn value(e: Expr) -> int {
    if e.op == NUM { return e.n }
    if e.op == VAR { return e.n + 7 }
    if e.op == ADD { return (value(e.parts[0]) + value(e.parts[1])) & 0xffff }
    return value(e.parts[0]) * value(e.parts[1]) & 0xffff
}

fn size(e: Expr) -> int {
    var n = 1
    for part in e.parts { n += size(part) }
    return n
}

fn main() {
    var total = 0
    for round in 0..6 {
        let e = made(18, round)
        let f = fold(e)
        if value(e) != value(f) { fail("the value changed") }
        total += size(f) + value(f)
    }
    print(total)
}
