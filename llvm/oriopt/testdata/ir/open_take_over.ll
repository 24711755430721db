; What was taken is written over before it is read.
; passes: open
; gives: %v = load i64, ptr %got
declare void @other(ptr)
define i64 @f(ptr %data, i64 %len, i64 %cap) {
entry:
  %one = alloca [3 x i64], !oriopt.slot !0
  %got = alloca i64
  %last = sub i64 %len, 1
  call void @ori_list_take_cow(ptr %data, i64 %len, i64 %cap, i64 %last, ptr %got, i64 8, i64 8, ptr null, ptr null, ptr %one)
  call void @other(ptr %got)
  %v = load i64, ptr %got
  ret i64 %v
}
!0 = !{}
