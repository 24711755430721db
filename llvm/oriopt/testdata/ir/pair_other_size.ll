; The list that is tested between has elements of another size: another buffer.
; passes: counts
; gives 0: call void @ori_list_rc_inc
; gives 1: call void @ori_list_unshare_cow
define void @f(ptr %data, i64 %len, i64 %cap, ptr %e, i64 %el, i64 %ec, ptr %out) {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @ori_list_unshare_cow(ptr %e, i64 %el, i64 %ec, i64 0, i64 1, i64 1, ptr null, ptr null, ptr %out)
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret void
}
