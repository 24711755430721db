; A list is held while its elements are looked at, each held for a call that does the same
; with it: the inner pair goes first, then the one around the loop. What is left is the release of release.
; gives 0: call void @ori_list_rc_inc
; gives 1: call void @ori_buffer_rc_dec
%triple = type { i64, i64, ptr }
define internal i64 @size(ptr noalias readonly nocapture %t) {
entry:
  %part = alloca %triple
  %len = load i64, ptr %t
  %cap.at = getelementptr i8, ptr %t, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %t, i64 16
  %data = load ptr, ptr %data.at
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %n = phi i64 [ 1, %entry ], [ %sum, %loop ]
  %more = icmp slt i64 %i, %len
  br i1 %more, label %loop, label %done
loop:
  %at = getelementptr %triple, ptr %data, i64 %i
  %words = load %triple, ptr %at
  store %triple %words, ptr %part
  %part.len = extractvalue %triple %words, 0
  %part.cap = extractvalue %triple %words, 1
  %part.data = extractvalue %triple %words, 2
  call void @ori_list_rc_inc(ptr %part.data, i64 %part.cap)
  %size = call i64 @size(ptr %part)
  call void @ori_buffer_rc_dec(ptr %part.data, i64 %part.len, i64 %part.cap, i64 24, ptr @release)
  %sum = add i64 %n, %size
  %next = add i64 %i, 1
  br label %test
done:
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 24, ptr @release)
  ret i64 %n
}
define internal void @release(ptr %t) {
  %len = load i64, ptr %t
  %cap.at = getelementptr i8, ptr %t, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %t, i64 16
  %data = load ptr, ptr %data.at
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 24, ptr @release)
  ret void
}
define i64 @main(ptr %t) {
  %n = call i64 @size(ptr %t)
  ret i64 %n
}
