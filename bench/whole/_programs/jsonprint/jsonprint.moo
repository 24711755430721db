// Writes a document of records as JSON, with escapes, again and again.
const RECORDS = 2000
const ROUNDS = 1000

struct Record { id: int, name: str, tags: [str], scores: [int], active: bool }

fn quoted(out: inout str, text: str) {
    out.push('"')
    for b in text {
        if b == '"' || b == '\\' {
            out.push('\\')
            out.push(b)
        } else if b == 10 {
            out += "\\n"
        } else {
            out.push(b)
        }
    }
    out.push('"')
}

fn record(out: inout str, r: Record) {
    out += "{\"id\":"
    out += str(r.id)
    out += ",\"name\":"
    quoted(&out, r.name)
    out += ",\"tags\":["
    for i, tag in r.tags {
        if i > 0 { out.push(',') }
        quoted(&out, tag)
    }
    out += "],\"scores\":["
    for i, score in r.scores {
        if i > 0 { out.push(',') }
        out += str(score)
    }
    if r.active { out += "],\"active\":true}" } else { out += "],\"active\":false}" }
}

fn main() {
    var records: [Record] = []
    for i in 0..RECORDS {
        records.push(Record(
            id: i * 7919, name: "record \"" + str(i) + "\" of a list that is long enough",
            tags: ["red", "a\\b", "line\nbreak"], scores: [i, i * i, i % 17, -i], active: i % 3 == 0
        ))
    }
    var bytes = 0
    var check = 0
    for round in 0..ROUNDS {
        var out = "["
        for i, r in records {
            if i > 0 { out.push(',') }
            record(&out, r)
        }
        out.push(']')
        bytes += out.len()
        check = (check * 31 + out[(round * 7919) % out.len()]) & 0xffffff
    }
    print(bytes, check)
}
