; The words are in memory, and a function runs that may add a reference: so the list is not
; known. Where that function only reads, it is.
; passes: open
; says: in kept: ori_list_push_cow opened: the list is asked where it stands
; says: in read: ori_list_push_cow opened: the list is known to be unique
declare void @other()
define internal i64 @reads(ptr %p) {
  %x = load i64, ptr %p
  ret i64 %x
}
define void @kept(ptr noalias %place, i64 %x) {
entry:
  %one = alloca [3 x i64], !oriopt.slot !0
  %two = alloca [3 x i64], !oriopt.slot !0
  %elem = alloca i64
  store i64 %x, ptr %elem
  call void @ori_list_push_cow(ptr null, i64 0, i64 0, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %one)
  %len = load i64, ptr %one
  %cap.at = getelementptr i8, ptr %one, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %one, i64 16
  %data = load ptr, ptr %data.at
  store ptr %data, ptr %place
  call void @other()
  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %two)
  ret void
}
define void @read(ptr noalias %place, i64 %x) {
entry:
  %one = alloca [3 x i64], !oriopt.slot !0
  %two = alloca [3 x i64], !oriopt.slot !0
  %elem = alloca i64
  store i64 %x, ptr %elem
  call void @ori_list_push_cow(ptr null, i64 0, i64 0, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %one)
  %len = load i64, ptr %one
  %cap.at = getelementptr i8, ptr %one, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %one, i64 16
  %data = load ptr, ptr %data.at
  store ptr %data, ptr %place
  %y = call i64 @reads(ptr %place)
  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %two)
  ret void
}
!0 = !{}
