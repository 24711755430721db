; A program written by hand: it pushes the squares of 0 to 9, shares the list, reverses one of the two
; owners' lists, and prints the first element of each. ori_rt.ll, which declares the library, is linked
; in front of it.

%OriList = type { i64, i64, ptr }

@line = private constant [42 x i8] c"a begins with %ld, b with %ld; alive %ld\0A\00"

declare i32 @printf(ptr, ...)
declare void @ori_list_push_cow(ptr, i64, i64, ptr, i64, i64, ptr, ptr, ptr)
declare void @ori_list_rc_inc(ptr, i64)
declare void @ori_list_reverse_cow(ptr, i64, i64, i64, i64, ptr, ptr, ptr)
declare void @ori_buffer_rc_dec(ptr, i64, i64, i64, ptr)
declare i64 @ori_rc_live_count()

define i32 @main() {
entry:
  %a = alloca %OriList, align 8
  %b = alloca %OriList, align 8
  %elem = alloca i64, align 8
  store %OriList zeroinitializer, ptr %a, align 8
  br label %loop

loop: ; each round consumes the list in %a and stores the new one there
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %square = mul i64 %i, %i
  store i64 %square, ptr %elem, align 8
  %list = load %OriList, ptr %a, align 8
  %len = extractvalue %OriList %list, 0
  %cap = extractvalue %OriList %list, 1
  %data = extractvalue %OriList %list, 2
  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %a)
  %next = add i64 %i, 1
  %more = icmp slt i64 %next, 10
  br i1 %more, label %loop, label %share

share: ; b = a
  %whole = load %OriList, ptr %a, align 8
  %alen = extractvalue %OriList %whole, 0
  %acap = extractvalue %OriList %whole, 1
  %adata = extractvalue %OriList %whole, 2
  call void @ori_list_rc_inc(ptr %adata, i64 %acap)
  call void @ori_list_reverse_cow(ptr %adata, i64 %alen, i64 %acap, i64 8, i64 8, ptr null, ptr null, ptr %b)

  %blist = load %OriList, ptr %b, align 8
  %blen = extractvalue %OriList %blist, 0
  %bcap = extractvalue %OriList %blist, 1
  %bdata = extractvalue %OriList %blist, 2
  %afirst = load i64, ptr %adata, align 8
  %bfirst = load i64, ptr %bdata, align 8

  call void @ori_buffer_rc_dec(ptr %adata, i64 %alen, i64 %acap, i64 8, ptr null)
  call void @ori_buffer_rc_dec(ptr %bdata, i64 %blen, i64 %bcap, i64 8, ptr null)
  %alive = call i64 @ori_rc_live_count()
  call i32 (ptr, ...) @printf(ptr @line, i64 %afirst, i64 %bfirst, i64 %alive)
  ret i32 0
}
