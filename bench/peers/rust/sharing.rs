//! What sharing costs: counted strings in lists and maps, retain and release, two threads.

use crate::bench::*;
use crate::lists::{list_of, List};
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Instant;

fn text32(i: i32) -> Arc<str> {
    Arc::from(format!("a string of 32 bytes {i:11}"))
}

fn string_list_rows(bench: &Bench, suffix: &str) {
    let n = 10_000;
    let strings: List<Arc<str>> = Arc::new((0..n as i32).map(text32).collect());
    let extra = text32(-1);
    let mut slot: Option<List<Arc<str>>> = None;
    bench.run_both(
        [&format!("strlist_copy_1e4{suffix}"), &format!("strlist_drop_1e4{suffix}")],
        n,
        &mut slot,
        |slot| {
            let mut c = strings.clone();
            Arc::make_mut(&mut c).push(extra.clone());
            *slot = Some(black_box(c));
        },
        |slot| *slot = None,
    );
    bench.run(&format!("strlist_push_1e4{suffix}"), n, || {
        let mut list: List<Arc<str>> = Default::default();
        for _ in 0..n {
            Arc::make_mut(&mut list).push(extra.clone());
        }
        black_box(&list);
    });
}

pub fn string_map_workloads<S: BuildHasher + Default + Clone>(bench: &Bench) {
    if !bench.group("elements") {
        return;
    }
    let n = 1000;
    let keys: Vec<Arc<str>> = (0..n as i32).map(text32).collect();
    let needles = shuffled((0..n as i32).map(text32).collect::<Vec<_>>(), 3);
    let fill = || {
        let mut map: Arc<HashMap<Arc<str>, i64, S>> = Default::default();
        for (i, key) in keys.iter().enumerate() {
            Arc::make_mut(&mut map).insert(key.clone(), i as i64);
        }
        map
    };
    bench.run("strmap_insert_1e3", 10 * n, || {
        for _ in 0..10 {
            black_box(&fill());
        }
    });
    let map = fill();
    bench.run("strmap_get_1e3", n, || {
        let sum = needles.iter().fold(0i64, |sum, needle| sum + map.get(needle).copied().unwrap_or(-1));
        assert_eq!(black_box(sum), (n * (n - 1) / 2) as i64);
    });
    let extra = text32(-1);
    bench.run("strmap_copy_insert_1e3", 10, || {
        for r in 0..10 {
            let mut c = map.clone();
            Arc::make_mut(&mut c).insert(extra.clone(), r);
            black_box(&c);
        }
    });
    assert_eq!(map.len(), n);
}

#[inline(never)]
fn third_reader(list: List<i64>, i: usize) -> i64 {
    black_box(&list)[i]
}
#[inline(never)]
fn second_reader(list: List<i64>, i: usize) -> i64 {
    list[i] + third_reader(list.clone(), i + 1)
}
#[inline(never)]
fn first_reader(list: List<i64>, i: usize) -> i64 {
    list[i] + second_reader(list.clone(), i + 1)
}

fn pass_rows(bench: &Bench, suffix: &str) {
    let list = list_of(1_000_000);
    bench.run(&format!("share_pass_1e6{suffix}"), 30_000, || {
        black_box((0..10_000).fold(0, |sum, r| sum + first_reader(list.clone(), r)));
    });
    bench.run(&format!("rc_pair_1t{suffix}"), 100_000, || {
        for _ in 0..100_000 {
            black_box(&list.clone());
        }
    });
}

/// Runs body in two threads that start together; ns from the start to the later end.
fn two_threads(body: impl Fn() + Sync) -> f64 {
    let (ready, start) = (AtomicUsize::new(0), AtomicBool::new(false));
    let mut begin = Instant::now();
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                ready.fetch_add(1, SeqCst);
                while !start.load(SeqCst) {}
                body();
            });
        }
        while ready.load(SeqCst) != 2 {}
        begin = Instant::now();
        start.store(true, SeqCst);
    });
    begin.elapsed().as_nanos() as f64
}

fn two_thread_rows(bench: &Bench) {
    let pairs = 500_000;
    let best_of_five = |row: &str, ops: usize, body: &(dyn Fn() + Sync)| {
        if bench.wants(row) {
            let best = (0..5).map(|_| two_threads(body)).fold(f64::INFINITY, f64::min);
            bench.emit(row, best / ops as f64);
        }
    };
    let repeat_pair = |list: &List<i64>| {
        for _ in 0..pairs {
            black_box(&list.clone());
        }
    };
    let shared = list_of(1000);
    best_of_five("rc_pair_2t", pairs, &|| repeat_pair(&shared));
    best_of_five("rc_pair_2t_own", pairs, &|| repeat_pair(&list_of(1000)));
    best_of_five("push_2t_own_1e3", 1_000_000, &|| {
        for _ in 0..1000 {
            black_box(&list_of(1000));
        }
    });
}

fn with_second_thread(f: impl FnOnce()) {
    let gate = (Mutex::new(false), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut stop = gate.0.lock().unwrap();
            while !*stop {
                stop = gate.1.wait(stop).unwrap();
            }
        });
        f();
        *gate.0.lock().unwrap() = true;
        gate.1.notify_one();
    });
}

pub fn string_list_workloads(bench: &Bench) {
    if bench.group("elements") {
        string_list_rows(bench, "");
        with_second_thread(|| string_list_rows(bench, "_mtproc"));
    }
}

pub fn sharing_workloads(bench: &Bench) {
    if bench.group("sharing") {
        pass_rows(bench, "");
        with_second_thread(|| {
            pass_rows(bench, "_mtproc");
            two_thread_rows(bench);
        });
    }
}
