// An index of a text: for every word the lines that it is in.
fn main() {
    let text = read_all()
    var index: {str: [int]} = {:}
    var line = 0
    for row in text.split("\n") {
        for word in row.words() {
            index[word].push(line)
        }
        line += 1
    }
    var entries = 0
    var longest = 0
    var check = 0
    for word, lines in index {
        entries += lines.len()
        if lines.len() > longest { longest = lines.len() }
        check = (check * 31 + word.len() * lines[lines.len() / 2] + lines.len()) % 1_000_000_007
    }
    print(line, index.len(), entries, longest, check)
}
