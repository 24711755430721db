/* Rows of a list that is lent: they stay while the caller holds it, though the same list is changed under another name, its rows are
 * handed on, kept, or dropped elsewhere, and though something is called that nobody can see through. */
#include "ir.h"
#define LENT const L3 *restrict
static L3 *others; /* another variable that holds the same rows */
static void change(int64_t v) { set(row(others, 0), 0, v); }
static __attribute__((noinline)) int64_t sum(LENT r) { int64_t s = 0; for (int64_t i = 0; i < r->len; i++) s += get(*r, i); return s; }
static __attribute__((noinline)) L3 grown(LENT r, int64_t v) { L3 n = retain(*r); push(&n, v); set(&n, 0, v); return n; }
/* A row, while the other name of its list is changed. */
static __attribute__((noinline)) int64_t during(LENT g, L3 *other) { L3 r = row_at(*g, 0); set(row(other, 0), 0, 99); int64_t x = get(r, 0) * 1000 + get(((L3 *)other->data)[0], 0); release(r); return x; }
static __attribute__((noinline)) int64_t unseen(LENT g, int64_t v) { L3 r = row_at(*g, 0); CALL(change)(v); int64_t x = get(r, 0); L3 t = retain(r); x = x * 1000 + sum(&t); release(t); release(r); return x; }
/* A row that is kept beyond the call, one that goes to a function that changes its copy, one that is dropped with what it was put into. */
static __attribute__((noinline)) L3 kept(LENT g, int64_t i) { L3 r = row_at(*g, i % g->len); L3 t = retain(r); int64_t s = sum(&t); release(t); L3 n = retain(r); push(&n, s); release(r); return n; }
static __attribute__((noinline)) int64_t handed(LENT g) { int64_t s = 0; for (int64_t i = 0; i < g->len; i++) { L3 t = row_at(*g, i); L3 n = grown(&t, i); release(t); s += get(n, 0) + n.len; release(n); } return s; }
static __attribute__((noinline)) int64_t put_in(LENT g) { L3 box = {0, 0, 0}, r = row_at(*g, 0); push_row(&box, retain(r)); release_rows(box); int64_t s = get(r, r.len - 1); release(r); r = row_at(*g, 0); s += get(r, 0); release(r); return s; }
static L3 rows(int64_t n) { L3 g = {0, 0, 0}; for (int64_t i = 0; i < n; i++) push_row(&g, count(3 + i)); return g; }
#define LEND(name, call) ({ L3 t_ = retain(name); __typeof__(call) got_ = call; release_rows(t_); got_; })
int main(void) {
  L3 g = rows(4);
  printf("during %ld\n", (long)LEND(g, during(&t_, &g)));
  printf("during %ld\n", (long)LEND(g, during(&t_, &g)));
  L3 h = retain(g); others = &h;
  for (int64_t i = 0; i < 3; i++) printf("unseen %ld\n", (long)LEND(g, unseen(&t_, 10 + i)));
  release_rows(h); h = retain(g);
  for (int64_t i = 0; i < 6; i++) { L3 k = LEND(g, kept(&t_, i)); show("kept", k); release(k); }
  for (int64_t i = 0; i < 2; i++) printf("handed %ld put in %ld\n", (long)LEND(g, handed(&t_)), (long)LEND(g, put_in(&t_)));
  for (int64_t i = 0; i < g.len; i++) { show("g", ((L3 *)g.data)[i]); show("h", ((L3 *)h.data)[i]); }
  release_rows(g); release_rows(h);
  return done(); }
