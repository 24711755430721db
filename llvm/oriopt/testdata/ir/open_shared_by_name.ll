; The list is made here, but by the name that a phi gives it a reference is added to it.
; passes: open
; not: ori.open
define void @f(ptr noalias %out, i64 %n, i64 %x) {
entry:
  %one = alloca [3 x i64], !oriopt.slot !0
  %two = alloca [3 x i64], !oriopt.slot !0
  %elem = alloca i64
  store i64 %x, ptr %elem
  call void @ori_list_push_cow(ptr null, i64 0, i64 0, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %one)
  %len = load i64, ptr %one
  %cap.at = getelementptr i8, ptr %one, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %one, i64 16
  %data = load ptr, ptr %data.at
  %c = icmp eq i64 %n, 0
  br i1 %c, label %kept, label %join
kept:
  br label %join
join:
  %same = phi ptr [ %data, %kept ], [ null, %entry ]
  %same.cap = phi i64 [ %cap, %kept ], [ 0, %entry ]
  call void @ori_list_rc_inc(ptr %same, i64 %same.cap)
  store ptr %same, ptr %out
  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %two)
  ret void
}
!0 = !{}
