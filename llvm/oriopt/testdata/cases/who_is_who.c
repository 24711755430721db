/* Two names for one buffer, parted by the first write in a loop; the same name twice as an argument; a list that is read where another is
 * written; results in the place of either. */
#include "ir.h"
static __attribute__((noinline)) void add(L3 *to, L3 *from, int64_t n) { for (int64_t i = 0; i < n; i++) set(to, i, get(*to, i) + get(*from, n - 1 - i)); }
static __attribute__((noinline)) int64_t smooth(L3 *a, L3 *b, L3 *c, int64_t n) { int64_t s = 0; for (int64_t i = 1; i + 1 < n; i++) { set(a, i, get(*b, i - 1) + get(*c, i + 1)); s += get(*b, i) - get(*c, i); } return s; }
int main(void) {
  L3 a = count(opaque(9)), b = retain(a), c = retain(a);
  add(&a, &b, 9); show("a", a); show("b", b); add(&b, &b, 9); show("b", b); add(&c, &a, 9); show("c", c);
  L3 x = retain(c), y = retain(c), z = retain(c);
  printf("%ld\n", (long)smooth(&x, &y, &z, 9)); printf("%ld\n", (long)smooth(&x, &x, &z, 9)); printf("%ld\n", (long)smooth(&x, &x, &x, 9)); printf("%ld\n", (long)smooth(&y, &x, &y, 9));
  show("x", x); show("y", y); show("z", z);
  for (int64_t i = 0; i < 9; i++) { L3 *p = i & 1 ? &x : &y, *q = i & 2 ? &z : &y; set(p, i, get(*q, 8 - i)); if (i == 4) { L3 t = x; x = y; y = t; } if (i == 6) { release(z); z = retain(x); } }
  show("x", x); show("y", y); show("z", z);
  release(a); release(b); release(c); release(x); release(y); release(z);
  return done(); }
