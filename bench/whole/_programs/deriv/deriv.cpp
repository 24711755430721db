#include <cstdint>
#include <cstdio>
#include <memory>

enum Op { NUM, VAR, ADD, MUL, POW };
struct Node;
typedef std::shared_ptr<const Node> Expr;
struct Node { Op op; int64_t n; Expr a, b; };

static Expr made(Op op, int64_t n, Expr a = nullptr, Expr b = nullptr) {
    return std::make_shared<const Node>(Node{op, n, std::move(a), std::move(b)});
}
static Expr num(int64_t n) { return made(NUM, n); }

static Expr add(Expr a, Expr b) {
    if (a->op == NUM && b->op == NUM) return num((a->n + b->n) & 0xffff);
    if (a->op == NUM && a->n == 0) return b;
    if (b->op == NUM && b->n == 0) return a;
    return made(ADD, 0, std::move(a), std::move(b));
}

static Expr mul(Expr a, Expr b) {
    if (a->op == NUM && b->op == NUM) return num((a->n * b->n) & 0xffff);
    if ((a->op == NUM && a->n == 0) || (b->op == NUM && b->n == 0)) return num(0);
    if (a->op == NUM && a->n == 1) return b;
    if (b->op == NUM && b->n == 1) return a;
    return made(MUL, 0, std::move(a), std::move(b));
}

static Expr power(Expr a, int64_t n) {
    if (n == 0) return num(1);
    if (n == 1) return a;
    return made(POW, n, std::move(a));
}

static Expr derived(const Expr& e) {
    switch (e->op) {
    case NUM: return num(0);
    case VAR: return num(1);
    case ADD: return add(derived(e->a), derived(e->b));
    case MUL: return add(mul(e->a, derived(e->b)), mul(derived(e->a), e->b));
    case POW: break;
    }
    return mul(num(e->n), mul(power(e->a, e->n - 1), derived(e->a)));
}

static int64_t size(const Node* e) { return e ? 1 + size(e->a.get()) + size(e->b.get()) : 0; }

int main() {
    Expr x = made(VAR, 0);
    int64_t total = 0;
    for (int64_t round = 0; round < 12; round++) {
        Expr e = mul(power(add(x, num(round + 1)), 9), mul(power(x, 8), add(power(x, 5), num(3))));
        for (int step = 0; step < 10; step++) {
            e = derived(e);
            total += size(e.get());
        }
    }
    printf("%ld\n", total);
}
