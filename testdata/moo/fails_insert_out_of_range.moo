// Fails at run time, at a place that it names.

fn main() {
    var xs = [1]
    xs.insert(1, 2)
    print(xs)
    xs.insert(3, 4)
}
