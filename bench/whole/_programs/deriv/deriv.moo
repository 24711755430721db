// Symbolic derivatives: x to a power, derived again and again; simplified where that is easy.
const NUM = 0
const VAR = 1
const ADD = 2
const MUL = 3
const POW = 4

struct Expr { op: int, n: int, parts: [Expr] }

fn num(n: int) -> Expr { return Expr(op: NUM, n: n, parts: []) }

fn add(a: Expr, b: Expr) -> Expr {
    if a.op == NUM && b.op == NUM { return num((a.n + b.n) & 0xffff) }
    if a.op == NUM && a.n == 0 { return b }
    if b.op == NUM && b.n == 0 { return a }
    return Expr(op: ADD, n: 0, parts: [a, b])
}

fn mul(a: Expr, b: Expr) -> Expr {
    if a.op == NUM && b.op == NUM { return num((a.n * b.n) & 0xffff) }
    if a.op == NUM && a.n == 0 || b.op == NUM && b.n == 0 { return num(0) }
    if a.op == NUM && a.n == 1 { return b }
    if b.op == NUM && b.n == 1 { return a }
    return Expr(op: MUL, n: 0, parts: [a, b])
}

fn power(a: Expr, n: int) -> Expr {
    if n == 0 { return num(1) }
    if n == 1 { return a }
    return Expr(op: POW, n: n, parts: [a])
}

fn derived(e: Expr) -> Expr {
    if e.op == NUM { return num(0) }
    if e.op == VAR { return num(1) }
    if e.op == ADD { return add(derived(e.parts[0]), derived(e.parts[1])) }
    if e.op == MUL {
        return add(mul(e.parts[0], derived(e.parts[1])), mul(derived(e.parts[0]), e.parts[1]))
    }
    return mul(num(e.n), mul(power(e.parts[0], e.n - 1), derived(e.parts[0])))
}

fn size(e: Expr) -> int {
    var n = 1
    for part in e.parts { n += size(part) }
    return n
}

fn main() {
    let x = Expr(op: VAR, n: 0, parts: [])
    var total = 0
    for round in 0..12 {
        var e = mul(power(add(x, num(round + 1)), 9), mul(power(x, 8), add(power(x, 5), num(3))))
        for step in 0..10 {
            e = derived(e)
            total += size(e)
        }
    }
    print(total)
}
