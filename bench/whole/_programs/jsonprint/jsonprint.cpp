#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

struct Record {
    int64_t id;
    std::string name;
    std::vector<std::string> tags;
    std::vector<int64_t> scores;
    bool active;
};

static void quoted(std::string& out, const std::string& text) {
    out.push_back('"');
    for (char b : text) {
        if (b == '"' || b == '\\') {
            out.push_back('\\');
            out.push_back(b);
        } else if (b == '\n') {
            out += "\\n";
        } else {
            out.push_back(b);
        }
    }
    out.push_back('"');
}

static void record(std::string& out, const Record& r) {
    out += "{\"id\":";
    out += std::to_string(r.id);
    out += ",\"name\":";
    quoted(out, r.name);
    out += ",\"tags\":[";
    for (size_t i = 0; i < r.tags.size(); i++) {
        if (i > 0) out.push_back(',');
        quoted(out, r.tags[i]);
    }
    out += "],\"scores\":[";
    for (size_t i = 0; i < r.scores.size(); i++) {
        if (i > 0) out.push_back(',');
        out += std::to_string(r.scores[i]);
    }
    out += r.active ? "],\"active\":true}" : "],\"active\":false}";
}

int main() {
    std::vector<Record> records;
    for (int64_t i = 0; i < 2000; i++)
        records.push_back({i * 7919, "record \"" + std::to_string(i) + "\" of a list that is long enough",
                           {"red", "a\\b", "line\nbreak"}, {i, i * i, i % 17, -i}, i % 3 == 0});
    int64_t bytes = 0, check = 0;
    for (int64_t round = 0; round < 1000; round++) {
        std::string out = "[";
        for (size_t i = 0; i < records.size(); i++) {
            if (i > 0) out.push_back(',');
            record(out, records[i]);
        }
        out.push_back(']');
        bytes += out.size();
        check = (check * 31 + (unsigned char)out[(round * 7919) % out.size()]) & 0xffffff;
    }
    printf("%ld %ld\n", bytes, check);
}
