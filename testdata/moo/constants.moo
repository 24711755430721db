// Constants: immortal ones, and those that are made where they are used, because
// they are large or their keys are no plain literals.

const PRIMES = [2, 3, 5, 7]
const NESTED = [[1], [], [2, 3]]
const BY_LIST = {[1, 2]: "one two", [3]: "three and some more text than fits"}
const MANY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}
const TWICE = {"a": 1, "b": 2, "a": 3}
const SPAN = (PRIMES, -1.5, "a text that is longer than twenty-three bytes")

fn longest(m: {[int]: str}) -> str {
    var found = ""
    for key, value in m {
        if value.len() > found.len() { found = value }
    }
    return found
}

fn main() {
    var total = 0
    for n in MANY { total += n }
    for key, value in BY_LIST { print(key, value) }
    for row in NESTED {
        for n in row { total += n }
    }
    print(total, longest(BY_LIST), BY_LIST[[3]], TWICE, MANY.contains(20), MANY.len())
    var primes = PRIMES
    primes.push(11)
    var nested = NESTED
    nested[1].push(9)
    nested.sort_stable(by_length)
    var many = MANY
    many.remove(1)
    many.insert(21)
    print(primes, PRIMES, nested, NESTED, many.len(), MANY.len())
    var span = SPAN
    span.2 += "!"
    span.0.reverse()
    print(span, SPAN, span == SPAN, SPAN.0 == PRIMES)
    for n in NESTED[2] { primes[n] = 0 }
    print(primes)
}

fn by_length(a: [int], b: [int]) -> int { return a.len() - b.len() }
