// Fails at run time, at a place that it names.

fn main() {
    var n = 3
    while true {
        print(12 / n)
        n -= 1
    }
}
