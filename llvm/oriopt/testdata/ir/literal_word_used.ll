; The literal's room is read besides: not a push, which would take the literal away.
; not: call void @ori_list_push_cow
; gives 1: call void @ori_list_concat_cow
; gives 1: call void @ori_list_unshare_cow
define i64 @append(ptr %data, i64 %len, i64 %cap, i64 %y, ptr %out) {
  %lit = alloca { i64, i64, ptr }
  store { i64, i64, ptr } zeroinitializer, ptr %lit
  call void @ori_list_unshare_cow(ptr null, i64 0, i64 0, i64 1, i64 8, i64 8, ptr null, ptr null, ptr %lit)
  %at = getelementptr i8, ptr %lit, i64 16
  %elems = load ptr, ptr %at
  store i64 %y, ptr %elems
  store i64 1, ptr %lit
  %len2 = load i64, ptr %lit
  %cap.at = getelementptr i8, ptr %lit, i64 8
  %cap2 = load i64, ptr %cap.at
  %data2 = load ptr, ptr %at
  call void @ori_list_concat_cow(ptr %data, i64 %len, i64 %cap, ptr %data2, i64 %len2, i64 %cap2, i64 8, i64 8, ptr null, ptr null, ptr %out)
  ret i64 %cap2
}
