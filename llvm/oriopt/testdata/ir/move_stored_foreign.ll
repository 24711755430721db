; The list has gone to a place before, and a function in between may drop what is there: the
; retain is what keeps it.
; passes: counts
; gives 1: call void @ori_list_rc_inc
declare void @other()
define void @f(ptr %place, ptr noalias %out, i64 %x) {
entry:
  %made = alloca [3 x i64], !oriopt.slot !0
  %elem = alloca i64
  store i64 %x, ptr %elem
  call void @ori_list_push_cow(ptr null, i64 0, i64 0, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %made)
  %len = load i64, ptr %made
  %cap.at = getelementptr i8, ptr %made, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %made, i64 16
  %data = load ptr, ptr %data.at
  store ptr %data, ptr %place
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @other()
  call void @ori_list_pop_cow(ptr %data, i64 %len, i64 %cap, i64 8, i64 8, ptr null, ptr null, ptr %out)
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret void
}
!0 = !{}
