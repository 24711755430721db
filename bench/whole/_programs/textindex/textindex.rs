use std::collections::HashMap;
use std::io::Read;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut index: Vec<(&str, Vec<i64>)> = Vec::new();
    let mut line = 0;
    for row in text.split('\n') {
        for word in row.split_ascii_whitespace() {
            let at = *numbers.entry(word).or_insert_with(|| {
                index.push((word, Vec::new()));
                index.len() - 1
            });
            index[at].1.push(line);
        }
        line += 1;
    }
    let (mut entries, mut longest, mut check) = (0, 0, 0i64);
    for (word, lines) in &index {
        let n = lines.len() as i64;
        entries += n;
        longest = longest.max(n);
        check = (check * 31 + word.len() as i64 * lines[lines.len() / 2] + n) % 1_000_000_007;
    }
    println!("{} {} {} {} {}", line, index.len(), entries, longest, check);
}
