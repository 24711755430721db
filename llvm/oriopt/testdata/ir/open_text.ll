; A byte, and a few that are constant, go behind a string's own bytes where there is room; many
; go through the call. Of the string's own place only the length is written.
; gives 2: acquire, align 8
; gives 1: store i8
; gives 3: call void @ori_str_push_
; gives 2: store i64
; says: ori_str_push_byte_cow opened: the string is asked where it stands
; says: ori_str_push_bytes_cow opened: the string is asked where it stands
@few = constant [2 x i8] c"ab"
@many = constant [20 x i8] c"abcdefghijklmnopqrst"
define void @add(ptr noalias %s, i64 %byte) {
  call void @ori_str_push_byte_cow(ptr %s, i64 %byte, ptr %s)
  call void @ori_str_push_bytes_cow(ptr %s, ptr @few, i64 2, ptr %s)
  call void @ori_str_push_bytes_cow(ptr %s, ptr @many, i64 20, ptr %s)
  ret void
}
