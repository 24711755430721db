; A loop that pushes one element over and over is a call; how many there are is known. The
; counter's last value is computed, as the list is used behind the loop.
; gives 1: call void @ori_list_repeat(
; not: br i1
; not: call void @ori_list_push_cow(
; says: a loop of pushes became ori_list_repeat
define i64 @zeroes(i64 %n) {
entry:
  %list = alloca [3 x i64]
  %elem = alloca i8
  call void @llvm.memset.p0.i64(ptr %list, i8 0, i64 24, i1 false)
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %body ]
  %go = icmp slt i64 %i, %n
  br i1 %go, label %body, label %done
body:
  %len = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data = load ptr, ptr %data.at
  store i8 0, ptr %elem
  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 1, i64 1, ptr null, ptr null, ptr %list)
  %next = add i64 %i, 1
  br label %test
done:
  %len.e = load i64, ptr %list
  %cap.e.at = getelementptr i8, ptr %list, i64 8
  %cap.e = load i64, ptr %cap.e.at
  %data.e.at = getelementptr i8, ptr %list, i64 16
  %data.e = load ptr, ptr %data.e.at
  call void @ori_buffer_rc_dec(ptr %data.e, i64 %len.e, i64 %cap.e, i64 1, ptr null)
  ret i64 %i
}
