// Fails at run time, at a place that it names.

fn main() {
    var s = ""
    s.push_char(0x10ffff)
    print(s.len())
    s.push_char(0xd800)
}
