// Counts the words of a text and shows the most frequent ones.
//
//     moo run examples/wordcount.moo [HOW_MANY] < TEXT

const BAR = 40

// The letters of a line in lower case, everything else as blanks.
fn plain(line: str) -> str {
    var out = ""
    for b in line.lower() {
        if b >= 'a' && b <= 'z' || b >= 0x80 || b == '\'' {
            out.push(b)
        } else {
            out.push(' ')
        }
    }
    return out
}

// The most frequent first, those of one frequency by the alphabet.
fn by_count(a: (str, int), b: (str, int)) -> int {
    if a.1 != b.1 { return b.1 - a.1 }
    if a.0 < b.0 { return -1 }
    if a.0 > b.0 { return 1 }
    return 0
}

fn ranking(counts: {str: int}) -> [(str, int)] {
    var list: [(str, int)] = []
    list.reserve(counts.len())
    for word, n in counts { list.push((word, n)) }
    list.sort(by_count)
    return list
}

fn main(args: [str]) {
    var top = 15
    if args.len() > 0 {
        if !args[0].is_int() { fail("how many words? \(args[0]) is no number") }
        top = args[0].to_int()
    }
    var counts: {str: int} = {:}
    var total = 0
    var lines = 0
    for line in read_lines() {
        lines += 1
        for word in plain(line).words() {
            counts[word] += 1
            total += 1
        }
    }
    print("\(lines) lines, \(total) words, \(counts.len()) different")
    if total == 0 { return }
    let ranked = ranking(counts)
    let most = ranked[0].1
    for entry in ranked.take(top) {
        let share = 100.0 * float(entry.1) / float(total)
        let bar = "#".repeat((entry.1 * BAR + most - 1) / most)
        print("\(entry.0.pad_right(14)) \(str(entry.1).pad_left(5)) \(share.fixed(1).pad_left(5))%  \(bar)")
    }
}
