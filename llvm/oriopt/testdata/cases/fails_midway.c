/* An index leaves the list in the middle of a loop, and the handler leaves by longjmp. What was written before stands, what comes after
 * does not, the error names the same element, and whoever shares the list sees nothing. */
#include "ir.h"
static jmp_buf out; static char said[200];
static void caught(const char *message, int64_t len) { snprintf(said, sizeof said, "%.*s", (int)len, message); longjmp(out, 1); }
static __attribute__((noinline)) void fill(L3 *l, int64_t from, int64_t to, int64_t step, int64_t v) { for (int64_t i = from; i != to; i += step) { int64_t x = v + i; ori_list_set_cow(A(*l), i, &x, I64, l); } }
static __attribute__((noinline)) void both(L3 *a, L3 *b, int64_t n) { for (int64_t i = 0; i < n; i++) { int64_t x = get(*a, i % a->len); ori_list_set_cow(A(*b), i, &x, I64, b); x = -x; ori_list_set_cow(A(*a), i, &x, I64, a); } }
static __attribute__((noinline)) void backwards(L3 *a, int64_t n) { for (int64_t i = n; i >= -1; i--) { int64_t x = 1000 + i; ori_list_set_cow(A(*a), i, &x, I64, a); } }
static void try_fill(L3 *l, int64_t from, int64_t to, int64_t step, int64_t v) { if (!setjmp(out)) { fill(l, from, to, step, v); printf("no error\n"); } else printf("%s\n", said); show("  list", *l); }
int main(void) {
  ori_rt_set_fatal_handler(caught);
  static L3 a, b, c, old; a = count(10); old = retain(a);
  try_fill(&a, opaque(0), 10, 1, 100); try_fill(&a, opaque(4), 14, 1, 200); try_fill(&a, opaque(7), -3, -1, 300); try_fill(&a, opaque(1), 13, 3, 400);
  try_fill(&a, opaque(-1), 3, 1, 500); try_fill(&a, opaque(12), 14, 1, 600); try_fill(&a, opaque(3), 3, 1, 700);
  b = count(6); if (!setjmp(out)) both(&a, &b, opaque(9)); else printf("%s\n", said); show("a", a); show("b", b);
  c = retain(b); if (!setjmp(out)) both(&b, &c, opaque(7)); else printf("%s\n", said); show("b", b); show("c", c);
  if (!setjmp(out)) backwards(&a, opaque(9)); else printf("%s\n", said); show("a", a); show("old", old);
  release(a); release(b); release(c); release(old);
  return done(); }
