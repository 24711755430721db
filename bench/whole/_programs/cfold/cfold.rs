use std::rc::Rc;

#[derive(Clone, Copy, PartialEq)]
enum Op {
    Add,
    Mul,
}

#[derive(Clone)]
enum Expr {
    Num(i64),
    Var(i64),
    Node(Op, Rc<(Expr, Expr)>),
}
use Expr::*;

fn num(n: i64) -> Expr {
    Num(n & 0xffff)
}

fn node(op: Op, a: Expr, b: Expr) -> Expr {
    Node(op, Rc::new((a, b)))
}

fn made(depth: i64, n: i64) -> Expr {
    if depth == 0 {
        return if n % 3 == 0 { Var(n % 5) } else { num(n) };
    }
    let a = made(depth - 1, n * 2 + 1);
    node(if depth % 2 == 1 { Op::Mul } else { Op::Add }, a, made(depth - 1, n * 2))
}

fn folded(op: Op, a: i64, b: i64) -> Expr {
    num(if op == Op::Add { a + b } else { a * b })
}

fn join(op: Op, a: Expr, b: Expr) -> Expr {
    if let Node(inner, parts) = &a {
        if *inner == op {
            if let Num(n) = parts.1 {
                return match b {
                    Num(m) => node(op, parts.0.clone(), folded(op, n, m)),
                    b => node(op, node(op, parts.0.clone(), b), Num(n)),
                };
            }
        }
    }
    node(op, a, b)
}

fn fold(e: &Expr) -> Expr {
    match e {
        Num(_) | Var(_) => e.clone(),
        Node(op, parts) => match (fold(&parts.0), fold(&parts.1)) {
            (Num(a), Num(b)) => folded(*op, a, b),
            (Num(a), b) => join(*op, b, Num(a)),
            (a, b) => join(*op, a, b),
        },
    }
}

fn value(e: &Expr) -> i64 {
    match e {
        Num(n) => *n,
        Var(n) => n + 7,
        Node(Op::Add, p) => (value(&p.0) + value(&p.1)) & 0xffff,
        Node(Op::Mul, p) => (value(&p.0) * value(&p.1)) & 0xffff,
    }
}

fn size(e: &Expr) -> i64 {
    match e {
        Node(_, p) => 1 + size(&p.0) + size(&p.1),
        _ => 1,
    }
}

fn main() {
    let mut total = 0;
    for round in 0..6 {
        let e = made(18, round);
        let f = fold(&e);
        assert!(value(&e) == value(&f));
        total += size(&f) + value(&f);
    }
    println!("{}", total);
}
