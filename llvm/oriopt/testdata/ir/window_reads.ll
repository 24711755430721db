; What the question has asked a string is not asked again in the window: once in front, and
; once in the written version.
; passes: prepare,counts,calls,windows
; gives 2: call i64 @ori_str_len(
; says: window opened: 1 uniqueness tests
define void @fill(ptr noalias %list, ptr noalias readonly %s, i64 %n) {
entry:
  %elem = alloca i64
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %body ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  %x = call i64 @ori_str_len(ptr %s)
  %len = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data = load ptr, ptr %data.at
  store i64 %x, ptr %elem
  call void @ori_list_set_cow(ptr %data, i64 %len, i64 %cap, i64 %i, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %list)
  %next = add i64 %i, 1
  br label %test
done:
  ret void
}
