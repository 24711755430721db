#include <cstdint>
#include <cstdio>
#include <memory>
#include <utility>

struct Node;
typedef std::unique_ptr<Node> Tree;
struct Node {
    bool red;
    int64_t key;
    bool even;
    Tree kids[2];
};

static bool red(const Tree& t) { return t && t->red; }

static void balance(Tree& t, int side) {
    if (t->red || !red(t->kids[side])) return;
    bool outer = red(t->kids[side]->kids[side]), inner = red(t->kids[side]->kids[1 - side]);
    if (!outer && !inner) return;
    if (inner && !outer) {
        Tree child = std::move(t->kids[side]);
        Tree middle = std::move(child->kids[1 - side]);
        child->kids[1 - side] = std::move(middle->kids[side]);
        middle->kids[side] = std::move(child);
        t->kids[side] = std::move(middle);
    }
    Tree up = std::move(t->kids[side]);
    t->kids[side] = std::move(up->kids[1 - side]);
    up->kids[1 - side] = std::move(t);
    t = std::move(up);
    t->red = true;
    t->kids[0]->red = t->kids[1]->red = false;
}

static void insert(Tree& t, int64_t key) {
    if (!t) {
        t = Tree(new Node{true, key, key % 2 == 0, {}});
    } else if (key < t->key) {
        insert(t->kids[0], key);
        balance(t, 0);
    } else if (key > t->key) {
        insert(t->kids[1], key);
        balance(t, 1);
    } else {
        t->even = key % 2 == 0;
    }
}

static int64_t evens(const Tree& t) { return t ? evens(t->kids[0]) + evens(t->kids[1]) + t->even : 0; }

static int64_t height(const Tree& t) {
    if (!t) return 0;
    int64_t a = height(t->kids[0]), b = height(t->kids[1]);
    return (a > b ? a : b) + 1;
}

int main() {
    Tree t;
    int64_t x = 7;
    for (int64_t i = 0; i < 300000; i++) {
        x = (x * 1103515245 + 12345) & 0x7fffffff;
        insert(t, x >> 8);
        t->red = false;
    }
    printf("%ld %ld\n", evens(t), height(t));
}
