// Counts how often each word length occurs. One stray reference: old is read after the change.

fn record(counts: inout [int], length: int) -> bool {
    let old = counts
    counts[length] = counts[length] + 1
    return old[length] == 0
}

fn main() {
    var counts = [0]
    for i in 0..1000 { counts.push(0) }
    var kinds = 0
    for i in 0..20000 {
        if record(&counts, i * 7 % 1000) { kinds += 1 }
    }
    print(kinds)
}
