; The retain in front of a loop, a release on each way out.
; passes: counts
; gives 0: call void @ori_list_rc_inc
; gives 0: call void @ori_buffer_rc_dec
define i64 @find(ptr %data, i64 %len, i64 %cap, i64 %x) {
entry:
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %n, %next ]
  %more = icmp slt i64 %i, %len
  br i1 %more, label %look, label %none
look:
  %at = getelementptr i64, ptr %data, i64 %i
  %v = load i64, ptr %at
  %same = icmp eq i64 %v, %x
  br i1 %same, label %found, label %next
next:
  %n = add i64 %i, 1
  br label %test
found:
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret i64 %i
none:
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 8, ptr null)
  ret i64 -1
}
