// Like slow.moo, but what is needed of the old value is read before the change.

fn record(counts: inout [int], length: int) -> bool {
    let fresh = counts[length] == 0
    counts[length] = counts[length] + 1
    return fresh
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
