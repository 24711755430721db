// A memoized function hands its results out as deferred copies: a caller that
// only reads causes no copy, one that changes its result pays for it then, and
// nobody ever changes what is remembered.

struct Memo {
    results: {int: [int]}
    computed: int
    deferred: int
}

struct Tally {
    copied: int
    wrong: int
}

// The divisors of n.
fn divisors(n: int) -> [int] {
    var list: [int] = []
    for d in 1..n + 1 {
        if n % d == 0 { list.push(d) }
    }
    return list
}

fn lookup(memo: inout Memo, n: int) -> [int] {
    if !memo.results.contains(n) {
        memo.results[n] = divisors(n)
        memo.computed += 1
    }
    memo.deferred += 1
    return memo.results[n]
}

// Every other caller changes what it got.
fn application(memo: inout Memo, tally: inout Tally, round: int) {
    var list = lookup(&memo, 1 + round * 7 % 60)
    if round % 2 == 0 {
        let shared = addr(list)
        list[0] = -1
        if addr(list) != shared { tally.copied += 1 }
        list.push(round)
        list.reverse()
    }
    if memo.results[1 + round * 7 % 60][0] != 1 { tally.wrong += 1 }
}

fn main() {
    var memo = Memo(results: {:}, computed: 0, deferred: 0)
    var tally = Tally(copied: 0, wrong: 0)
    for round in 0..500000 {
        application(&memo, &tally, round)
    }
    print("computed", memo.computed)
    print("deferred copies", memo.deferred)
    print("actual copies", tally.copied)
    print("spoiled results", tally.wrong)
    print("saved", float(memo.deferred - tally.copied) * 100.0 / float(memo.deferred), "percent of the copying")
}
