; The loop appends to a constant: no fill.
; passes: calls
; not: call void @ori_list_repeat(
; gives 1: call void @ori_list_push_cow(
@words = constant [4 x i64] [i64 16, i64 -9223372036854775808, i64 1, i64 2]
define void @f(ptr noalias %list, i64 %n) {
entry:
  %out = alloca [3 x i64], !oriopt.slot !0
  %elem = alloca i64, !oriopt.slot !0
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %body ]
  %len = phi i64 [ 2, %entry ], [ %len.2, %body ]
  %cap = phi i64 [ 2, %entry ], [ %cap.2, %body ]
  %data = phi ptr [ getelementptr (i8, ptr @words, i64 16), %entry ], [ %data.2, %body ]
  %go = icmp slt i64 %i, %n
  br i1 %go, label %body, label %done
body:
  store i64 7, ptr %elem
  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %out)
  %len.2 = load i64, ptr %out
  %cap.at = getelementptr i8, ptr %out, i64 8
  %cap.2 = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %out, i64 16
  %data.2 = load ptr, ptr %data.at
  %next = add i64 %i, 1
  br label %test
done:
  store i64 %len, ptr %list
  %c = getelementptr i8, ptr %list, i64 8
  store i64 %cap, ptr %c
  %d = getelementptr i8, ptr %list, i64 16
  store ptr %data, ptr %d
  ret void
}
!0 = !{}
