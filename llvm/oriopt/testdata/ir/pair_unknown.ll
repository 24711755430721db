; What is called between is not known.
; passes: counts
; same
; says: the call of elsewhere may test or drop the same buffer
declare void @elsewhere()
define void @f(ptr %data, i64 %len, i64 %cap) {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @elsewhere()
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret void
}
