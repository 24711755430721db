; Whose list it is, only the caller knows: it is asked, with an acquire, and only if it has a
; buffer and is no slice.
; gives 1: acquire, align 8
; gives 1: icmp sgt i64 %cap, 0
; gives 1: call void @ori_list_push_cow(
; says: ori_list_push_cow opened: the list is asked where it stands
define void @add(ptr noalias %list, i64 %x) {
entry:
  %elem = alloca i64
  store i64 %x, ptr %elem
  %len = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data = load ptr, ptr %data.at
  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %list)
  ret void
}
