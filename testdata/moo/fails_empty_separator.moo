// Fails at run time, at a place that it names.

fn main() {
    print("a".split(""))
}
