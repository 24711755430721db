#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>

enum Op { NUM, VAR, ADD, MUL };
struct Node;
typedef std::shared_ptr<const Node> Expr;
struct Node { Op op; int64_t n; Expr a, b; };

static Expr leaf(Op op, int64_t n) { return std::make_shared<const Node>(Node{op, n, nullptr, nullptr}); }
static Expr num(int64_t n) { return leaf(NUM, n & 0xffff); }
static Expr node(Op op, Expr a, Expr b) { return std::make_shared<const Node>(Node{op, 0, std::move(a), std::move(b)}); }

static Expr made(int64_t depth, int64_t n) {
    if (depth == 0) return n % 3 == 0 ? leaf(VAR, n % 5) : num(n);
    Expr a = made(depth - 1, n * 2 + 1);
    return node(depth % 2 ? MUL : ADD, std::move(a), made(depth - 1, n * 2));
}

static Expr folded(Op op, int64_t a, int64_t b) { return num(op == ADD ? a + b : a * b); }

static Expr join(Op op, Expr a, Expr b) {
    if (a->op == op && a->b->op == NUM) {
        if (b->op == NUM) return node(op, a->a, folded(op, a->b->n, b->n));
        return node(op, node(op, a->a, std::move(b)), a->b);
    }
    return node(op, std::move(a), std::move(b));
}

static Expr fold(const Expr& e) {
    if (e->op == NUM || e->op == VAR) return e;
    Expr a = fold(e->a), b = fold(e->b);
    if (a->op == NUM && b->op == NUM) return folded(e->op, a->n, b->n);
    if (a->op == NUM) return join(e->op, std::move(b), std::move(a));
    return join(e->op, std::move(a), std::move(b));
}

static int64_t value(const Node* e) {
    if (e->op == NUM) return e->n;
    if (e->op == VAR) return e->n + 7;
    int64_t a = value(e->a.get()), b = value(e->b.get());
    return (e->op == ADD ? a + b : a * b) & 0xffff;
}

static int64_t size(const Node* e) { return e ? 1 + size(e->a.get()) + size(e->b.get()) : 0; }

int main() {
    int64_t total = 0;
    for (int64_t round = 0; round < 6; round++) {
        Expr e = made(18, round), f = fold(e);
        if (value(e.get()) != value(f.get())) abort();
        total += size(f.get()) + value(f.get());
    }
    printf("%ld\n", total);
}
