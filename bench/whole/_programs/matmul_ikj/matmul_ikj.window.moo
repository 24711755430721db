// The loop that goes along rows, which is handed a row and makes it unique in front of the loop.
const N = 300
const ROUNDS = 40

fn filled(n: int, a: int, b: int) -> [[float]] {
    var m: [[float]] = []
    for i in 0..n {
        var row: [float] = []
        for j in 0..n { row.push(float((i * a + j * b) % 10)) }
        m.push(row)
    }
    return m
}

fn add(row: inout [float], x: float, other: [float], n: int) {
    row.reserve(1)
    for j in 0..n { row[j] = row[j] + x * other[j] }
}

fn product(a: [[float]], b: [[float]], n: int) -> [[float]] {
    var zeros: [float] = []
    for j in 0..n { zeros.push(0.0) }
    var c: [[float]] = []
    for i in 0..n { c.push(zeros) }
    for i in 0..n {
        for k in 0..n {
            let x = a[i][k]
            add(&c[i], x, b[k], n)
        }
    }
    return c
}

fn main() {
    let a = filled(N, 31, 17)
    var b = filled(N, 7, 3)
    var total = 0
    for round in 0..ROUNDS {
        let c = product(a, b, N)
        total += int(c[round][N - 1 - round])
        b[round][round] += 1.0
    }
    print(total)
}
