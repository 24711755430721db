; The last use: reverse gets the reference that the release would have dropped.
; passes: prepare,counts
; gives 0: call void @ori_list_rc_inc
; gives 0: call void @ori_buffer_rc_dec
; says: ori_list_reverse_cow takes over the last reference
define void @f(ptr %data, i64 %len, i64 %cap, ptr %out) {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @ori_list_reverse_cow(ptr %data, i64 %len, i64 %cap, i64 8, i64 8, ptr null, ptr null, ptr %out)
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret void
}
