; The test stands behind the push: there are ten, and not nine.
; passes: calls
; gives 1: i64 10, i64 8, i64 8, ptr null, ptr
; not: call void @ori_list_push_cow(
define void @f(ptr noalias %list, i64 %n) {
entry:
  %out = alloca [3 x i64], !oriopt.slot !0
  %elem = alloca i64, !oriopt.slot !0
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %test ]
  %len = phi i64 [ 0, %entry ], [ %len.2, %test ]
  %cap = phi i64 [ 0, %entry ], [ %cap.2, %test ]
  %data = phi ptr [ null, %entry ], [ %data.2, %test ]
  store i64 7, ptr %elem
  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %out)
  %len.2 = load i64, ptr %out
  %cap.at = getelementptr i8, ptr %out, i64 8
  %cap.2 = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %out, i64 16
  %data.2 = load ptr, ptr %data.at
  %next = add i64 %i, 1
  %go = icmp ne i64 %next, 10
  br i1 %go, label %test, label %done
done:
  store i64 %len.2, ptr %list
  %c = getelementptr i8, ptr %list, i64 8
  store i64 %cap.2, ptr %c
  %d = getelementptr i8, ptr %list, i64 16
  store ptr %data.2, ptr %d
  ret void
}
!0 = !{}
