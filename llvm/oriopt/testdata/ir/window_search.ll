; passes: windows
; not: test.w:
; A search through a few places ends early: its checks cost less than a question about
; all of its rounds.

declare void @fail(i64)

define i1 @f(ptr %l, i64 %row, i64 %digit) {
entry:
  %live = call i64 @ori_rc_live_count()
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %more, %next ]
  %go = icmp slt i64 %i, 9
  br i1 %go, label %round, label %none
round:
  %at = add i64 %row, %i
  %len = load i64, ptr %l
  %in = icmp ult i64 %at, %len
  br i1 %in, label %good, label %bad
bad:
  call void @fail(i64 %at)
  unreachable
good:
  %place = getelementptr i8, ptr %l, i64 16
  %data = load ptr, ptr %place
  %elem = getelementptr i64, ptr %data, i64 %at
  %x = load i64, ptr %elem
  %found = icmp eq i64 %x, %digit
  br i1 %found, label %yes, label %next
next:
  %more = add i64 %i, 1
  br label %test
yes:
  ret i1 true
none:
  ret i1 false
}
