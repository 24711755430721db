/* Lists in structs: returned by value through a hidden pointer, copied whole, changed through a pointer to the field, with another field that
 * is the same list; boxes that hold lists. */
#include "ir.h"
typedef struct { int64_t tag; L3 a, b; } Pair;
static __attribute__((noinline)) Pair make(int64_t n) { Pair p = {n, count(n), {0, 0, 0}}; p.b = retain(p.a); return p; }
static __attribute__((noinline)) Pair with(Pair p, int64_t i, int64_t v) { set(&p.a, i, v); return p; } /* consumes p */
static Pair copy(Pair p) { retain(p.a); retain(p.b); return p; }
static void drop(Pair p) { release(p.a); release(p.b); }
static __attribute__((noinline)) void twice(Pair *p, int64_t n) { L3 *x = &p->a, *y = p->tag & 1 ? &p->a : &p->b; for (int64_t i = 0; i < n; i++) { set(x, i, get(*y, n - 1 - i) + 1); set(y, i, get(*x, i) * 2); } }
static void box_dec(void *e) { Pair *p = e; drop(*p); } static void box_inc(void *e) { *(Pair *)e = copy(*(Pair *)e); }
int main(void) {
  Pair p = make(opaque(7)), q = copy(p);
  for (int64_t i = 0; i < 7; i++) { p = with(p, i, i * i); if (i == 3) { drop(q); q = copy(p); } }
  show("p", p.a); show("p.b", p.b); show("q", q.a); twice(&p, 7); show("p", p.a); show("p.b", p.b); q.tag = 8; twice(&q, 7); show("q", q.a); show("q.b", q.b);
  Pair *box = ori_rc_alloc(sizeof(Pair), 8), *other; *box = copy(p); ori_rc_inc(box); other = box;
  for (int64_t i = 0; i < 7; i++) { box = ori_box_unshare(box, sizeof(Pair), 8, box_inc, box_dec); set(&box->a, i, -i); if (i == 4) set(&box->b, 0, 77); }
  show("box", box->a); show("box.b", box->b); show("other", other->a); show("other.b", other->b);
  if (ori_rc_dec_is_last(box)) { box_dec(box); ori_rc_free(box, sizeof(Pair), 8); } if (ori_rc_dec_is_last(other)) { box_dec(other); ori_rc_free(other, sizeof(Pair), 8); }
  drop(p); drop(q);
  return done(); }
