; Two values go to two places whose addresses are known in front of the branch: each way is nothing but a store, and
; they stay two.
; not: select i1 %larger
; gives 3: call void @ori_list_set_cow
; says: window opened: 1 uniqueness tests
define void @fill(ptr noalias %list, i64 %n, ptr noalias readonly %values, i64 %least) {
entry:
  %elem1 = alloca i64
  %elem2 = alloca i64
  %elem3 = alloca i64
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %step ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  %len1 = load i64, ptr %list
  %cap1.at = getelementptr i8, ptr %list, i64 8
  %cap1 = load i64, ptr %cap1.at
  %data1.at = getelementptr i8, ptr %list, i64 16
  %data1 = load ptr, ptr %data1.at
  store i64 %least, ptr %elem1
  call void @ori_list_set_cow(ptr %data1, i64 %len1, i64 %cap1, i64 %i, ptr %elem1, i64 8, i64 8, ptr null, ptr null, ptr %list)
  %value.at = getelementptr i64, ptr %values, i64 %i
  %value = load i64, ptr %value.at
  %larger = icmp sgt i64 %value, %least
  br i1 %larger, label %its, label %other
its:
  %len2 = load i64, ptr %list
  %cap2.at = getelementptr i8, ptr %list, i64 8
  %cap2 = load i64, ptr %cap2.at
  %data2.at = getelementptr i8, ptr %list, i64 16
  %data2 = load ptr, ptr %data2.at
  store i64 %value, ptr %elem2
  call void @ori_list_set_cow(ptr %data2, i64 %len2, i64 %cap2, i64 %i, ptr %elem2, i64 8, i64 8, ptr null, ptr null, ptr %list)
  br label %step
other:
  %len3 = load i64, ptr %list
  %cap3.at = getelementptr i8, ptr %list, i64 8
  %cap3 = load i64, ptr %cap3.at
  %data3.at = getelementptr i8, ptr %list, i64 16
  %data3 = load ptr, ptr %data3.at
  store i64 %least, ptr %elem3
  call void @ori_list_set_cow(ptr %data3, i64 %len3, i64 %cap3, i64 0, ptr %elem3, i64 8, i64 8, ptr null, ptr null, ptr %list)
  br label %step
step:
  %next = add i64 %i, 1
  br label %test
done:
  ret void
}
