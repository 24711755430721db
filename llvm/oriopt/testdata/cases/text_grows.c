/* A text grows byte by byte in place: while it is short, where its buffer ends, while another name has it or a part of it, and with
 * a value that is no byte. */
#include "ir.h"
static S3 str(const char *text) { S3 s; ori_str_from_bytes(text, (int64_t)strlen(text), &s); return s; }
static void add(S3 *s, int64_t byte) { ori_str_push_byte_cow(s, byte, s); }
static void two(S3 *s) { ori_str_push_bytes_cow(s, "<>", 2, s); }
static void say(const char *what, const S3 *s) { printf("%s %ld: %.*s\n", what, (long)ori_str_len(s), (int)ori_str_len(s), (const char *)ori_str_data(s)); }
static __attribute__((noinline)) void grow(S3 *s, int64_t n) { for (int64_t i = 0; i < n; i++) { add(s, 'a' + i % 26); if (i % 7 == 6) two(s); } }
static __attribute__((noinline)) S3 made(int64_t n, int64_t at, S3 *old) { /* local, and retained on the way */
  S3 s = str("");
  for (int64_t i = 0; i < n; i++) { add(&s, 'A' + i % 26); if (i == at) { ori_str_rc_inc(&s); *old = s; } two(&s); }
  return s; }
static __attribute__((noinline)) void part(S3 *s) { /* a part of it lives on */
  S3 p; ori_str_slice(s, 3, ori_str_len(s) - 2, &p); add(s, '!'); add(&p, '?'); two(&p); say("whole", s); say("part", &p); ori_str_rc_dec(&p); }
static jmp_buf back;
static void failed(const char *text, int64_t len) { printf("%.*s\n", (int)len, text); longjmp(back, 1); }
int main(void) {
  S3 old, s = str("");
  grow(&s, opaque(5)); say("short", &s); grow(&s, opaque(30)); say("long", &s); grow(&s, opaque(200)); say("longer", &s); part(&s); ori_str_rc_dec(&s);
  s = made(opaque(40), opaque(3), &old); say("made", &s); say("old", &old); ori_str_rc_dec(&s); ori_str_rc_dec(&old);
  s = made(opaque(40), opaque(30), &old); say("made", &s); say("old", &old); grow(&old, opaque(3)); say("old", &old); say("made", &s); ori_str_rc_dec(&old);
  ori_rt_set_fatal_handler(failed);
  volatile int64_t bytes[2] = {256, -1};
  for (volatile int i = 0; i < 2; i++) if (!setjmp(back)) add(&s, bytes[i]);
  say("as before", &s); ori_str_rc_dec(&s);
  return done(); }
