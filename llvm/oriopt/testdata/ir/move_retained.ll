; Another retain stands between the first and the call that takes the reference over, and
; so does a function that may drop what it held itself: only the second one goes.
; passes: counts
; gives 1: call void @ori_list_rc_inc(ptr %data, i64 %cap)
; not: i64 %cap.2)
declare void @other()
define void @f(ptr noalias %out, i64 %x) {
entry:
  %made = alloca [3 x i64], !oriopt.slot !0
  %taken = alloca [3 x i64], !oriopt.slot !0
  %elem = alloca i64
  store i64 %x, ptr %elem
  call void @ori_list_push_cow(ptr null, i64 0, i64 0, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %made)
  %len = load i64, ptr %made
  %cap.at = getelementptr i8, ptr %made, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %made, i64 16
  %data = load ptr, ptr %data.at
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @other()
  %cap.2 = load i64, ptr %cap.at
  call void @ori_list_rc_inc(ptr %data, i64 %cap.2)
  call void @ori_list_pop_cow(ptr %data, i64 %len, i64 %cap, i64 8, i64 8, ptr null, ptr null, ptr %taken)
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret void
}
!0 = !{}
