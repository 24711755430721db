/* Both ways of a branch write the same place, or nearly: the same place after a change of the index, a value that the other way has changed,
 * a store that only one way makes, a read in between. */
#include "ir.h"
static __attribute__((noinline)) void pick(L3 *l, L3 m, int64_t n, int64_t kind) {
  for (int64_t i = 1; i < n; i++) {
    int64_t v = get(m, i), w = get(*l, i - 1);
    switch (kind) {
    case 0: if (v > w) set(l, i, v); else set(l, i, w); break;
    case 1: if (v > w) set(l, i, v); else set(l, i - 1, v); break;
    case 2: if (v > w) { set(l, i, v); set(l, i, get(*l, i) + 1); } else set(l, i, w - 1); break;
    case 3: if (v > w) set(l, i, v); break;
    case 4: if (v > w) set(l, i, get(*l, i - 1) + v); else set(l, i, get(*l, i - 1) - v); break;
    case 5: if (v > w) { if (v & 1) set(l, i, v); else set(l, i, -v); } else if (w & 1) set(l, i, w); else set(l, i, -w); break;
    case 6: if (v / 3 > w / 3) set(l, i, n / v); else set(l, i, w); break; } } }
int main(void) {
  for (int64_t kind = 0; kind < 7; kind++) {
    L3 l = count(10), m = {0, 0, 0}, old = retain(l); for (int64_t i = 0; i < 10; i++) push(&m, (i * 7 + 3) % 11 + 1);
    pick(&l, m, opaque(10), kind); show("shared", l); pick(&l, m, opaque(10), kind); show("own", l); show("old", old);
    release(l); release(m); release(old); }
  return done(); }
