; What the caller has just got from somewhere, and only lends, goes along.
; not: ori_list_rc_inc
; not: ori_buffer_rc_dec
; says: counts: in changed: the argument is handed over
define internal void @changed(ptr noalias nocapture %out, ptr noalias nocapture readonly %list, i64 %x) noinline {
  %elem = alloca i64
  store i64 %x, ptr %elem
  %len = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data = load ptr, ptr %data.at
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @ori_list_set_cow(ptr %data, i64 %len, i64 %cap, i64 0, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %out)
  ret void
}
declare void @made(ptr noalias nocapture)
define void @caller(ptr noalias nocapture %got, i64 %x) {
  %tmp = alloca [3 x i64]
  call void @made(ptr %tmp)
  call void @changed(ptr %got, ptr %tmp, i64 %x)
  %len = load i64, ptr %tmp
  %cap.at = getelementptr i8, ptr %tmp, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %tmp, i64 16
  %data = load ptr, ptr %data.at
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret void
}
