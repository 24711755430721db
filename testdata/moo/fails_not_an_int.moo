// Fails at run time, at a place that it names.

fn main() {
    print("12".to_int())
    print("1 2\n".to_int())
}
