// Fails at run time, at a place that it names.

fn main() {
    var xs = [1]
    print(xs.pop())
    xs.pop()
}
