/* Operations are done in place where the list is known to be unique. It is not any more: behind a retain in a branch, by another
 * name, through memory or in a function; as a slice; or where only one of two ways made it. Elements of all sizes, also ones that
 * lie in the list itself; a loop that fills runs no round, or its list goes on. */
#include "ir.h"
static L3 global, saved;
static __attribute__((noinline)) void keep_global(int64_t when) { if (when == opaque(3)) saved = retain(global); }
static __attribute__((noinline)) void keep(L3 *from, L3 *to, int64_t when) { if (when == opaque(5)) *to = retain(*from); }
static __attribute__((noinline)) int64_t last(const L3 *l) { return l->len ? get(*l, l->len - 1) : -1; }
static inline int64_t take(L3 *l) { int64_t v; ori_list_take_cow(A(*l), l->len - 1, &v, I64, l); return v; }
static inline void pop(L3 *l) { ori_list_pop_cow(A(*l), I64, l); }
static inline void put(L3 *l, int64_t i, int64_t v) { ori_list_set_cow(A(*l), i, &v, I64, l); }
static inline void swap(L3 *l, int64_t i, int64_t j) { ori_list_swap_cow(A(*l), i, j, I64, l); }
static __attribute__((noinline)) L3 branch(int64_t n, int64_t at, L3 *old) { /* a retain in one round */
  L3 l = {0, 0, 0};
  for (int64_t i = 0; i < n; i++) {
    push(&l, i); if (i == at) *old = retain(l);
    if (i % 3 == 2) { put(&l, 0, -i); swap(&l, 0, l.len - 1); }
    if (i % 5 == 4) push(&l, take(&l) + take(&l)); }
  return l; }
static __attribute__((noinline)) L3 other_name(int64_t n, L3 *old) { /* what is retained went through a choice */
  L3 l = {0, 0, 0}, m = {0, 0, 0};
  for (int64_t i = 0; i < n; i++) {
    push(&l, i); push(&m, -i); L3 one = i % 4 == 3 ? l : m;
    if (i == 6) { *old = retain(one); }
    put(&m, 0, i); put(&l, 0, i); }
  release(m); return l; }
static __attribute__((noinline)) L3 through_memory(int64_t n) {
  L3 l = {0, 0, 0};
  for (int64_t i = 0; i < n; i++) { push(&l, i); global = l; keep_global(i); if (i > 3) { put(&l, 1, 100 + i); pop(&l); push(&l, 7 * i); } }
  return l; }
static __attribute__((noinline)) L3 in_function(int64_t n, L3 *old) {
  L3 l = {0, 0, 0}; int64_t sum = 0;
  for (int64_t i = 0; i < n; i++) { push(&l, i); keep(&l, old, i); sum += last(&l); put(&l, i / 2, sum); }
  return l; }
static __attribute__((noinline)) L3 one_way(L3 given, int64_t fresh) { /* consumes given */
  L3 l = {0, 0, 0};
  if (fresh) { push(&l, 1); push(&l, 2); release(given); } else l = given;
  put(&l, 0, 50); swap(&l, 0, 1); push(&l, 60); (void)take(&l); pop(&l);
  return l; }
static __attribute__((noinline)) void sizes(int64_t n) {
  L3 a = {0, 0, 0}, b = a, c = a, d = a, e = a, f = a;
  struct { int64_t w[2]; } two; struct { int64_t w[3]; } three; struct { int64_t w[9]; } nine;
  for (int64_t i = 0; i < n; i++) {
    int8_t x1 = (int8_t)(i * 37); int16_t x2 = (int16_t)(i * 3701); int32_t x4 = (int32_t)(i * 370001); two.w[0] = i; two.w[1] = -i;
    for (int k = 0; k < 3; k++) three.w[k] = i + k; for (int k = 0; k < 9; k++) nine.w[k] = i * k;
    ori_list_push_cow(A(a), &x1, 1, 1, NULL, NULL, &a); ori_list_push_cow(A(b), &x2, 2, 2, NULL, NULL, &b);
    ori_list_push_cow(A(c), &x4, 4, 4, NULL, NULL, &c); ori_list_push_cow(A(d), &two, 16, 8, NULL, NULL, &d);
    ori_list_push_cow(A(e), &three, 24, 8, NULL, NULL, &e); ori_list_push_cow(A(f), &nine, 72, 8, NULL, NULL, &f);
    if (i % 4 == 3) {
      ori_list_take_cow(A(a), a.len - 1, &x1, 1, 1, NULL, NULL, &a); ori_list_take_cow(A(b), b.len - 1, &x2, 2, 2, NULL, NULL, &b);
      ori_list_take_cow(A(c), c.len - 1, &x4, 4, 4, NULL, NULL, &c); ori_list_take_cow(A(d), d.len - 1, &two, 16, 8, NULL, NULL, &d);
      ori_list_take_cow(A(e), e.len - 1, &three, 24, 8, NULL, NULL, &e); ori_list_take_cow(A(f), f.len - 1, &nine, 72, 8, NULL, NULL, &f);
      printf("%d %d %d %ld %ld %ld\n", x1, x2, x4, (long)(two.w[0] + two.w[1]), (long)three.w[2], (long)nine.w[8]); }
    ori_list_set_cow(A(d), d.len / 2, &two, 16, 8, NULL, NULL, &d); ori_list_swap_cow(A(b), 0, b.len - 1, 2, 2, NULL, NULL, &b); }
  int64_t sum = 0; for (int64_t i = 0; i < a.len; i++) sum = sum * 3 + ((int8_t *)a.data)[i] + ((int16_t *)b.data)[i] + ((int32_t *)c.data)[i] + ((int64_t *)d.data)[2 * i + 1] + ((int64_t *)e.data)[3 * i] + ((int64_t *)f.data)[9 * i + 2];
  printf("sizes %ld %ld\n", (long)a.len, (long)sum);
  ori_buffer_rc_dec(A(a), 1, NULL); ori_buffer_rc_dec(A(b), 2, NULL); ori_buffer_rc_dec(A(c), 4, NULL); ori_buffer_rc_dec(A(d), 16, NULL); ori_buffer_rc_dec(A(e), 24, NULL); ori_buffer_rc_dec(A(f), 72, NULL); }
static __attribute__((noinline)) L3 itself(int64_t n) { /* the new element lies in the list, which may move */
  L3 l = {0, 0, 0}; push(&l, 5); push(&l, 8);
  for (int64_t i = 0; i < n; i++) ori_list_push_cow(A(l), (int64_t *)l.data + i, I64, &l);
  return l; }
static __attribute__((noinline)) L3 slice(int64_t n) {
  L3 l = count(n), s; ori_list_slice(A(l), 2, n - 2, 8, &s); release(l); /* the slice alone is left */
  put(&s, 0, 77); push(&s, 78); (void)take(&s); pop(&s); swap(&s, 0, 1);
  return s; }
static __attribute__((noinline)) L3 filled(int64_t n, int64_t x, int64_t more) {
  L3 l = {0, 0, 0}; int64_t i = 0;
  for (; i < n; i++) push(&l, x);
  for (int64_t k = 0; k < more; k++) push(&l, i + k);
  return l; }
static __attribute__((noinline)) L3 filled_rounds(int64_t n) { /* the element is another one in each round; so is the step */
  L3 all = {0, 0, 0};
  for (int64_t i = 1; i <= n; i++) { L3 l = {0, 0, 0}; for (int64_t k = 0; k < n; k += i) push(&l, i); push(&all, l.len); release(l); }
  return all; }
int main(void) {
  L3 old = {0, 0, 0}, l;
  l = branch(opaque(25), opaque(11), &old); show("branch", l); show("old", old); release(l); release(old);
  l = other_name(opaque(12), &old); show("other name", l); show("old", old); release(l); release(old);
  l = through_memory(opaque(9)); show("memory", l); show("saved", saved); release(l); release(saved);
  l = in_function(opaque(9), &old); show("function", l); show("old", old); release(l); release(old);
  old = count(opaque(4)); l = one_way(retain(old), opaque(0)); show("given", l); show("old", old); release(l);
  l = one_way(old, opaque(1)); show("fresh", l); release(l);
  l = one_way(count(3), opaque(0)); show("alone", l); release(l);
  sizes(opaque(23));
  l = itself(opaque(20)); show("itself", l); release(l);
  l = slice(opaque(9)); show("slice", l); release(l);
  for (int64_t n = -1; n < 3; n++) { l = filled(opaque(n), 7, opaque(2)); show("filled", l); old = retain(l); push(&l, 1); put(&l, 0, 3); show("changed", l); show("old", old); release(l); release(old); }
  l = filled(opaque(1000), opaque(-1), opaque(0)); show("many", l); release(l);
  l = filled_rounds(opaque(9)); show("rounds", l); release(l);
  return done(); }
