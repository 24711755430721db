; A retain and a release with nothing but reads between.
; passes: counts
; gives 0: call void @ori_list_rc_inc
; gives 0: call void @ori_buffer_rc_dec
; says: done: counts
define i64 @first(ptr %data, i64 %len, i64 %cap) {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  %x = load i64, ptr %data
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret i64 %x
}
