/* Threads that share one list and grid, and write to what they take for theirs, in loops: each sees its own, and the shared ones stay. */
#include "ir.h"
#include <pthread.h>
static L3 list, grid; static int64_t sums[4];
static void *work(void *arg) {
  int64_t me = (int64_t)arg, sum = 0;
  for (int64_t r = 0; r < 200; r++) {
    L3 mine = retain(list), rows; ori_list_rc_inc(grid.data, grid.cap); rows = grid;
    for (int64_t i = 0; i < mine.len; i++) set(&mine, i, get(mine, i) + me);
    for (int64_t i = 0; i < rows.len; i++) for (int64_t j = 0; j < 5; j++) set(row(&rows, i), j, get(mine, j) + i);
    for (int64_t i = 0; i < mine.len; i++) sum += get(mine, i);
    for (int64_t i = 0; i < rows.len; i++) for (int64_t j = 0; j < 5; j++) sum += get(((L3 *)rows.data)[i], j);
    release(mine); release_rows(rows); }
  sums[me] = sum; return NULL; }
int main(void) {
  list = count(50); grid = (L3){0, 0, 0}; for (int64_t i = 0; i < 6; i++) push_row(&grid, i & 1 ? count(5) : retain(list));
  pthread_t t[4]; for (int64_t i = 0; i < 4; i++) pthread_create(&t[i], NULL, work, (void *)i); for (int i = 0; i < 4; i++) pthread_join(t[i], NULL);
  for (int i = 0; i < 4; i++) printf("%ld ", (long)sums[i]); printf("\n"); show("list", list);
  for (int64_t i = 0; i < 6; i++) { L3 r = row_at(grid, i); show("row", r); release(r); }
  release(list); release_rows(grid);
  return done(); }
