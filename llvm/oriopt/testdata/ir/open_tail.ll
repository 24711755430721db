; A call that writes to a slot of its caller is no tail call any more.
; not: tail call void @ori_list_push_cow(
; gives 1: call void @ori_list_push_cow(
define void @add(ptr noalias %list, ptr noalias %made, i64 %x) {
entry:
  %elem = alloca i64
  store i64 %x, ptr %elem
  %len = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data = load ptr, ptr %data.at
  tail call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %list)
  ret void
}
