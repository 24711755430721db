// Fails at run time, at a place that it names.

fn main() {
    var s = chr(255)
    print(s.len())
    s.push(256)
}
