; A call that may unwind, between a retain and its release: counts there stay.
; passes: counts
; same
declare void @elsewhere()
declare i32 @personality(...)
define void @f(ptr %data, i64 %len, i64 %cap) personality ptr @personality {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  invoke void @elsewhere() to label %good unwind label %bad
good:
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret void
bad:
  %l = landingpad { ptr, i32 } cleanup
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  resume { ptr, i32 } %l
}
