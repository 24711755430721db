// Fails at run time, at a place that it names.

fn main() {
    var xs = [[1], [2]]
    xs[-1].push(1)
}
