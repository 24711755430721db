// Fails at run time, at a place that it names.

fn main() {
    print("before")
    fail("it \(1 + 1) times")
}
