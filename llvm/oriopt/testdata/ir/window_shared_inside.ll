; The list is retained in each round: it does not stay unique.
; passes: prepare,windows
; not: ori.window
; says: ori_list_rc_inc stays in it
define void @fill(ptr noalias %list, i64 %n) {
entry:
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %body ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  %len = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data = load ptr, ptr %data.at
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @ori_list_unshare_cow(ptr %data, i64 %len, i64 %cap, i64 0, i64 8, i64 8, ptr null, ptr null, ptr %list)
  %next = add i64 %i, 1
  br label %test
done:
  ret void
}
