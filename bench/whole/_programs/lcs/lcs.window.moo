// The longest common subsequence, with the whole table; a row is made unique in front of the loop that writes to it.
const N = 3000
const ROUNDS = 8

fn sequence(n: int, seed: int) -> str {
    var x = seed
    var s = ""
    for i in 0..n {
        x = (x * 1103515245 + 12345) & 0x7fffffff
        s.push('a' + (x >> 16) % 4)
    }
    return s
}

fn fill(row: inout [int], above: [int], x: int, b: str, m: int) {
    row.reserve(1)
    for j in 1..m + 1 {
        if x == b[j - 1] {
            row[j] = above[j - 1] + 1
        } else if above[j] >= row[j - 1] {
            row[j] = above[j]
        } else {
            row[j] = row[j - 1]
        }
    }
}

fn lcs(a: str, b: str) -> int {
    let n = a.len()
    let m = b.len()
    var zeros: [int] = []
    for j in 0..m + 1 { zeros.push(0) }
    var table: [[int]] = []
    for i in 0..n + 1 { table.push(zeros) }
    for i in 1..n + 1 { fill(&table[i], table[i - 1], a[i - 1], b, m) }
    return table[n][m]
}

fn main() {
    var sum = 0
    for round in 0..ROUNDS {
        sum += lcs(sequence(N, 2 * round + 1), sequence(N, 2 * round + 2))
    }
    print(sum)
}
