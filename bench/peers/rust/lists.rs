//! Arc<Vec<i64>> with Arc::make_mut on every mutating call.

use crate::bench::*;
use std::cmp::Ordering;
use std::collections::VecDeque;
use std::hint::black_box;
use std::sync::Arc;

pub type List<T> = Arc<Vec<T>>;

#[derive(Clone, Copy)]
struct Record64 {
    key: i64,
    _rest: [i64; 7],
}

pub fn list_of(n: usize) -> List<i64> {
    let mut list = List::default();
    for i in 0..n {
        Arc::make_mut(&mut list).push(i as i64);
    }
    list
}

fn deep<T: Clone>(list: &List<T>) -> List<T> {
    Arc::new((**list).clone())
}

pub fn verify() {
    let mut a = list_of(1000);
    let before = a.as_ptr();
    Arc::make_mut(&mut a)[5] = 5;
    assert!(a.as_ptr() == before, "set on a unique list stays in place");
    let mut b = a.clone();
    assert!(b.as_ptr() == a.as_ptr(), "a copy shares");
    Arc::make_mut(&mut b).push(7);
    assert!(b.as_ptr() != a.as_ptr() && a.len() == 1000 && b.len() == 1001, "push on a shared list copies");
}

fn push_rows(bench: &Bench) {
    bench.run("push_unique_1e3", 100_000, || {
        for _ in 0..100 {
            black_box(&list_of(1000));
        }
    });
    bench.run("push_unique_1e6", 1_000_000, || {
        black_box(&list_of(1_000_000));
    });
    bench.run("push_reserved_1e6", 1_000_000, || {
        let mut list: List<i64> = Arc::new(Vec::with_capacity(1_000_000));
        for i in 0..1_000_000 {
            Arc::make_mut(&mut list).push(i);
        }
        black_box(&list);
    });
    let mut full = list_of(1000);
    bench.run_both(
        ["pop_unique_1e3", "push_room_1e3"],
        1000,
        &mut full,
        |full| {
            for _ in 0..1000 {
                Arc::make_mut(full).pop();
                black_box(&*full);
            }
        },
        |full| {
            for i in 0..1000 {
                Arc::make_mut(full).push(i);
                black_box(&*full);
            }
        },
    );
    for (row, n, repeat) in [("push_shared_10", 10, 1000), ("push_shared_1e3", 1000, 1000), ("push_shared_1e6", 1_000_000, 1)] {
        let list = list_of(n);
        bench.run(row, repeat, || {
            for r in 0..repeat {
                let mut c = list.clone();
                Arc::make_mut(&mut c).push(r as i64);
                black_box(&c);
            }
        });
        assert_eq!(list.len(), n);
    }
}

fn queue_row(bench: &Bench) {
    let mut queue: VecDeque<i64> = (0..1000).collect();
    let (mut next, mut sum) = (1000, 0i64);
    bench.run("queue_1e3", 100_000, || {
        for _ in 0..100_000 {
            sum += queue.pop_front().unwrap();
            queue.push_back(next);
            next += 1;
        }
        black_box(&queue);
    });
    assert!(queue.len() == 1000 && sum == (next - 1000) * (next - 1001) / 2);
}

fn access_rows(bench: &Bench) {
    let far = random_indices(1_000_000, 1_000_000, 42);
    let mut big = list_of(1_000_000);
    bench.run("set_unique_1e6", 1_000_000, || {
        for (i, x) in far.iter().enumerate() {
            Arc::make_mut(&mut big)[*x as usize] = i as i64;
        }
        black_box(&big);
    });
    bench.run("iter_sum_1e6", 1_000_000, || {
        black_box(big.iter().fold(0i64, |sum, x| sum.wrapping_add(*x)));
    });
    let near = random_indices(100_000, 1000, 43);
    let mut small = list_of(1000);
    bench.run("set_unique_1e3", 100_000, || {
        for (i, x) in near.iter().enumerate() {
            Arc::make_mut(&mut small)[*x as usize] = i as i64;
        }
        black_box(&small);
    });
    let list = list_of(100_000);
    bench.run("set_shared_once_1e5", 20, || {
        for r in 0..20 {
            let mut c = list.clone();
            Arc::make_mut(&mut c)[50_000] = r;
            black_box(&c);
        }
    });
}

fn rearranging_rows(bench: &Bench) {
    let mut list = list_of(10_000);
    bench.run_both(
        ["insert_mid_1e4", "remove_mid_1e4"],
        256,
        &mut list,
        |list| {
            for r in 0..256 {
                let middle = list.len() / 2;
                Arc::make_mut(list).insert(middle, r);
            }
        },
        |list| {
            for _ in 0..256 {
                let middle = list.len() / 2;
                Arc::make_mut(list).remove(middle);
            }
        },
    );
    let (x, y) = (list_of(100_000), list_of(100_000));
    bench.run_on(
        "concat_append_1e5",
        1,
        || (deep(&x), Some(deep(&y))),
        |two| {
            let second = two.1.take().unwrap();
            Arc::make_mut(&mut two.0).extend_from_slice(&second);
        },
    );
    bench.run("concat_new_1e5", 20, || {
        for _ in 0..20 {
            let mut v = Vec::with_capacity(x.len() + y.len());
            v.extend_from_slice(&x);
            v.extend_from_slice(&y);
            black_box(&Arc::new(v));
        }
    });
    let mut big = list_of(1_000_000);
    bench.run("reverse_1e6", 1_000_000, || {
        Arc::make_mut(&mut big).reverse();
        black_box(&big);
    });
    let slice = || -> List<i64> { Arc::new(big[250_000..750_000].to_vec()) };
    bench.run("slice_take_1e6", 100, || {
        for _ in 0..100 {
            black_box(&slice());
        }
    });
    bench.run("slice_append_1e6", 4, || {
        for r in 0..4 {
            let mut s = slice();
            Arc::make_mut(&mut s).push(r);
            black_box(&s);
        }
    });
}

pub fn list_workloads(bench: &Bench) {
    if !bench.group("lists") {
        return;
    }
    push_rows(bench);
    queue_row(bench);
    access_rows(bench);
    rearranging_rows(bench);
}

fn by_call(a: &i64, b: &i64) -> Ordering {
    a.cmp(b)
}

pub fn sort_workloads(bench: &Bench) {
    if !bench.group("sort") {
        return;
    }
    let n = 1_000_000;
    let mut random = Random(7);
    let numbers: List<i64> = Arc::new((0..n).map(|_| random.next() as i64).collect());
    let hidden: fn(&i64, &i64) -> Ordering = black_box(by_call);
    let copy = || deep(&numbers);
    bench.run_on("sort_unstable_1e6", n, copy, |l| Arc::make_mut(l).sort_unstable_by(|a, b| a.cmp(b)));
    bench.run_on("sort_stable_1e6", n, copy, |l| Arc::make_mut(l).sort_by(|a, b| a.cmp(b)));
    bench.run_on("sort_unstable_fn_1e6", n, copy, |l| Arc::make_mut(l).sort_unstable_by(hidden));
    bench.run_on("sort_stable_fn_1e6", n, copy, |l| Arc::make_mut(l).sort_by(hidden));
    let mut sorted = copy();
    Arc::make_mut(&mut sorted).sort_by(hidden);
    assert!(sorted.is_sorted());
    bench.run_on("sort_sorted_1e6", n, || deep(&sorted), |l| Arc::make_mut(l).sort_unstable_by(|a, b| a.cmp(b)));
    bench.run_on("sort_stable_sorted_1e6", n, || deep(&sorted), |l| Arc::make_mut(l).sort_by(|a, b| a.cmp(b)));

    let mut random = Random(8);
    let records: List<Record64> = Arc::new((0..n).map(|i| Record64 { key: random.next() as i64, _rest: [i as i64; 7] }).collect());
    bench.run_on("sort64_unstable_1e6", n, || deep(&records), |l| Arc::make_mut(l).sort_unstable_by(|a, b| a.key.cmp(&b.key)));
    bench.run_on("sort64_stable_1e6", n, || deep(&records), |l| Arc::make_mut(l).sort_by(|a, b| a.key.cmp(&b.key)));
}

pub fn list_scale(bench: &Bench) {
    if !bench.group("scale") {
        return;
    }
    for n in crate::SCALE_SIZES {
        let repeat = repeats(n);
        bench.run(&format!("scale_push@{n}"), repeat * n, || {
            for _ in 0..repeat {
                black_box(&list_of(n));
            }
        });
        let list = list_of(n);
        bench.run(&format!("scale_push_shared@{n}"), repeat * n, || {
            for _ in 0..repeat {
                let mut c = list.clone();
                Arc::make_mut(&mut c).push(1);
                black_box(&c);
            }
        });
        let order = random_indices(16384, n, 42);
        bench.run(&format!("scale_get@{n}"), 16384, || {
            black_box(order.iter().fold(0i64, |sum, i| sum.wrapping_add(list[*i as usize])));
        });
        let lists = (2000 / n).max(1);
        let mut random = Random(7);
        let unsorted: List<i64> = Arc::new((0..n).map(|_| random.next() as i64).collect());
        bench.run_on(
            &format!("scale_sort@{n}"),
            lists * n,
            || (0..lists).map(|_| deep(&unsorted)).collect::<Vec<_>>(),
            |lists| {
                for l in lists {
                    Arc::make_mut(l).sort_unstable_by(|a, b| a.cmp(b));
                }
            },
        );
    }
}
