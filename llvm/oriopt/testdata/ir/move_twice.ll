; x + x takes over two references, of which one release would have dropped one: not a move.
; passes: prepare,counts
; gives 1: call void @ori_list_rc_inc
; gives 1: call void @ori_buffer_rc_dec
define void @f(ptr %data, i64 %len, i64 %cap, ptr %out) {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @ori_list_concat_cow(ptr %data, i64 %len, i64 %cap, ptr %data, i64 %len, i64 %cap, i64 8, i64 8, ptr null, ptr null, ptr %out)
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret void
}
