; A field grows, of a struct that naive code copies whole to read it: when the copies' pairs
; are gone, the last reference to the field's list moves into the push. The two addresses of
; the field are one.
; not: rc_inc
; not: rc_dec
; says: ori_list_push_cow takes over the last reference
%triple = type { i64, i64, ptr }
%Out = type { %triple, i64, %triple }
define void @add(ptr noalias nocapture %o, i64 %x) {
entry:
  %copy = alloca %Out
  %mine = alloca %triple
  %longer = alloca %triple
  %elem = alloca i64
  %whole = load %Out, ptr %o
  store %Out %whole, ptr %copy
  call void @ori_str_rc_inc(ptr %copy)
  %items = getelementptr %Out, ptr %copy, i32 0, i32 2
  %data.at = getelementptr %triple, ptr %items, i32 0, i32 2
  %data = load ptr, ptr %data.at
  %cap.at = getelementptr %triple, ptr %items, i32 0, i32 1
  %cap = load i64, ptr %cap.at
  call void @ori_list_rc_inc(ptr %data, i64 %cap)
  %list = load %triple, ptr %items
  store %triple %list, ptr %mine
  %mine.data = extractvalue %triple %list, 2
  %mine.cap = extractvalue %triple %list, 1
  %mine.len = extractvalue %triple %list, 0
  call void @ori_list_rc_inc(ptr %mine.data, i64 %mine.cap)
  call void @ori_str_rc_dec(ptr %copy)
  call void @ori_buffer_rc_dec(ptr %data, i64 %mine.len, i64 %cap, i64 8, ptr null)
  store i64 %x, ptr %elem
  call void @ori_list_push_cow(ptr %mine.data, i64 %mine.len, i64 %mine.cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %longer)
  %field = getelementptr %Out, ptr %o, i32 0, i32 2
  %old.data.at = getelementptr %triple, ptr %field, i32 0, i32 2
  %old.data = load ptr, ptr %old.data.at
  %old.len = load i64, ptr %field
  %old.cap.at = getelementptr %triple, ptr %field, i32 0, i32 1
  %old.cap = load i64, ptr %old.cap.at
  call void @ori_buffer_rc_dec(ptr %old.data, i64 %old.len, i64 %old.cap, i64 8, ptr null)
  %new = load %triple, ptr %longer
  store %triple %new, ptr %field
  ret void
}
