; The words are a place's, and what is called may look there.
; passes: counts
; same
declare void @look(ptr)
define void @f(ptr %place, ptr %out) {
  %cap.at = getelementptr i8, ptr %place, i64 8
  %data.at = getelementptr i8, ptr %place, i64 16
  %len = load i64, ptr %place
  %cap = load i64, ptr %cap.at
  %data = load ptr, ptr %data.at
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @ori_list_reverse_cow(ptr %data, i64 %len, i64 %cap, i64 8, i64 8, ptr null, ptr null, ptr %out)
  call void @look(ptr %place)
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret void
}
