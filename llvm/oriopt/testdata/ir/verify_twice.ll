; Released by push, which consumes it, and again.
; faults: 1
; says: ori_buffer_rc_dec drops a reference that is gone: the value of ori_list_push_cow had no more
define void @f(ptr %out) {
entry:
  %l = alloca { i64, i64, ptr }
  %x = alloca i64
  store i64 1, ptr %x
  call void @ori_list_push_cow(ptr null, i64 0, i64 0, ptr %x, i64 8, i64 8, ptr null, ptr null, ptr %l)
  %cap.at = getelementptr i8, ptr %l, i64 8
  %at = getelementptr i8, ptr %l, i64 16
  %cap = load i64, ptr %cap.at
  %data = load ptr, ptr %at
  call void @ori_list_push_cow(ptr %data, i64 1, i64 %cap, ptr %x, i64 8, i64 8, ptr null, ptr null, ptr %out)
  call void @ori_buffer_rc_dec(ptr %data, i64 1, i64 %cap, i64 8, ptr null)
  ret void
}
