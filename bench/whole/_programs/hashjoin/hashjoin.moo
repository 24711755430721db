// Joins orders with customers by a hash table and sums up by country.
const CUSTOMERS = 200_000
const ORDERS = 8_000_000
const COUNTRIES = 50

fn next(x: int) -> int {
    return (x * 1103515245 + 12345) & 0x7fffffff
}

fn main() {
    var country: {int: int} = {:}
    var x = 1
    for c in 0..CUSTOMERS {
        x = next(x)
        country[(x >> 4) * 8 + c % 8] = c % COUNTRIES
    }
    var keys: [int] = []
    for key in country { keys.push(key) }
    var sums: {int: (int, int)} = {:}
    var missing = 0
    for order in 0..ORDERS {
        x = next(x)
        var key = keys[(x >> 3) % keys.len()]
        if x % 16 == 0 { key += 1 }
        let amount = (x >> 8) % 1000
        let at = country.get(key, -1)
        if at < 0 {
            missing += 1
        } else {
            sums[at].0 += 1
            sums[at].1 += amount
        }
    }
    var check = 0
    for at in 0..COUNTRIES {
        let entry = sums.get(at, (0, 0))
        check = (check * 31 + entry.0 * 7 + entry.1) % 1_000_000_007
    }
    print(country.len(), missing, check)
}
