//! Arc<HashMap> and Arc<HashSet> with Arc::make_mut on every mutating call, once
//! with the default hash (SipHash) and once with a fast one.

use crate::bench::*;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hasher};
use std::hint::black_box;
use std::sync::Arc;

type Map<S> = Arc<HashMap<i64, i64, S>>;
type Set<S> = Arc<HashSet<i64, S>>;

/// Multiply and fold the two halves of the product.
#[derive(Default, Clone)]
pub struct Fold(u64);

impl Fold {
    fn add(&mut self, x: u64) {
        let product = (self.0 ^ x ^ 0x243f6a8885a308d3) as u128 * 0x9e3779b97f4a7c15u128;
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
    }
    fn write_u8(&mut self, x: u8) {
        self.add(x as u64);
    }
    fn write_i64(&mut self, x: i64) {
        self.add(x as u64);
    }
}

pub fn verify() {
    let mut m: Arc<HashMap<i64, i64>> = Default::default();
    Arc::make_mut(&mut m).insert(1, 1);
    let mut n = m.clone();
    assert!(Arc::ptr_eq(&m, &n), "a copy shares");
    Arc::make_mut(&mut n).insert(2, 2);
    assert!(!Arc::ptr_eq(&m, &n) && m.len() == 1 && n.len() == 2, "insert into a shared map copies");
}

fn map_of<S: BuildHasher + Default + Clone>(keys: &[i64]) -> Map<S> {
    let mut map: Map<S> = Default::default();
    for (i, key) in keys.iter().enumerate() {
        Arc::make_mut(&mut map).insert(*key, i as i64);
    }
    map
}

fn set_of<S: BuildHasher + Default + Clone>(keys: &[i64]) -> Set<S> {
    let mut set: Set<S> = Default::default();
    for key in keys {
        Arc::make_mut(&mut set).insert(*key);
    }
    set
}

fn map_rows<S: BuildHasher + Default + Clone>(bench: &Bench, n: usize) {
    let (keys, missing) = (mixed_keys(n, 0), mixed_keys(n, 10_000_000));
    let order = shuffled(keys.clone(), 3);
    let repeat = repeats(n);
    let ops = repeat * n;
    bench.run(&sized("map_insert_", n), ops, || {
        for _ in 0..repeat {
            black_box(&map_of::<S>(&keys));
        }
    });
    let mut map = map_of::<S>(&keys);
    bench.run(&sized("map_get_", n), ops, || {
        let mut sum = 0i64;
        for _ in 0..repeat {
            for key in &order {
                sum += map.get(key).copied().unwrap_or(-1);
            }
        }
        black_box(sum);
    });
    bench.run(&sized("map_miss_", n), ops, || {
        let mut found = 0;
        for _ in 0..repeat {
            for key in &missing {
                found += map.contains_key(key) as i64;
            }
        }
        assert_eq!(black_box(found), 0);
    });
    bench.run(&sized("map_overwrite_", n), ops, || {
        for r in 0..repeat {
            for (i, key) in order.iter().enumerate() {
                Arc::make_mut(&mut map).insert(*key, (r + i) as i64);
            }
        }
        black_box(&map);
    });
    assert_eq!(map.len(), n);
    bench.run(&sized("map_iter_", n), ops, || {
        for _ in 0..repeat {
            black_box(black_box(&map).values().fold(0i64, |sum, v| sum.wrapping_add(*v)));
        }
    });
    let copies = if n <= 100_000 { 20 } else { 1 };
    bench.run(&sized("map_copy_insert_", n), copies, || {
        for r in 0..copies {
            let mut c = map.clone();
            Arc::make_mut(&mut c).insert(missing[r % n], r as i64);
            black_box(&c);
        }
    });
    assert_eq!(map.len(), n);
    bench.run_on(
        &sized("map_remove_", n),
        n,
        || -> Map<S> { Arc::new((*map).clone()) },
        |c| {
            for key in &order {
                Arc::make_mut(c).remove(key);
            }
            assert_eq!(c.len(), 0);
        },
    );
}

pub fn map_workloads<S: BuildHasher + Default + Clone>(bench: &Bench) {
    if !bench.group("maps") {
        return;
    }
    for n in [8, 64, 1000, 100_000] {
        map_rows::<S>(bench, n);
    }
    let n = 100_000;
    let keys = dense_keys(n);
    let order = shuffled(keys.clone(), 5);
    bench.run("map_insert_dense_1e5", n, || {
        black_box(&map_of::<S>(&keys));
    });
    let map = map_of::<S>(&keys);
    bench.run("map_get_dense_1e5", n, || {
        black_box(order.iter().fold(0i64, |sum, key| sum + map.get(key).copied().unwrap_or(-1)));
    });
}

/// Union copies and extends; intersection and difference collect the library's iterators.
struct Algebra<S> {
    a: Set<S>,
    b: Set<S>,
}

impl<S: BuildHasher + Default + Clone> Algebra<S> {
    fn union(&self) -> Set<S> {
        let mut c = self.a.clone();
        Arc::make_mut(&mut c).extend(self.b.iter().copied());
        c
    }
    fn intersection(&self) -> Set<S> {
        Arc::new(self.a.intersection(&self.b).copied().collect())
    }
    fn difference(&self) -> Set<S> {
        Arc::new(self.a.difference(&self.b).copied().collect())
    }
}

fn algebra_rows<S: BuildHasher + Default + Clone>(bench: &Bench, n: usize) {
    let sets = Algebra::<S> { a: set_of(&mixed_keys(n, 0)), b: set_of(&mixed_keys(n, n / 2)) };
    assert!(sets.union().len() == n + n / 2 && sets.intersection().len() == n / 2 && sets.difference().len() == n / 2);
    let repeat = if n <= 1000 { 20 } else { 1 };
    let operations: [(&str, fn(&Algebra<S>) -> Set<S>); 3] =
        [("set_union_", Algebra::union), ("set_intersect_", Algebra::intersection), ("set_diff_", Algebra::difference)];
    for (row, operation) in operations {
        bench.run(&sized(row, n), repeat, || {
            for _ in 0..repeat {
                black_box(&operation(&sets));
            }
        });
    }
}

pub fn large_workloads<S: BuildHasher + Default + Clone>(bench: &Bench) {
    if bench.group("large") {
        map_rows::<S>(bench, 10_000_000);
        set_rows::<S>(bench, &[10_000_000]);
    }
}

pub fn set_workloads<S: BuildHasher + Default + Clone>(bench: &Bench) {
    if bench.group("sets") {
        set_rows::<S>(bench, &[8, 64, 1000, 100_000]);
    }
}

fn set_rows<S: BuildHasher + Default + Clone>(bench: &Bench, sizes: &[usize]) {
    for &n in sizes {
        let keys = mixed_keys(n, 0);
        let order = shuffled(keys.clone(), 3);
        let repeat = repeats(n);
        bench.run(&sized("set_insert_", n), repeat * n, || {
            for _ in 0..repeat {
                black_box(&set_of::<S>(&keys));
            }
        });
        let set = set_of::<S>(&keys);
        bench.run(&sized("set_contains_", n), repeat * n, || {
            let mut found = 0;
            for _ in 0..repeat {
                for key in &order {
                    found += set.contains(key) as usize;
                }
            }
            assert_eq!(black_box(found), repeat * n);
        });
        if n >= 1000 {
            algebra_rows::<S>(bench, n);
        }
    }
}

pub fn table_scale<S: BuildHasher + Default + Clone>(bench: &Bench) {
    if !bench.group("scale") {
        return;
    }
    for n in crate::SCALE_SIZES {
        let keys = mixed_keys(n, 0);
        let repeat = repeats(n);
        bench.run(&format!("scale_insert@{n}"), repeat * n, || {
            for _ in 0..repeat {
                black_box(&map_of::<S>(&keys));
            }
        });
        {
            let map = map_of::<S>(&keys);
            let order = random_indices(16384, n, 42);
            bench.run(&format!("scale_lookup@{n}"), 16384, || {
                black_box(order.iter().fold(0i64, |sum, i| sum + map.get(&keys[*i as usize]).copied().unwrap_or(-1)));
            });
        }
        let sets = Algebra::<S> { a: set_of(&keys), b: set_of(&mixed_keys(n, n / 2)) };
        bench.run(&format!("scale_union@{n}"), repeat * n, || {
            for _ in 0..repeat {
                black_box(&sets.union());
            }
        });
    }
}
