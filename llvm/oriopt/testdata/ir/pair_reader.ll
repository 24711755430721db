; The function called between reads, and calls itself: it does nothing to counts
; but what cancels in it.
; passes: counts
; gives 0: @ori_list_rc_inc
; gives 0: @ori_buffer_rc_dec
define internal i64 @sum(ptr %data, i64 %len, i64 %cap, i64 %i) {
  %end = icmp sge i64 %i, %len
  br i1 %end, label %zero, label %more
zero:
  ret i64 0
more:
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  %at = getelementptr i64, ptr %data, i64 %i
  %v = load i64, ptr %at
  %j = add i64 %i, 1
  %rest = call i64 @sum(ptr %data, i64 %len, i64 %cap, i64 %j)
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  %s = add i64 %v, %rest
  ret i64 %s
}
define i64 @f(ptr %data, i64 %len, i64 %cap) {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  %s = call i64 @sum(ptr %data, i64 %len, i64 %cap, i64 0)
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret i64 %s
}
