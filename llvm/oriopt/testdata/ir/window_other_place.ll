; Another list in each round.
; not: ori.window
; says: ori_list_unshare_cow of another list in each round
define void @all(ptr noalias %lists, i64 %n) {
entry:
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %body ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  %list = getelementptr [24 x i8], ptr %lists, i64 %i
  %len = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data = load ptr, ptr %data.at
  call void @ori_list_unshare_cow(ptr %data, i64 %len, i64 %cap, i64 0, i64 8, i64 8, ptr null, ptr null, ptr %list)
  %next = add i64 %i, 1
  br label %test
done:
  ret void
}
