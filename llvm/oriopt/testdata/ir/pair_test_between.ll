; An unshare of a list of the same kind of elements lies between: it may be the
; same buffer, and the retain is what makes it copy.
; passes: counts
; same
; gives 1: call void @ori_list_rc_inc
; says: ori_list_unshare_cow between it and its release may test or drop the same buffer
define void @f(ptr %data, i64 %len, i64 %cap, ptr %e, i64 %el, i64 %ec, ptr %out) {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @ori_list_unshare_cow(ptr %e, i64 %el, i64 %ec, i64 0, i64 8, i64 8, ptr null, ptr null, ptr %out)
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret void
}
