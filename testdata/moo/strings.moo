// Text, short and long.

fn main() {
    let short = "twenty-three bytes long"
    let long = "this one is longer than twenty-three bytes"
    print(short.len(), long.len(), short[0], long[5..8], long[30..], long[..4])
    var s = ""
    for i in 0..30 {
        s.push('a' + i % 26)
        if i == 20 || i == 23 { print(s) }
    }
    let kept = s
    s += "|" + kept
    print(s, kept)
    print("a,b,,c".split(","), ",".split(","), "".split(","), "no".split("--"))
    print(" two  words\t\n".words(), "".words(), "[" + " \t trim me \n".trim() + "]")
    print("MiXed é".lower(), "MiXed é".upper(), "ab".repeat(3), "x".repeat(-1))
    print("[" + "é".pad_left(3) + "|" + "é".pad_right(3) + "|" + "toolong".pad_left(3) + "]")
    print("needle in hay".find("in"), "abc".find(""), "abc".find("abcd"), long.find("bytes"))
    print("12".is_int(), "-".is_int(), "-9223372036854775808".to_int(), "9223372036854775808".is_int(), "1x".is_int(), "".is_int(), "+1".is_int())
    print(["a", "b", "c"].join(", "), ["only"].join("x"), "[" + "".repeat(2) + "]")
    print("quote \" backslash \\ tab \t.", ["quote \" backslash \\ tab \t newline \n bell \x07 é"])
    print("nested \("inner \(1 + 1) \(["x"])") end", str(1.5) + str(true) + str((1, "a")))
    var signs = ""
    for c in [65, 0xe9, 0x20ac, 0x1f404] { signs.push_char(c) }
    signs.reserve(100)
    signs += " and a text that is known"
    print(signs, signs.len(), signs.take(1), signs.drop(11), long.take(30), long.drop(10))
    let many = {"a": 1, "this key is longer than twenty-three bytes": 2}
    print(many["this key is longer " + "than twenty-three bytes"], many)
    print(chr(65) + chr(0xc3) + chr(0xa9), "abc" == "ab" + "c", long == long[..], "a" != "b")
}
