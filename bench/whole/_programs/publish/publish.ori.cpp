// Two threads look things up in a table of which a third publishes new versions: a
// reader takes a reference under a lock and looks at what it has without one.
#include <cstdio>
#include <mutex>
#include <ori_rt.h>
#include <thread>

static const int64_t keys = 1000, versions = 5000, rounds = 200000, changes = 10;
static std::mutex lock;
static OriMap current;

static void insert(OriMap *m, int64_t key, int64_t val) {
    ori_map_insert_cow(m->data, m->len, m->cap, &key, &val, 8, 8, ori_i64_eq, ori_i64_hash, NULL, NULL, NULL, NULL, m);
}
static void release(OriMap m) { ori_map_buffer_rc_dec(m.data, m.len, m.cap, 8, 8, NULL, NULL); }

static OriMap snapshot() {
    std::lock_guard<std::mutex> held(lock);
    ori_list_rc_inc(current.data, current.cap);
    return current;
}

static void look_up(int64_t seed, int64_t *result) {
    int64_t sum = 0;
    for (int64_t round = 0; round < rounds; round++) {
        OriMap table = snapshot();
        for (int64_t i = 0; i < 50; i++) {
            int64_t key = (seed + round * 31 + i * 17) % keys;
            auto at = static_cast<const int64_t *>(ori_map_get(table.data, table.len, table.cap, &key, 8, 8, ori_i64_eq, ori_i64_hash));
            sum += at ? *at % 1000 : -1;
        }
        release(table);
    }
    *result = sum;
}

static void publish() {
    for (int64_t version = 1; version <= versions; version++) {
        OriMap next = snapshot();
        for (int64_t i = 0; i < changes; i++) {
            int64_t key = (version * 7 + i * 101) % keys;
            insert(&next, key, key + 1000 * version);
        }
        {
            std::lock_guard<std::mutex> held(lock);
            std::swap(current, next);
        }
        release(next);
    }
}

int main() {
    for (int64_t key = 0; key < keys; key++) insert(&current, key, key);
    int64_t a, b;
    std::thread first(look_up, 1, &a), second(look_up, 2, &b), third(publish);
    first.join();
    second.join();
    third.join();
    int64_t last = 0;
    for (int64_t key = 0; key < keys; key++)
        last += *static_cast<const int64_t *>(ori_map_get(current.data, current.len, current.cap, &key, 8, 8, ori_i64_eq, ori_i64_hash));
    release(current);
    printf("%ld %ld %ld\n", (long)(a + b), (long)last, (long)ori_rc_live_count());
}
