; As window_stored.ll, but what the place holds may be another thing by then: the words may
; be no list's, and the loop may never look at them.
; passes: prepare,counts,calls,windows,attributes
; not: load atomic
; says: it is not sure that there is a list to be asked
declare void @other(ptr)
define void @sift(ptr noalias %list, ptr noalias %table, i64 %n, i64 %x) {
entry:
  %elem = alloca i64
  %len.0 = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap.0 = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data.0 = load ptr, ptr %data.at
  call void @ori_list_pop_cow(ptr %data.0, i64 %len.0, i64 %cap.0, i64 8, i64 8, ptr null, ptr null, ptr %list)
  call void @other(ptr %list)
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %body ]
  %child = mul i64 %i, 2
  %next = add i64 %child, 1
  %len = load i64, ptr %list
  %cap = load i64, ptr %cap.at
  %data = load ptr, ptr %data.at
  %more = icmp slt i64 %next, %n
  br i1 %more, label %look, label %done
look:
  %entry.at = getelementptr i64, ptr %table, i64 %i
  %stop = load i64, ptr %entry.at
  %end = icmp eq i64 %stop, 0
  br i1 %end, label %done, label %body
body:
  store i64 %x, ptr %elem
  call void @ori_list_set_cow(ptr %data, i64 %len, i64 %cap, i64 %i, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %list)
  br label %test
done:
  ret void
}
