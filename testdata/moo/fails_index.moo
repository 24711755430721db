// Fails at run time, at a place that it names.

fn main() {
    let xs = [1, 2, 3]
    print(xs[2])
    print(xs[3])
}
