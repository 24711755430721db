/* Somebody unknown holds the list from the middle of a loop on: a function pointer that retains it into a global, a callback that reads it,
 * a place whose address was given away. The writes after that must go to a copy. */
#include "ir.h"
static L3 held; static int64_t calls;
static __attribute__((noinline)) void hold(L3 *l) { release(held); held = retain(*l); }
static __attribute__((noinline)) void peek(L3 *l) { calls += get(*l, 0); }
static __attribute__((noinline)) void overwrite(L3 *l) { set(l, 0, 900 + calls); }
static int32_t by_table(const void *a, const void *b, void *ctx) { L3 *t = ctx; int64_t x = get(*t, *(int64_t *)a), y = get(*t, *(int64_t *)b); calls++; return x < y ? -1 : x > y; }
static __attribute__((noinline)) void loop(L3 *l, int64_t n, int64_t when, void (*f)(L3 *)) { for (int64_t i = 0; i < n; i++) { set(l, i, get(*l, i) + 100); if (i == when) f(l); } }
int main(void) {
  L3 a = count(opaque(8));
  for (int64_t when = -1; when < 9; when += 3) { loop(&a, 8, when, CALL(hold)); show("a", a); show("held", held); }
  loop(&a, 8, 2, CALL(peek)); loop(&a, 8, 7, CALL(overwrite)); show("a", a); printf("calls %ld\n", (long)calls);
  /* a sort reads a table through its environment, and the table is changed in the same loop, before and after */
  L3 table = count(6), order = count(6); L3 *gone = &table; __asm__ volatile("" : "+r"(gone));
  for (int64_t r = 0; r < 4; r++) { set(&table, r, 10 - r * r); ori_list_sort_by_cow(A(order), 8, 8, by_table, gone, NULL, NULL, &order); set(gone, 5 - r, r); set(&order, 0, get(order, 0)); }
  show("table", table); show("order", order);
  release(a); release(held); release(table); release(order);
  return done(); }
