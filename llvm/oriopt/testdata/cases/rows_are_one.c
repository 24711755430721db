/* A grid whose rows are one list, a list that is its own row's source, a row stored into another place inside of the loop. What was found
 * unique for one row is not so for the next; and a store of a row makes two of one. */
#include "ir.h"
static __attribute__((noinline)) L3 grid(int64_t n, int64_t m) { L3 z = {0, 0, 0}, g = {0, 0, 0}; for (int64_t j = 0; j < m; j++) push(&z, 0); for (int64_t i = 0; i < n; i++) push_row(&g, retain(z)); release(z); return g; }
static void show_rows(const char *what, L3 g) { for (int64_t i = 0; i < g.len; i++) { L3 r = row_at(g, i); show(what, r); release(r); } }
static void put(L3 *g, int64_t i, L3 r) { /* moves r in */ ori_list_set_cow(A(*g), i, &r, ROW, g); }
int main(void) {
  int64_t n = opaque(5), m = opaque(6);
  L3 g = grid(n, m), old = retain(g);
  for (int64_t i = 0; i < n; i++) for (int64_t j = 0; j < m; j++) set(row(&g, i), j, i * 10 + j);
  show_rows("own", g); show_rows("one", old);
  /* one row changes, over and over, while another place holds it from the middle on */
  L3 h = grid(n, m);
  for (int64_t j = 0; j < m; j++) { set(row(&h, 1), j, j + 1); if (j == 2) put(&h, 3, row_at(h, 1)); }
  show_rows("h", h);
  /* rows change places inside of the loop */
  for (int64_t i = 0; i + 1 < n; i++) { L3 a = row_at(h, i), b = row_at(h, i + 1); put(&h, i, b); put(&h, i + 1, a); for (int64_t j = 0; j < m; j++) set(row(&h, i), j, get(((L3 *)h.data)[i], j) + 1); }
  show_rows("moved", h);
  /* every second row is the same, and is written from its neighbour */
  L3 k = grid(n, m); for (int64_t i = 0; i < n; i += 2) put(&k, i, row_at(k, 1));
  for (int64_t i = 1; i < n; i++) for (int64_t j = 0; j < m; j++) { L3 above = row_at(k, i - 1); set(row(&k, i), j, get(above, j) + i); release(above); }
  show_rows("k", k);
  release_rows(g); release_rows(old); release_rows(h); release_rows(k);
  return done(); }
