// The table made at once, and made unique in front of the loop that writes to it.
const N = 5_000_000
const ROUNDS = 30

fn primes(n: int) -> int {
    var composite = list_of(n + 1, false)
    var count = 0
    for i in 2..n + 1 {
        if composite[i] { continue }
        count += 1
        var j = i * i
        composite.reserve(1)
        while j <= n {
            composite[j] = true
            j += i
        }
    }
    return count
}

fn main() {
    var sum = 0
    for round in 0..ROUNDS { sum += primes(N - round) }
    print(sum)
}
