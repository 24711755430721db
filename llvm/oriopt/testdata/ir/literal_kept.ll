; The literal is wanted again.
; gives 1: call void @ori_list_concat_cow
; gives 0: call void @ori_list_push_cow
declare void @keep(ptr, i64, i64)
define void @append(ptr %data, i64 %len, i64 %cap, i64 %y, ptr %out) {
  %lit = alloca { i64, i64, ptr }
  call void @ori_list_unshare_cow(ptr null, i64 0, i64 0, i64 1, i64 8, i64 8, ptr null, ptr null, ptr %lit)
  %at = getelementptr i8, ptr %lit, i64 16
  %elems = load ptr, ptr %at
  store i64 %y, ptr %elems
  %cap.at = getelementptr i8, ptr %lit, i64 8
  %cap2 = load i64, ptr %cap.at
  call void @ori_list_rc_inc(ptr %elems, i64 %cap2)
  call void @ori_list_concat_cow(ptr %data, i64 %len, i64 %cap, ptr %elems, i64 1, i64 %cap2, i64 8, i64 8, ptr null, ptr null, ptr %out)
  call void @keep(ptr %elems, i64 1, i64 %cap2)
  ret void
}
