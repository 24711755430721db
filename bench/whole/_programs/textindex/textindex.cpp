#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

int main() {
    std::string text;
    char buffer[1 << 16];
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, stdin)) > 0;) text.append(buffer, n);
    std::unordered_map<std::string, std::vector<int64_t>> index;
    std::vector<const std::pair<const std::string, std::vector<int64_t>>*> order;
    int64_t line = 0;
    std::string_view rest = text;
    for (bool more = true; more; line++) {
        size_t end = rest.find('\n');
        std::string_view row = rest.substr(0, end);
        more = end != rest.npos;
        if (more) rest.remove_prefix(end + 1);
        size_t i = 0;
        while (i < row.size()) {
            while (i < row.size() && row[i] == ' ') i++;
            size_t start = i;
            while (i < row.size() && row[i] != ' ') i++;
            if (i == start) continue;
            auto [at, fresh] = index.try_emplace(std::string(row.substr(start, i - start)));
            if (fresh) order.push_back(&*at);
            at->second.push_back(line);
        }
    }
    int64_t entries = 0, longest = 0, check = 0;
    for (auto* entry : order) {
        int64_t n = entry->second.size();
        entries += n;
        longest = std::max(longest, n);
        check = (check * 31 + int64_t(entry->first.size()) * entry->second[n / 2] + n) % 1000000007;
    }
    printf("%ld %zu %ld %ld %ld\n", line, index.size(), entries, longest, check);
}
