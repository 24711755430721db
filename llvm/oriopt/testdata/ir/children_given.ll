; One of two references to the row is given away: what is called may drop it.
; gives 2: call void @ori_list_rc_inc(ptr %row
; gives 1: call void @ori_buffer_rc_dec(ptr %row
declare void @elsewhere()
@kept = global ptr null
define internal i64 @first(ptr noalias nocapture readonly %rows) noinline {
  %rows.data.at = getelementptr i8, ptr %rows, i64 16
  %rows.data = load ptr, ptr %rows.data.at
  %row.len = load i64, ptr %rows.data
  %row.cap.at = getelementptr i8, ptr %rows.data, i64 8
  %row.cap = load i64, ptr %row.cap.at
  %row.at = getelementptr i8, ptr %rows.data, i64 16
  %row = load ptr, ptr %row.at
  call void @ori_list_rc_inc(ptr %row, i64 %row.cap)
  call void @ori_list_rc_inc(ptr %row, i64 %row.cap)
  store ptr %row, ptr @kept
  call void @elsewhere()
  %x = load i64, ptr %row
  call void @ori_buffer_rc_dec(ptr %row, i64 %row.len, i64 %row.cap, i64 8, ptr null)
  ret i64 %x
}
define i64 @caller(ptr noalias %list) {
  %tmp = alloca [3 x i64]
  %len = load i64, ptr %list
  %cap.at = getelementptr i8, ptr %list, i64 8
  %cap = load i64, ptr %cap.at
  %data.at = getelementptr i8, ptr %list, i64 16
  %data = load ptr, ptr %data.at
  store i64 %len, ptr %tmp
  %tmp.cap = getelementptr i8, ptr %tmp, i64 8
  store i64 %cap, ptr %tmp.cap
  %tmp.data = getelementptr i8, ptr %tmp, i64 16
  store ptr %data, ptr %tmp.data
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  %x = call i64 @first(ptr %tmp)
  call void @ori_buffer_rc_dec(ptr %data, i64 %len, i64 %cap, i64 24, ptr null)
  ret i64 %x
}
