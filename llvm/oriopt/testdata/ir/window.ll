; A loop of naive sets over a parameter: in the window it is a store.
; The question stands on the way that stays in the loop, and asks whether either end of the place lies in the list.
; gives: test.w:
; gives: br i1 %0, label %ori.ask
; gives 2: icmp uge i64
; gives: load atomic i64
; gives 1: call void @ori_list_set_cow
; says: window opened: 1 uniqueness tests
define void @fill(ptr noalias %list, i64 %n, i64 %x) {
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
  store i64 %x, ptr %elem
  call void @ori_list_set_cow(ptr %data, i64 %len, i64 %cap, i64 %i, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %list)
  %next = add i64 %i, 1
  br label %test
done:
  ret void
}
