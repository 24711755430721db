; As move_str.ll, but the text is the caller's place, and the function in between may have
; put another there: then its retain is what keeps it.
; gives: call void @ori_str_rc_inc
; gives: call void @ori_str_rc_dec
declare void @other()
define void @grow(ptr %text) {
entry:
  %copy = alloca { i64, i64, ptr }
  %more = alloca { i64, i64, ptr }
  %longer = alloca { i64, i64, ptr }
  %words.1 = load { i64, i64, ptr }, ptr %text
  store { i64, i64, ptr } %words.1, ptr %copy
  call void @ori_str_rc_inc(ptr %copy)
  call void @other()
  store { i64, i64, ptr } { i64 98, i64 0, ptr inttoptr (i64 -9151314442816847872 to ptr) }, ptr %more
  call void @ori_str_concat_cow(ptr %copy, ptr %more, ptr %longer)
  call void @ori_str_rc_dec(ptr %text)
  %words.2 = load { i64, i64, ptr }, ptr %longer
  store { i64, i64, ptr } %words.2, ptr %text
  ret void
}
