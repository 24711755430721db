; One of two values goes to the same place: in the window a select, not a branch.
; gives: select i1 %larger.w, i64 %value.w, i64 %least
; gives 2: call void @ori_list_set_cow
; says: window opened: 1 uniqueness tests
define void @fill(ptr noalias %list, i64 %n, ptr noalias readonly %values, i64 %least) {
entry:
  %elem = alloca i64
  %elem2 = alloca i64
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %step ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  %len = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data = load ptr, ptr %data.at
  %value.at = getelementptr i64, ptr %values, i64 %i
  %value = load i64, ptr %value.at
  %larger = icmp sgt i64 %value, %least
  br i1 %larger, label %its, label %other
its:
  store i64 %value, ptr %elem
  call void @ori_list_set_cow(ptr %data, i64 %len, i64 %cap, i64 %i, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %list)
  br label %step
other:
  store i64 %least, ptr %elem2
  call void @ori_list_set_cow(ptr %data, i64 %len, i64 %cap, i64 %i, ptr %elem2, i64 8, i64 8, ptr null, ptr null, ptr %list)
  br label %step
step:
  %next = add i64 %i, 1
  br label %test
done:
  ret void
}
