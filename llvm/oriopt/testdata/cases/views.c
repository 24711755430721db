/* Slices of a list that is written in the same loop: a slice holds a reference, so the list is shared while it lives; a slice that is written
 * copies its window; and what a slice covers is not what its list covers. */
#include "ir.h"
static L3 cut(L3 l, int64_t from, int64_t to) { L3 r; ori_list_slice(A(l), from, to, 8, &r); return r; }
int main(void) {
  L3 a = count(opaque(12));
  for (int64_t i = 0; i + 3 < 12; i++) { L3 s = cut(a, i, i + 3); set(&a, i + 1, get(s, 1) + get(s, 2)); if (i % 4 == 0) show("s", s); release(s); }
  show("a", a);
  L3 s = cut(a, 2, 9), t = cut(s, 1, 4);
  for (int64_t i = 0; i < s.len; i++) { set(&s, i, -i); if (i < t.len) set(&t, i, get(a, i) + 1); }
  show("a", a); show("s", s); show("t", t); release(s); release(t);
  /* the list goes, the slice stays and is the only owner */
  L3 u = cut(a, 3, 10); release(a); for (int64_t i = 0; i < u.len; i++) set(&u, i, get(u, i) * 3); show("u", u);
  L3 v = cut(u, 0, u.len), w = cut(u, 0, 0); for (int64_t i = 0; i < v.len; i++) { set(&v, i, i); push(&w, get(u, i)); } show("u", u); show("v", v); show("w", w);
  /* a loop that shortens by slicing until nothing is left, and writes the first each time */
  int64_t sum = 0; while (v.len > 0) { set(&v, 0, get(v, 0) + sum); sum += get(v, 0); L3 rest = cut(v, 1, v.len); release(v); v = rest; } printf("%ld\n", (long)sum);
  release(u); release(v); release(w);
  return done(); }
