; One path forgets the list.
; faults: 1
; says: what ori_list_push_cow gives is not released; path: %entry > %forgets
define i64 @f(i1 %c) {
entry:
  %l = alloca { i64, i64, ptr }
  %x = alloca i64
  store i64 1, ptr %x
  call void @ori_list_push_cow(ptr null, i64 0, i64 0, ptr %x, i64 8, i64 8, ptr null, ptr null, ptr %l)
  %cap.at = getelementptr i8, ptr %l, i64 8
  %at = getelementptr i8, ptr %l, i64 16
  %cap = load i64, ptr %cap.at
  %data = load ptr, ptr %at
  br i1 %c, label %drops, label %forgets
drops:
  call void @ori_buffer_rc_dec(ptr %data, i64 1, i64 %cap, i64 8, ptr null)
  ret i64 0
forgets:
  %v = load i64, ptr %data
  ret i64 %v
}
