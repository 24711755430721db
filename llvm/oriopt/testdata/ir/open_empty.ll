; A list turns out to be empty: nothing is opened for it.
; passes: open
; gives 1: call void @ori_list_push_cow
; not: atomic
define void @first(i64 %x, ptr noalias %list) {
  %elem = alloca i64
  store i64 %x, ptr %elem
  store i64 0, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  store i64 0, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  store ptr null, ptr %data.at
  %len = load i64, ptr %list
  %cap = load i64, ptr %cap.at
  %data = load ptr, ptr %data.at
  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %list)
  ret void
}
