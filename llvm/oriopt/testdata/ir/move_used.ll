; It is read behind the call: the call must not work in place.
; passes: prepare,counts
; gives 1: call void @ori_list_rc_inc
; gives 1: call void @ori_buffer_rc_dec
define i64 @f(ptr %data, i64 %len, i64 %cap, ptr %out) {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @ori_list_reverse_cow(ptr %data, i64 %len, i64 %cap, i64 8, i64 8, ptr null, ptr null, ptr %out)
  %x = load i64, ptr %data
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret i64 %x
}
