use std::collections::HashMap;

fn next(x: i64) -> i64 {
    (x * 1103515245 + 12345) & 0x7fffffff
}

fn main() {
    let (customers, orders, countries) = (200_000i64, 8_000_000i64, 50i64);
    let mut country: HashMap<i64, i64> = HashMap::new();
    let mut keys: Vec<i64> = Vec::new();
    let mut x = 1;
    for c in 0..customers {
        x = next(x);
        let key = (x >> 4) * 8 + c % 8;
        if country.insert(key, c % countries).is_none() {
            keys.push(key);
        }
    }
    let mut sums: HashMap<i64, (i64, i64)> = HashMap::new();
    let mut missing = 0;
    for _ in 0..orders {
        x = next(x);
        let mut key = keys[((x >> 3) % keys.len() as i64) as usize];
        if x % 16 == 0 {
            key += 1;
        }
        let amount = (x >> 8) % 1000;
        match country.get(&key) {
            None => missing += 1,
            Some(&at) => {
                let entry = sums.entry(at).or_default();
                entry.0 += 1;
                entry.1 += amount;
            }
        }
    }
    let mut check = 0;
    for at in 0..countries {
        let entry = sums.get(&at).copied().unwrap_or_default();
        check = (check * 31 + entry.0 * 7 + entry.1) % 1_000_000_007;
    }
    println!("{} {} {}", country.len(), missing, check);
}
