; The back end reads the count itself.
; passes: counts
; same
define i1 @f(ptr %data, i64 %len, i64 %cap) {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  %at = getelementptr i8, ptr %data, i64 -8
  %count = load i64, ptr %at
  %one = icmp eq i64 %count, 1
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret i1 %one
}
