/* Indices that are no plain counters: backwards, in steps, multiples, sums, products that leave the numbers, bounds at their ends; and loops
 * whose limit is the list's own length, which changes. Checks may move; the element that fails may not. */
#include "ir.h"
static jmp_buf out; static int64_t at_fault;
static inline void put(L3 *l, int64_t i, int64_t v) { if ((uint64_t)i >= (uint64_t)l->len) { at_fault = i; longjmp(out, 1); } ori_list_unshare_cow(A(*l), 0, I64, l); ((int64_t *)l->data)[i] = v; }
static __attribute__((noinline)) void run(L3 *l, int64_t kind, int64_t n, int64_t k) {
  switch (kind) {
  case 0: for (int64_t i = n - 1; i >= 0; i--) put(l, i, i); break;
  case 1: for (int64_t i = 0; i < n; i += 3) put(l, i + k, i); break;
  case 2: for (int64_t i = 0; i < n; i++) put(l, 2 * i + k, i); break;
  case 3: for (int64_t i = 0; i < n; i++) put(l, n - 1 - i + k, i); break;
  case 4: for (int64_t i = 0; i < n; i++) put(l, i * k, i); break;
  case 5: for (int64_t i = 0; i <= n; i++) put(l, i, -i); break;
  case 6: for (uint64_t i = n; i-- > 0;) put(l, (int64_t)i - k, (int64_t)i); break;
  case 7: for (int64_t i = k; i < INT64_MAX; i++) { put(l, i - k, i - k); if (i - k >= n) break; } break;
  case 8: for (int32_t i = 0; i < (int32_t)n; i++) put(l, (int32_t)(i + (int32_t)k), i); break;
  case 9: for (int64_t i = 0; i < l->len; i++) { put(l, i, l->len); if (l->len < n) push(l, i); } break;
  case 10: for (int64_t i = 0; i < n; i++) put(l, (i * i) % 7 + k, i); break;
  case 11: for (int64_t i = 0, j = n; i < j; i++, j--) { put(l, i, j); put(l, j + k, i); } break; } }
int main(void) {
  int64_t ks[] = {0, 1, -1, 5, INT64_MAX - 4, INT64_MIN + 2, 1L << 62};
  for (int64_t kind = 0; kind < 12; kind++) for (int k = 0; k < 7; k++) for (int64_t n = 0; n < 12; n += 5) {
    static L3 l, old; l = count(10); old = retain(l); at_fault = -12345;
    if (!setjmp(out)) run(&l, kind, opaque(n), opaque(ks[k]));
    printf("%ld %d %ld fault %ld ", (long)kind, k, (long)n, (long)at_fault); show("", l);
    for (int64_t i = 0; i < 10; i++) if (get(old, i) != i) printf("the other owner sees %ld\n", (long)get(old, i));
    release(l); release(old); }
  return done(); }
