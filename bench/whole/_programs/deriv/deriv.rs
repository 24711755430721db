use std::rc::Rc;

#[derive(Clone)]
enum Expr {
    Num(i64),
    Var,
    Add(Rc<(Expr, Expr)>),
    Mul(Rc<(Expr, Expr)>),
    Pow(Rc<Expr>, i64),
}
use Expr::*;

fn add(a: Expr, b: Expr) -> Expr {
    match (a, b) {
        (Num(a), Num(b)) => Num((a + b) & 0xffff),
        (Num(0), b) => b,
        (a, Num(0)) => a,
        (a, b) => Add(Rc::new((a, b))),
    }
}

fn mul(a: Expr, b: Expr) -> Expr {
    match (a, b) {
        (Num(a), Num(b)) => Num((a * b) & 0xffff),
        (Num(0), _) | (_, Num(0)) => Num(0),
        (Num(1), b) => b,
        (a, Num(1)) => a,
        (a, b) => Mul(Rc::new((a, b))),
    }
}

fn power(a: Expr, n: i64) -> Expr {
    match n {
        0 => Num(1),
        1 => a,
        _ => Pow(Rc::new(a), n),
    }
}

fn derived(e: &Expr) -> Expr {
    match e {
        Num(_) => Num(0),
        Var => Num(1),
        Add(p) => add(derived(&p.0), derived(&p.1)),
        Mul(p) => add(mul(p.0.clone(), derived(&p.1)), mul(derived(&p.0), p.1.clone())),
        Pow(a, n) => mul(Num(*n), mul(power((**a).clone(), n - 1), derived(a))),
    }
}

fn size(e: &Expr) -> i64 {
    match e {
        Num(_) | Var => 1,
        Add(p) | Mul(p) => 1 + size(&p.0) + size(&p.1),
        Pow(a, _) => 1 + size(a),
    }
}

fn main() {
    let mut total = 0;
    for round in 0..12 {
        let mut e = mul(power(add(Var, Num(round + 1)), 9), mul(power(Var, 8), add(power(Var, 5), Num(3))));
        for _ in 0..10 {
            e = derived(&e);
            total += size(&e);
        }
    }
    println!("{}", total);
}
