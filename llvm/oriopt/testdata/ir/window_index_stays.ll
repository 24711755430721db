; A loop of naive sets at one index, which nothing but the call tests: the question asks, since the window has only stores.
; gives: test.w:
; gives: icmp ult i64 %k, 
; gives: load atomic i64
; gives 1: call void @ori_list_set_cow
; says: window opened: 1 uniqueness tests
define void @fill(ptr noalias %list, i64 %n, i64 %k) {
entry:
  %elem = alloca i64
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %body ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  %len = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data = load ptr, ptr %data.at
  store i64 %i, ptr %elem
  call void @ori_list_set_cow(ptr %data, i64 %len, i64 %cap, i64 %k, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %list)
  %next = add i64 %i, 1
  br label %test
done:
  ret void
}
