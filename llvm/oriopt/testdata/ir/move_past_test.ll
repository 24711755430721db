; Between the retain and the call that takes the list over, something asks whether it is unique: not a move.
; passes: prepare,counts
; gives 1: call void @ori_list_rc_inc
; gives 1: call void @ori_buffer_rc_dec
define i1 @f(ptr %data, i64 %len, i64 %cap, ptr %out) {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  %sole = call i1 @ori_rc_is_unique(ptr %data)
  call void @ori_list_reverse_cow(ptr %data, i64 %len, i64 %cap, i64 8, i64 8, ptr null, ptr null, ptr %out)
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret i1 %sole
}
