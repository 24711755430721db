; A retain in every round, one release behind the loop: not a pair.
; passes: counts
; same
define void @f(ptr %data, i64 %len, i64 %cap, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %j, %loop ]
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  %j = add i64 %i, 1
  %more = icmp slt i64 %j, %n
  br i1 %more, label %loop, label %done
done:
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret void
}
