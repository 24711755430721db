; A list of the function's own that may still be empty: unshare gives it a buffer, and what
; follows writes to it. That nobody else has the list does not say that it has a buffer.
; gives 1: icmp sgt i64
; gives 1: call void @ori_list_unshare_cow
; says: window opened: 1 uniqueness tests
define void @first(i64 %n) {
entry:
  %list = alloca [3 x i64]
  call void @llvm.memset.p0.i64(ptr %list, i8 0, i64 24, i1 false)
  %cap.at = getelementptr i8, ptr %list, i64 8
  %data.at = getelementptr i8, ptr %list, i64 16
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %body ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  %len = load i64, ptr %list
  %cap = load i64, ptr %cap.at
  %data = load ptr, ptr %data.at
  call void @ori_list_unshare_cow(ptr %data, i64 %len, i64 %cap, i64 1, i64 8, i64 8, ptr null, ptr null, ptr %list)
  %now = load ptr, ptr %data.at
  store i64 %i, ptr %now
  %next = add i64 %i, 1
  br label %test
done:
  %len.e = load i64, ptr %list
  %cap.e = load i64, ptr %cap.at
  %data.e = load ptr, ptr %data.at
  call void @ori_buffer_rc_dec(ptr %data.e, i64 %len.e, i64 %cap.e, i64 8, ptr null)
  ret void
}
