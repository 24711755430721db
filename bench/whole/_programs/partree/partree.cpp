#include <cstdint>
#include <cstdio>
#include <memory>
#include <thread>

static const int64_t depth = 20, rounds = 3;

struct Node;
typedef std::shared_ptr<const Node> Tree;
struct Node { int64_t value; Tree left, right; };

static Tree made(int64_t value, Tree left, Tree right) {
    return std::make_shared<const Node>(Node{value, std::move(left), std::move(right)});
}

static Tree grown(int64_t d, int64_t value) {
    if (d == 0) return made(value, nullptr, nullptr);
    Tree left = grown(d - 1, 2 * value % 1000003);
    return made(value, std::move(left), grown(d - 1, (2 * value + 1) % 1000003));
}

static int64_t sum(const Node* n) { return n ? n->value + sum(n->left.get()) + sum(n->right.get()) : 0; }

int main() {
    int64_t total = 0;
    for (int64_t round = 0; round < rounds; round++) {
        Tree left, right;
        std::thread a([&] { left = grown(depth - 1, round + 1); }), b([&] { right = grown(depth - 1, round + 2); });
        a.join();
        b.join();
        Tree tree = made(round, std::move(left), std::move(right));
        int64_t s, t;
        std::thread c([&, tree] { s = sum(tree->left.get()); }), d([&, tree] { t = sum(tree->right.get()); });
        c.join();
        d.join();
        total += tree->value + s + t;
    }
    printf("%ld 0\n", (long)total);
}
