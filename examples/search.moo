// Searches a text. The lines, the words around a match and the matches are
// slices: they share the text that was read, and nothing is copied.
//
//     moo run examples/search.moo WORD [CONTEXT] < TEXT

// The positions of word in text.
fn matches(text: str, word: str) -> [int] {
    var found: [int] = []
    var start = 0
    while true {
        let at = text[start..].find(word)
        if at < 0 { return found }
        found.push(start + at)
        start += at + word.len()
    }
}

// How many newlines there are in text.
fn newlines(text: str) -> int {
    var n = 0
    for b in text {
        if b == '\n' { n += 1 }
    }
    return n
}

fn one_line(text: str) -> str {
    return text.words().join(" ")
}

fn main(args: [str]) {
    if args.len() == 0 { fail("search for what?") }
    let word = args[0].lower()
    if word == "" { fail("search for what?") }
    var context = 30
    if args.len() > 1 { context = args[1].to_int() }
    let text = read_all()
    let lower = text.lower()
    let found = matches(lower, word)
    var line = 1
    var counted = 0
    for at in found {
        line += newlines(text[counted..at])
        counted = at
        let before = one_line(text[at - context..at])
        let after = one_line(text[at + word.len()..at + word.len() + context])
        print("\(str(line).pad_left(4)): \(before.pad_left(context)) [\(text[at..at + word.len()])] \(after)")
    }
    print("\(found.len()) found")
}
