/* A text is copied for a call that consumes it, and its old name is released behind: the call may take the last reference over, unless
 * the text has gone to a place before, a function in between drops what the place holds, or a retain in between is all there is. */
#include "ir.h"
static inline S3 keep(S3 s) { ori_str_rc_inc(&s); return s; }
static inline void drop(S3 s) { ori_str_rc_dec(&s); }
static inline S3 text(const char *t) { S3 s; ori_str_from_bytes(t, strlen(t), &s); return s; }
static inline S3 joined(S3 a, S3 b) { S3 out; ori_str_concat_cow(&a, &b, &out); return out; }
static void say(const char *what, S3 s) { printf("%s %ld: %.*s\n", what, (long)ori_str_len(&s), (int)(ori_str_len(&s) > 60 ? 60 : ori_str_len(&s)), (const char *)ori_str_data(&s)); }
static S3 place; static S3 kept[64]; static int n;
static __attribute__((noinline)) void nothing(void) { __asm__ volatile("" ::: "memory"); }
static __attribute__((noinline)) void clear(void) { drop(place); place = text(""); }
static __attribute__((noinline)) void grow_place(void) { S3 old = place; place = joined(keep(place), text("+")); drop(old); }
static __attribute__((noinline)) void note(S3 s) { kept[n++] = keep(s); }
static __attribute__((noinline)) S3 built(int64_t times) { /* grows in place, save where it was noted; a function of nothing in between */
  S3 t = text("[");
  for (int64_t i = 0; i < times; i++) {
    S3 copy = keep(t); nothing(); S3 more = joined(copy, text(i & 1 ? "a text of some length" : ",")); drop(t); t = more;
    if (i % 7 == 3) note(t);
  }
  return t; }
static __attribute__((noinline)) S3 twice(S3 s) { S3 t = keep(s); for (int i = 0; i < 4; i++) { S3 a = keep(t), b = keep(t), more = joined(a, b); drop(t); t = more; } return t; }
static __attribute__((noinline)) S3 through_place(void) { /* the place holds the only other reference, and lets it go in between */
  S3 seen = place; S3 copy = keep(seen); clear(); S3 more = joined(copy, text("!")); return more; }
static __attribute__((noinline)) S3 put_before(S3 s) { /* it goes to the place, which is read behind the call */
  S3 t = joined(s, text(" is put")); S3 was = place; place = t; drop(was);
  S3 copy = keep(t), more = joined(copy, text(" and longer than twenty-four bytes")); S3 now = keep(place); say("place", now); drop(now); return more; }
static __attribute__((noinline)) S3 earlier(int64_t times) { /* the text of the round before is looked at behind the call */
  S3 before = text("-"), t = text("a text that does not fit the words of a string:");
  for (int64_t i = 0; i < times; i++) {
    S3 old = keep(t); S3 copy = keep(t); S3 more = joined(copy, text(".")); drop(t); t = more; say("before", before); drop(before); before = old;
  }
  drop(before); return t; }
int main(void) {
  S3 t = built(opaque(40)); say("built", t); for (int i = 0; i < n; i++) { say("kept", kept[i]); drop(kept[i]); } n = 0;
  S3 u = twice(t); say("twice", u); say("t", t); drop(u); drop(t);
  place = text("what the place holds at first, which is long"); S3 v = through_place(); say("place", place); say("v", v); drop(v);
  place = joined(place, text("the place again, with a text that is long")); grow_place(); v = put_before(keep(place)); say("place", place); say("v", v); drop(v);
  clear(); v = earlier(5); say("v", v); drop(v); drop(place);
  return done(); }
