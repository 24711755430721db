#include <cstdint>
#include <cstdio>
#include <unordered_map>
#include <utility>
#include <vector>

static int64_t next(int64_t x) { return (x * 1103515245 + 12345) & 0x7fffffff; }

int main() {
    const int64_t customers = 200000, orders = 8000000, countries = 50;
    std::unordered_map<int64_t, int64_t> country;
    std::vector<int64_t> keys;
    int64_t x = 1;
    for (int64_t c = 0; c < customers; c++) {
        x = next(x);
        int64_t key = (x >> 4) * 8 + c % 8;
        if (country.insert_or_assign(key, c % countries).second) keys.push_back(key);
    }
    std::unordered_map<int64_t, std::pair<int64_t, int64_t>> sums;
    int64_t missing = 0;
    for (int64_t order = 0; order < orders; order++) {
        x = next(x);
        int64_t key = keys[(x >> 3) % keys.size()];
        if (x % 16 == 0) key += 1;
        int64_t amount = (x >> 8) % 1000;
        auto at = country.find(key);
        if (at == country.end()) {
            missing++;
        } else {
            auto& entry = sums[at->second];
            entry.first++;
            entry.second += amount;
        }
    }
    int64_t check = 0;
    for (int64_t at = 0; at < countries; at++) {
        auto entry = sums.find(at);
        std::pair<int64_t, int64_t> e = entry == sums.end() ? std::pair<int64_t, int64_t>{} : entry->second;
        check = (check * 31 + e.first * 7 + e.second) % 1000000007;
    }
    printf("%zu %ld %ld\n", country.size(), missing, check);
}
