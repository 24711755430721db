; Functions that are none of the pass's business: optnone, setjmp, no calls.
; same
declare i32 @setjmp(ptr) returns_twice
define void @plain(ptr %data, i64 %len, i64 %cap) noinline optnone {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret void
}
define i32 @jumps(ptr %data, i64 %len, i64 %cap, ptr %buf) {
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  %r = call i32 @setjmp(ptr %buf) returns_twice
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret i32 %r
}
define i64 @number(i64 %x) {
  %y = add i64 %x, 1
  ret i64 %y
}
