// Products of matrices that are lists of lists.
//
//     moo run examples/matrix.moo [SIZE]

fn product(a: [[int]], b: [[int]]) -> [[int]] {
    var c: [[int]] = []
    c.reserve(a.len())
    for row in a {
        var sums: [int] = []
        sums.reserve(b[0].len())
        for j in 0..b[0].len() { sums.push(0) }
        for k, x in row {
            for j, y in b[k] { sums[j] += x * y }
        }
        c.push(sums)
    }
    return c
}

fn identity(n: int) -> [[int]] {
    var m: [[int]] = []
    for i in 0..n {
        m.push([])
        for j in 0..n { m[i].push(0) }
        m[i][i] = 1
    }
    return m
}

// m to the n-th power, by squaring.
fn power(m: [[int]], n: int) -> [[int]] {
    var result = identity(m.len())
    var square = m
    var left = n
    while left > 0 {
        if left % 2 == 1 { result = product(result, square) }
        square = product(square, square)
        left /= 2
    }
    return result
}

fn transposed(m: [[int]]) -> [[int]] {
    var t: [[int]] = []
    for j in 0..m[0].len() {
        var row: [int] = []
        for line in m { row.push(line[j]) }
        t.push(row)
    }
    return t
}

fn trace(m: [[int]]) -> int {
    var sum = 0
    for i, row in m { sum += row[i] }
    return sum
}

fn main(args: [str]) {
    let a = [[1, 2, 3], [4, 5, 6]]
    let b = [[7, 8], [9, 10], [11, 12]]
    print(product(a, b), transposed(a))
    print("Fibonacci 90:", power([[1, 1], [1, 0]], 90)[0][1])

    var n = 60
    if args.len() > 0 { n = args[0].to_int() }
    var m: [[int]] = []
    for i in 0..n {
        var row: [int] = []
        for j in 0..n { row.push((i * 31 + j * 17) % 10) }
        m.push(row)
    }
    let t = transposed(m)
    print("\(n) x \(n): trace", trace(product(m, t)))
    // The transposed product is the product of the transposed, the other way round.
    print(transposed(product(m, t)) == product(transposed(t), transposed(m)))
}
