struct Record {
    id: i64,
    name: String,
    tags: Vec<String>,
    scores: Vec<i64>,
    active: bool,
}

fn quoted(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    for &b in text.as_bytes() {
        match b {
            b'"' | b'\\' => {
                out.push(b'\\');
                out.push(b);
            }
            b'\n' => out.extend_from_slice(b"\\n"),
            _ => out.push(b),
        }
    }
    out.push(b'"');
}

fn record(out: &mut Vec<u8>, r: &Record) {
    out.extend_from_slice(b"{\"id\":");
    out.extend_from_slice(r.id.to_string().as_bytes());
    out.extend_from_slice(b",\"name\":");
    quoted(out, &r.name);
    out.extend_from_slice(b",\"tags\":[");
    for (i, tag) in r.tags.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        quoted(out, tag);
    }
    out.extend_from_slice(b"],\"scores\":[");
    for (i, score) in r.scores.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        out.extend_from_slice(score.to_string().as_bytes());
    }
    out.extend_from_slice(if r.active { b"],\"active\":true}" } else { b"],\"active\":false}" });
}

fn main() {
    let records: Vec<Record> = (0..2000i64)
        .map(|i| Record {
            id: i * 7919,
            name: format!("record \"{}\" of a list that is long enough", i),
            tags: vec!["red".into(), "a\\b".into(), "line\nbreak".into()],
            scores: vec![i, i * i, i % 17, -i],
            active: i % 3 == 0,
        })
        .collect();
    let (mut bytes, mut check) = (0usize, 0i64);
    for round in 0..1000usize {
        let mut out = vec![b'['];
        for (i, r) in records.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            record(&mut out, r);
        }
        out.push(b']');
        bytes += out.len();
        check = (check * 31 + out[(round * 7919) % out.len()] as i64) & 0xffffff;
    }
    println!("{} {}", bytes, check);
}
