/* A stack machine in a switch, with push, take and set on lists that loops carry through slots; an interpreter that jumps out by longjmp; and
 * a function that returns twice, which is left alone. */
#include "ir.h"
enum { PUSH, ADD, SWAP, DUP, STORE, LOAD, JNZ, SNAP, OUT, END };
static jmp_buf out;
static __attribute__((noinline)) int64_t take(L3 *l) { if (l->len == 0) longjmp(out, 2); int64_t v; ori_list_take_cow(A(*l), l->len - 1, &v, I64, l); return v; }
static __attribute__((noinline)) int64_t run(L3 code, L3 *vars, L3 *snaps, int64_t fuel) {
  L3 stack = {0, 0, 0}; int64_t pc = 0, steps = 0, last = 0;
  while (steps++ < fuel) {
    int64_t op = get(code, pc), arg = get(code, pc + 1); pc += 2;
    switch (op) {
    case PUSH: push(&stack, arg); break;
    case ADD: { int64_t b = take(&stack), a = take(&stack); push(&stack, a + b); break; }
    case SWAP: { int64_t b = take(&stack), a = take(&stack); push(&stack, b); push(&stack, a); break; }
    case DUP: { int64_t a = take(&stack); push(&stack, a); push(&stack, a); break; }
    case STORE: set(vars, arg, take(&stack)); break;
    case LOAD: push(&stack, get(*vars, arg)); break;
    case JNZ: if (take(&stack)) pc = arg; break;
    case SNAP: push_row(snaps, retain(*vars)); break;
    case OUT: last = last * 31 + take(&stack); break;
    default: release(stack); return last * 1000 + steps; } }
  release(stack); return -steps; }
int main(void) {
  static const int64_t text[] = {PUSH, 5, STORE, 0, LOAD, 0, PUSH, -1, ADD, 0, DUP, 0, STORE, 0, LOAD, 1, PUSH, 3, ADD, 0, STORE, 1, SNAP, 0, LOAD, 1, OUT, 0, JNZ, 4, END, 0};
  static L3 code, vars, snaps; code = (L3){0, 0, 0}; for (unsigned i = 0; i < sizeof text / 8; i++) push(&code, text[i]);
  vars = count(3); snaps = (L3){0, 0, 0};
  printf("%ld\n", (long)run(code, &vars, &snaps, opaque(1000))); printf("%ld\n", (long)run(code, &vars, &snaps, opaque(20)));
  show("vars", vars); for (int64_t i = 0; i < snaps.len; i++) { L3 r = row_at(snaps, i); show("snap", r); release(r); }
  volatile int round = 0; static L3 local; local = count(4);
  if (setjmp(out) < 2 && round < 3) { round++; set(&local, round, 100 + round); longjmp(out, 1); }
  show("local", local);
  set(&code, 0, ADD); if (!setjmp(out)) run(code, &vars, &snaps, 10); else printf("underflow\n");
  release(code); release(vars); release(local); release_rows(snaps);
  return done(); }
