//! The measuring half of the Rust program: the same rules as cpp/harness.hpp.

use std::env;
use std::hint::black_box;
use std::time::Instant;

pub struct Bench {
    program: &'static str,
    budget_ns: f64,
    least: usize,
    rows: Option<Vec<String>>,
    group: Option<String>,
}

fn elapsed_ns(start: Instant) -> f64 {
    start.elapsed().as_nanos() as f64
}

impl Bench {
    pub fn new(program: &'static str) -> Self {
        let ms = env::var("BENCH_MS").ok().and_then(|s| s.parse().ok()).unwrap_or(100.0);
        let least = env::var("BENCH_REPS").ok().and_then(|s| s.parse().ok()).unwrap_or(5);
        Bench {
            program,
            budget_ns: ms * 1e6,
            least,
            rows: env::var("BENCH_ROWS").ok().map(|s| s.split(',').map(String::from).collect()),
            group: env::var("BENCH_GROUP").ok(),
        }
    }

    pub fn group(&self, name: &str) -> bool {
        self.group.as_deref().is_none_or(|g| g == name)
    }

    pub fn wants(&self, row: &str) -> bool {
        self.rows.as_ref().is_none_or(|rows| rows.iter().any(|r| r == row))
    }

    pub fn emit(&self, row: &str, value: f64) {
        if self.wants(row) {
            println!("{}\t{}\t{:.4}", self.program, row, value);
        }
    }

    fn more(&self, rep: usize, total: f64) -> bool {
        rep < 100_000 && if rep < self.least { rep == 0 || total < 20.0 * self.budget_ns } else { total < self.budget_ns }
    }

    /// Times f, which does ops operations.
    pub fn run(&self, row: &str, ops: usize, mut f: impl FnMut()) {
        self.run_on(row, ops, || (), |_| f());
    }

    /// Times f on a state; making and dropping the state is not timed.
    pub fn run_on<S>(&self, row: &str, ops: usize, mut setup: impl FnMut() -> S, mut f: impl FnMut(&mut S)) {
        if !self.wants(row) {
            return;
        }
        let (mut best, mut total, mut rep) = (f64::INFINITY, 0.0, 0);
        let begin = Instant::now();
        while self.more(rep, total) && (rep < self.least || elapsed_ns(begin) < 4.0 * self.budget_ns) {
            let mut state = setup();
            let start = Instant::now();
            f(&mut state);
            let ns = elapsed_ns(start);
            total += ns;
            best = ns.min(best);
            rep += 1;
            black_box(&state);
        }
        self.emit(row, best / ops as f64);
    }

    /// Times f and g separately, alternating.
    pub fn run_both<S>(&self, rows: [&str; 2], ops: usize, state: &mut S, mut f: impl FnMut(&mut S), mut g: impl FnMut(&mut S)) {
        if !self.wants(rows[0]) && !self.wants(rows[1]) {
            return;
        }
        let (mut best_f, mut best_g, mut total, mut rep) = (f64::INFINITY, f64::INFINITY, 0.0, 0);
        while self.more(rep, total) {
            let start = Instant::now();
            f(state);
            let ns_f = elapsed_ns(start);
            let start = Instant::now();
            g(state);
            let ns_g = elapsed_ns(start);
            total += ns_f + ns_g;
            best_f = ns_f.min(best_f);
            best_g = ns_g.min(best_g);
            rep += 1;
        }
        self.emit(rows[0], best_f / ops as f64);
        self.emit(rows[1], best_g / ops as f64);
    }
}

pub fn mix64(z: u64) -> u64 {
    let mut z = z.wrapping_add(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d049bb133111eb);
    z ^ (z >> 31)
}

pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        let r = mix64(self.0);
        self.0 = self.0.wrapping_add(0x9e3779b97f4a7c15);
        r
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
}

pub fn shuffled<T>(mut v: Vec<T>, seed: u64) -> Vec<T> {
    let mut random = Random(seed);
    for i in (2..=v.len()).rev() {
        v.swap(i - 1, random.below(i));
    }
    v
}

pub fn random_indices(count: usize, below: usize, seed: u64) -> Vec<u32> {
    let mut random = Random(seed);
    (0..count).map(|_| random.below(below) as u32).collect()
}

pub fn mixed_keys(n: usize, from: usize) -> Vec<i64> {
    (0..n).map(|i| mix64((from + i) as u64) as i64).collect()
}

pub fn dense_keys(n: usize) -> Vec<i64> {
    (0..n as i64).collect()
}

pub fn sized(name: &str, n: usize) -> String {
    match n {
        1000 => format!("{name}1e3"),
        100_000 => format!("{name}1e5"),
        10_000_000 => format!("{name}1e7"),
        _ => format!("{name}{n}"),
    }
}

pub fn repeats(n: usize) -> usize {
    (16384 / n).max(1)
}
