// Fails at run time, at a place that it names.

fn main() {
    var xs = [1]
    xs.truncate(0)
    print(xs)
    xs.truncate(-1)
}
