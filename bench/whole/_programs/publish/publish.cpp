#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

static const int64_t keys = 1000, versions = 5000, rounds = 200000, changes = 10;
typedef std::unordered_map<int64_t, int64_t> Table;
static std::mutex lock;
static std::shared_ptr<const Table> current;

static std::shared_ptr<const Table> snapshot() {
    std::lock_guard<std::mutex> held(lock);
    return current;
}

static void look_up(int64_t seed, int64_t *result) {
    int64_t sum = 0;
    for (int64_t round = 0; round < rounds; round++) {
        auto table = snapshot();
        for (int64_t i = 0; i < 50; i++) {
            auto at = table->find((seed + round * 31 + i * 17) % keys);
            sum += at == table->end() ? -1 : at->second % 1000;
        }
    }
    *result = sum;
}

static void publish() {
    for (int64_t version = 1; version <= versions; version++) {
        auto next = std::make_shared<Table>(*snapshot());
        for (int64_t i = 0; i < changes; i++) {
            int64_t key = (version * 7 + i * 101) % keys;
            (*next)[key] = key + 1000 * version;
        }
        std::shared_ptr<const Table> old = next;
        std::lock_guard<std::mutex> held(lock);
        std::swap(current, old);
    }
}

int main() {
    auto table = std::make_shared<Table>();
    for (int64_t key = 0; key < keys; key++) (*table)[key] = key;
    current = table;
    int64_t a, b;
    std::thread first(look_up, 1, &a), second(look_up, 2, &b), third(publish);
    first.join();
    second.join();
    third.join();
    int64_t last = 0;
    for (int64_t key = 0; key < keys; key++) last += current->at(key);
    printf("%ld %ld 0\n", (long)(a + b), (long)last);
}
