; A text that grows: the copy that the concat takes is the last reference, and a function
; that gets nothing of the text may run before.
; gives: call void @ori_str_concat_cow
; not: call void @ori_str_rc_inc
; not: call void @ori_str_rc_dec
; says: ori_str_concat_cow takes over the last reference
declare void @other()
define void @grow(ptr noalias %result, i64 %n) {
entry:
  %text = alloca { i64, i64, ptr }
  %copy = alloca { i64, i64, ptr }
  %more = alloca { i64, i64, ptr }
  %longer = alloca { i64, i64, ptr }
  store { i64, i64, ptr } { i64 97, i64 0, ptr inttoptr (i64 -9151314442816847872 to ptr) }, ptr %text
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %body ]
  %go = icmp slt i64 %i, %n
  br i1 %go, label %body, label %done
body:
  %words.1 = load { i64, i64, ptr }, ptr %text
  store { i64, i64, ptr } %words.1, ptr %copy
  call void @ori_str_rc_inc(ptr %copy)
  call void @other()
  store { i64, i64, ptr } { i64 98, i64 0, ptr inttoptr (i64 -9151314442816847872 to ptr) }, ptr %more
  call void @ori_str_concat_cow(ptr %copy, ptr %more, ptr %longer)
  call void @ori_str_rc_dec(ptr %text)
  %words.2 = load { i64, i64, ptr }, ptr %longer
  store { i64, i64, ptr } %words.2, ptr %text
  %next = add i64 %i, 1
  br label %test
done:
  %words.3 = load { i64, i64, ptr }, ptr %text
  store { i64, i64, ptr } %words.3, ptr %result
  ret void
}
