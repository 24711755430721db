// Fails at run time, at a place that it names.

fn main() {
    let m = {"a": [1]}
    print(m["a"])
    print(m["b\n"])
}
