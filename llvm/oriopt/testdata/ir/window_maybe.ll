; Whether there is a list at all hangs on the element: nothing is asked of it.
; not: ori.window
define void @fill(ptr noalias %list, ptr noalias %kinds, i64 %n) {
entry:
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %step ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  %kind.at = getelementptr i8, ptr %kinds, i64 %i
  %kind = load i8, ptr %kind.at
  %is = icmp eq i8 %kind, 1
  br i1 %is, label %change, label %step
change:
  %len = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data = load ptr, ptr %data.at
  call void @ori_list_unshare_cow(ptr %data, i64 %len, i64 %cap, i64 0, i64 8, i64 8, ptr null, ptr null, ptr %list)
  br label %step
step:
  %next = add i64 %i, 1
  br label %test
done:
  ret void
}
