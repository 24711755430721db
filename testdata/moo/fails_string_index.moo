// Fails at run time, at a place that it names.

fn main() {
    let s = "abc"
    print(s[2])
    print(s[s.len()])
}
