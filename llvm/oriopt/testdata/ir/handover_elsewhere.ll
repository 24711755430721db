; Somebody that is not known calls f as well, and lends.
; gives 2: call void @ori_list_rc_inc
define internal void @changed(ptr noalias nocapture %out, ptr noalias nocapture readonly %list, i64 %x) noinline {
  %elem = alloca i64
  store i64 %x, ptr %elem
  %len = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data = load ptr, ptr %data.at
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  call void @ori_list_set_cow(ptr %data, i64 %len, i64 %cap, i64 0, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %out)
  ret void
}
define void @caller(ptr noalias %v, i64 %x) {
  %got = alloca [3 x i64]
  %tmp0 = alloca [3 x i64]
  %len.1 = load i64, ptr %v
  %cap.at.1 = getelementptr i8, ptr %v, i64 8
  %cap.1 = load i64, ptr %cap.at.1
  %data.at.1 = getelementptr i8, ptr %v, i64 16
  %data.1 = load ptr, ptr %data.at.1
  store i64 %len.1, ptr %tmp0
  %tmp0.c = getelementptr i8, ptr %tmp0, i64 8
  store i64 %cap.1, ptr %tmp0.c
  %tmp0.d = getelementptr i8, ptr %tmp0, i64 16
  store ptr %data.1, ptr %tmp0.d
  call void @ori_list_rc_inc(ptr %data.1, i64 %cap.1)
  call void @changed(ptr %got, ptr %tmp0, i64 %x)
  call void @ori_buffer_rc_dec(ptr %data.1, i64 %len.1, i64 %cap.1, i64 8, ptr null)
  call void @ori_buffer_rc_dec(ptr %data.1, i64 %len.1, i64 %cap.1, i64 8, ptr null)
  %len.2 = load i64, ptr %got
  store i64 %len.2, ptr %v
  %cap.at.2 = getelementptr i8, ptr %got, i64 8
  %cap.2 = load i64, ptr %cap.at.2
  store i64 %cap.2, ptr %cap.at.1
  %data.at.2 = getelementptr i8, ptr %got, i64 16
  %data.2 = load ptr, ptr %data.at.2
  store ptr %data.2, ptr %data.at.1
  ret void
}
declare void @other(ptr, ptr, i64)
define void @tell(ptr %out) {
  call void @other(ptr %out, ptr @changed, i64 0)
  ret void
}
