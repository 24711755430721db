/* The last use of a list as an argument: a function that keeps what it is lent may get the reference itself, but only where nobody
 * looks at the list any more, in the caller or in the function, by this name or another. */
#include "ir.h"
#define LENT const L3 *restrict
/* Naive functions lend: the caller retains and releases; what a function keeps it retains. */
static __attribute__((noinline)) L3 raised(LENT l, int64_t by) { L3 n = retain(*l); for (int64_t i = 0; i < n.len; i++) set(&n, i, get(n, i) + by); return n; }
static __attribute__((noinline)) L3 compared(LENT l, int64_t *more) { L3 n = retain(*l); for (int64_t i = 0; i < n.len; i++) set(&n, i, get(n, i) * 3);
  for (int64_t i = 0; i < l->len; i++) *more += get(n, i) - get(*l, i); return n; }
static __attribute__((noinline)) L3 chosen(LENT l, int64_t which) { if (which % 3 == 0) { L3 none = {0, 0, 0}; return none; } if (which % 3 == 1) return retain(*l);
  L3 n = retain(*l); push(&n, which); for (int64_t i = 0; i < which; i++) push(&n, get(*l, i % l->len)); return n; }
static __attribute__((noinline)) L3 both(LENT l, LENT other) { L3 n = retain(*l); for (int64_t i = 0; i < n.len; i++) set(&n, i, get(n, i) + get(*other, other->len - 1 - i)); return n; }
static __attribute__((noinline)) L3 down(LENT l, int64_t n) { if (n == 0) return retain(*l); L3 next = retain(*l); set(&next, n % next.len, n); L3 t = retain(next); L3 got = down(&t, n - 1); release(t); release(next); return got; }
static __attribute__((noinline)) L3 maybe(LENT l, int64_t times) { L3 n = {0, 0, 0}; int64_t sum = 0; for (int64_t i = 0; i < times; i++) { if (i == 2) { release(n); n = retain(*l); } push(&n, i); sum += get(*l, 0); } push(&n, sum); return n; }
static __attribute__((noinline)) L3 rows(LENT g) { L3 n = retain(*g); L3 first = row_at(*g, 0); L3 *r = row(&n, 0); set(r, 0, 99); push(r, get(first, 0)); release(first); return n; }
#define LEND(name, call) ({ L3 t_ = retain(name); L3 got_ = call; release(t_); got_; })
int main(void) {
  L3 a = count(8);
  for (int64_t i = 0; i < 5; i++) { L3 next = LEND(a, raised(&t_, i)); release(a); a = next; }
  show("raised", a);
  L3 b = LEND(a, raised(&t_, 100)); show("kept", a); show("b", b);
  int64_t more = 0; L3 c = LEND(b, compared(&t_, &more)); release(b); show("compared", c); printf("%ld\n", (long)more);
  for (int64_t i = 0; i < 7; i++) { L3 next = LEND(c, chosen(&t_, i)); if (next.len) { release(c); c = next; } else release(next); }
  show("chosen", c);
  /* the same list under two names, and as two arguments */
  L3 d = retain(c); L3 e = LEND(c, raised(&t_, 1)); release(c); show("d", d); show("e", e);
  L3 f = LEND(e, ({ L3 u_ = retain(e); L3 g_ = both(&t_, &u_); release(u_); g_; })); release(e); show("both", f);
  f = ({ L3 old = f; L3 g_ = LEND(old, down(&t_, 6)); release(old); g_; }); show("down", f);
  L3 h = {0, 0, 0}; for (int64_t i = 0; i < 5; i++) { L3 next = LEND(f, maybe(&t_, i)); release(h); h = next; show("maybe", h); }
  release(h); L3 k = LEND(f, maybe(&t_, 4)); release(f); show("maybe", k); release(k);
  /* what lies behind the argument */
  L3 grid = {0, 0, 0}; for (int64_t i = 0; i < 3; i++) push_row(&grid, count(3 + i));
  for (int i = 0; i < 3; i++) { L3 t = retain(grid); L3 next = rows(&t); release_rows(t); release_rows(grid); grid = next; }
  for (int64_t i = 0; i < grid.len; i++) show("row", ((L3 *)grid.data)[i]);
  release_rows(grid); release(a); release(d);
  return done(); }
