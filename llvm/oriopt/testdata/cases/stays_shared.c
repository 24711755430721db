/* Operations that have nothing to do hand back what they got, as shared as it was: a sort of what is in order, a truncate to more, a pop of
 * nothing, a reverse of one, an extend by none, a concat with an empty list, a retain of all. Whoever then takes the list for unique writes to others. */
#include "ir.h"
static int32_t up(const void *a, const void *b) { int64_t x = *(int64_t *)a, y = *(int64_t *)b; return x < y ? -1 : x > y; }
static bool all(const void *e, void *ctx) { return *(int64_t *)e > *(int64_t *)ctx; }
static __attribute__((noinline)) L3 idle(L3 l, int64_t which, int64_t bound) { /* consumes l */
  L3 none = {0, 0, 0};
  switch (which) {
  case 0: ori_list_sort_cow(A(l), 8, 8, up, NULL, NULL, &l); break;
  case 1: ori_list_sort_stable_cow(A(l), 8, 8, up, NULL, NULL, &l); break;
  case 2: ori_list_truncate_cow(A(l), bound + 100, I64, &l); break;
  case 3: ori_list_extend_cow(A(l), NULL, 0, I64, &l); break;
  case 4: ori_list_concat_cow(A(l), A(none), I64, &l); break;
  case 5: ori_list_concat_cow(A(none), A(l), I64, &l); break;
  case 6: { int64_t low = -1; ori_list_retain_cow(A(l), all, &low, I64, &l); break; }
  case 7: ori_list_splice_cow(A(l), 1, 1, NULL, 0, I64, &l); break;
  case 8: ori_list_swap_cow(A(l), 1, 1, I64, &l); break; }
  return l; }
int main(void) {
  for (int64_t which = 0; which < 9; which++) {
    L3 a = count(opaque(6)), b = retain(a);
    b = idle(b, which, opaque(6));
    for (int64_t i = 0; i < b.len; i++) set(&b, i, get(b, i) * 2 + which);
    show("a", a); show("b", b);
    /* in a loop that also writes: unique is what it is after the write, not after the idle operation */
    L3 seen = {0, 0, 0};
    for (int64_t i = 0; i < 6; i++) { L3 before = retain(b); b = idle(b, which, 6); if (i & 1 && i < b.len) set(&b, i, -i); if (i == 3) { release(seen); seen = before; } else release(before); }
    show("b", b); show("seen", seen);
    release(a); release(b); release(seen); }
  L3 one = count(1), two = retain(one); ori_list_reverse_cow(A(two), I64, &two); set(&two, 0, 7); show("one", one); show("two", two); release(one); release(two);
  L3 none = {0, 0, 0}; ori_list_pop_cow(A(none), I64, &none); ori_list_reverse_cow(A(none), I64, &none); push(&none, 1); show("none", none); release(none);
  return done(); }
