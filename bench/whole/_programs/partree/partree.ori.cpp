// A tree whose halves are built by two threads and summed by two threads, each of
// which holds a reference to the whole.
#include <cstdio>
#include <ori_rt.h>
#include <thread>

static const int64_t depth = 20, rounds = 3;

struct Node { int64_t value; Node *left, *right; };

static void drop(void *at) noexcept {
    Node *n = static_cast<Node *>(at);
    ori_rc_dec(n->left, drop);
    ori_rc_dec(n->right, drop);
    ori_rc_free(n, sizeof *n, alignof(Node));
}

static Node *made(int64_t value, Node *left, Node *right) {
    Node *n = static_cast<Node *>(ori_rc_alloc(sizeof *n, alignof(Node)));
    *n = {value, left, right};
    return n;
}

static Node *grown(int64_t d, int64_t value) {
    if (d == 0) return made(value, nullptr, nullptr);
    Node *left = grown(d - 1, 2 * value % 1000003);
    return made(value, left, grown(d - 1, (2 * value + 1) % 1000003));
}

static int64_t sum(const Node *n) { return n ? n->value + sum(n->left) + sum(n->right) : 0; }

int main() {
    int64_t total = 0;
    for (int64_t round = 0; round < rounds; round++) {
        Node *left, *right;
        std::thread a([&] { left = grown(depth - 1, round + 1); }), b([&] { right = grown(depth - 1, round + 2); });
        a.join();
        b.join();
        Node *tree = made(round, left, right);
        int64_t s, t;
        ori_rc_inc(tree);
        ori_rc_inc(tree);
        std::thread c([&] { s = sum(tree->left); ori_rc_dec(tree, drop); }), d([&] { t = sum(tree->right); ori_rc_dec(tree, drop); });
        c.join();
        d.join();
        total += tree->value + s + t;
        ori_rc_dec(tree, drop);
    }
    printf("%ld %ld\n", (long)total, (long)ori_rc_live_count());
}
