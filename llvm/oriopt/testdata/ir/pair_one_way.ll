; On one way the reference goes on: the retain is needed there.
; passes: counts
; same
; says: a path returns with the reference
define void @f(ptr %data, i64 %len, i64 %cap, i1 %keep, ptr %place) {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  br i1 %keep, label %kept, label %dropped
kept:
  store ptr %data, ptr %place
  ret void
dropped:
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret void
}
