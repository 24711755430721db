; A stack that the function makes for itself: nobody else has it, so that it is not asked. A
; push has room, or is the call; what was pushed is taken out again through no memory.
; gives 1: call void @ori_list_push_cow(
; gives 1: call void @ori_list_take_cow(
; not: load atomic
; says: ori_list_push_cow opened: the list is known to be unique
; says: ori_list_take_cow opened: the list is known to be unique
define i64 @sum(i64 %n, i64 %m) {
entry:
  %list = alloca [3 x i64]
  %elem = alloca i64
  %got = alloca i64
  call void @llvm.memset.p0.i64(ptr %list, i8 0, i64 24, i1 false)
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %next.in ]
  %sum = phi i64 [ 0, %entry ], [ %sum.next, %next.in ]
  %go = icmp slt i64 %i, %n
  br i1 %go, label %body, label %done
body:
  %len = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data = load ptr, ptr %data.at
  store i64 %i, ptr %elem
  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %list)
  %odd = and i64 %i, %m
  %is = icmp eq i64 %odd, 0
  br i1 %is, label %take, label %next.in
take:
  %len.2 = load i64, ptr %list
  %cap.2 = load i64, ptr %cap.at
  %data.2 = load ptr, ptr %data.at
  %last = sub i64 %len.2, 1
  call void @ori_list_take_cow(ptr %data.2, i64 %len.2, i64 %cap.2, i64 %last, ptr %got, i64 8, i64 8, ptr null, ptr null, ptr %list)
  %value = load i64, ptr %got
  br label %next.in
next.in:
  %x = phi i64 [ 0, %body ], [ %value, %take ]
  %sum.next = add i64 %sum, %x
  %next = add i64 %i, 1
  br label %test
done:
  %len.e = load i64, ptr %list
  %cap.e.at = getelementptr i8, ptr %list, i64 8
  %cap.e = load i64, ptr %cap.e.at
  %data.e.at = getelementptr i8, ptr %list, i64 16
  %data.e = load ptr, ptr %data.e.at
  call void @ori_buffer_rc_dec(ptr %data.e, i64 %len.e, i64 %cap.e, i64 8, ptr null)
  ret i64 %sum
}
