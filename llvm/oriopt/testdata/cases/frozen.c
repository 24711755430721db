/* Lists that live in the program's constants: never unique, never written, whatever a loop does to them; and rows of a grid that are constants. */
#include "ir.h"
static const struct { OriHeader h; int64_t e[6]; } constant = {{48, INT64_MIN}, {1, 2, 3, 4, 5, 6}};
static L3 literal(void) { return (L3){6, 6, (void *)constant.e}; }
int main(void) {
  for (int64_t n = 0; n < 7; n += 3) { L3 a = literal(); for (int64_t i = 0; i < opaque(n); i++) set(&a, i, get(a, i) * 10); show("a", a); release(a); }
  L3 g = {0, 0, 0}; for (int64_t i = 0; i < 4; i++) push_row(&g, i & 1 ? count(6) : literal());
  for (int64_t i = 0; i < g.len; i++) for (int64_t j = 0; j < 6; j += 2) set(row(&g, i), j, i + j);
  for (int64_t i = 0; i < g.len; i++) { L3 r = row_at(g, i); show("row", r); release(r); }
  L3 c = literal(), d = literal(); for (int64_t i = 0; i < 6; i++) { set(&c, i, get(d, 5 - i)); if (i == 3) { release(d); d = literal(); } } show("c", c); show("d", d);
  for (int64_t i = 0; i < 6; i++) printf("%ld ", (long)constant.e[i]); printf("\n");
  release_rows(g); release(c); release(d);
  return done(); }
