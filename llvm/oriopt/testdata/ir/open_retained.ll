; The function has added a reference itself: the set copies, and in front of it nothing is
; asked in vain.
; passes: prepare,counts,calls,windows,open
; not: ori.open
; gives 1: call void @ori_list_set_cow(
define void @try(ptr noalias %out, ptr noalias readonly %board, i64 %x) {
entry:
  %elem = alloca i64
  store i64 %x, ptr %elem
  %len = load i64, ptr %board
  %cap.at = getelementptr i8, ptr %board, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %board, i64 16
  %data = load ptr, ptr %data.at
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @ori_list_set_cow(ptr %data, i64 %len, i64 %cap, i64 1, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %out)
  ret void
}
