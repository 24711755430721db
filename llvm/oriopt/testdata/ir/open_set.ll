; A set whose old element is to be released, and the take of another than the last one, are left
; to the call.
; passes: open
; not: ori.open
declare void @drop(ptr)
define void @f(ptr %data, i64 %len, i64 %cap, i64 %x) {
entry:
  %one = alloca [3 x i64], !oriopt.slot !0
  %two = alloca [3 x i64], !oriopt.slot !0
  %elem = alloca i64
  store i64 %x, ptr %elem
  call void @ori_list_set_cow(ptr %data, i64 %len, i64 %cap, i64 0, ptr %elem, i64 8, i64 8, ptr null, ptr @drop, ptr %one)
  call void @ori_list_take_cow(ptr %data, i64 %len, i64 %cap, i64 0, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %two)
  ret void
}
!0 = !{}
