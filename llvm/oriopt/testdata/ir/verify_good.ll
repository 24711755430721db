; A loop that pushes, with a release behind it, and a copy that goes elsewhere.
; faults: 0
define void @f(i64 %n, ptr %place) {
entry:
  %l = alloca { i64, i64, ptr }
  %x = alloca i64
  store { i64, i64, ptr } zeroinitializer, ptr %l
  %cap.at = getelementptr i8, ptr %l, i64 8
  %at = getelementptr i8, ptr %l, i64 16
  br label %test
test:
  %i = phi i64 [ 0, %entry ], [ %next, %body ]
  %more = icmp slt i64 %i, %n
  br i1 %more, label %body, label %done
body:
  store i64 %i, ptr %x
  %len = load i64, ptr %l
  %cap = load i64, ptr %cap.at
  %data = load ptr, ptr %at
  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %x, i64 8, i64 8, ptr null, ptr null, ptr %l)
  %next = add i64 %i, 1
  br label %test
done:
  %all = load { i64, i64, ptr }, ptr %l
  %len2 = extractvalue { i64, i64, ptr } %all, 0
  %cap2 = extractvalue { i64, i64, ptr } %all, 1
  %data2 = extractvalue { i64, i64, ptr } %all, 2
  call void @ori_list_rc_inc(ptr %data2, i64 %cap2)
  store { i64, i64, ptr } %all, ptr %place
  call void @ori_buffer_rc_dec(ptr %data2, i64 %len2, i64 %cap2, i64 8, ptr null)
  ret void
}
