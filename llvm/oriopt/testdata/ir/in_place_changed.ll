; Something is called between the copy and the call: the element may be another one by then.
; passes: counts
; gives: %n = call i64 @size(ptr %one)
declare void @elsewhere()
define internal i64 @size(ptr noalias nocapture readonly align 8 dereferenceable(32) %tree) noinline {
  %len.at = getelementptr i8, ptr %tree, i64 8
  %len = load i64, ptr %len.at
  %data.at = getelementptr i8, ptr %tree, i64 24
  %data = load ptr, ptr %data.at
  %n = load i64, ptr %tree
  %any = icmp eq i64 %len, 0
  br i1 %any, label %none, label %some
none:
  ret i64 %n
some:
  %one = alloca [4 x i64]
  %from.0 = getelementptr i8, ptr %data, i64 32
  %word.0 = load i64, ptr %from.0, align 8
  %to.0 = getelementptr i8, ptr %one, i64 0
  store i64 %word.0, ptr %to.0, align 8
  %from.1 = getelementptr i8, ptr %data, i64 40
  %word.1 = load i64, ptr %from.1, align 8
  %to.1 = getelementptr i8, ptr %one, i64 8
  store i64 %word.1, ptr %to.1, align 8
  %from.2 = getelementptr i8, ptr %data, i64 48
  %word.2 = load i64, ptr %from.2, align 8
  %to.2 = getelementptr i8, ptr %one, i64 16
  store i64 %word.2, ptr %to.2, align 8
  %from.3 = getelementptr i8, ptr %data, i64 56
  %word.3 = load ptr, ptr %from.3, align 8
  %to.3 = getelementptr i8, ptr %one, i64 24
  store ptr %word.3, ptr %to.3, align 8
  %got = call i64 @size(ptr %one)
  %sum = add i64 %n, %got
  ret i64 %sum
}
define i64 @part(ptr %data) {
  %one = alloca [4 x i64]
  %from.0 = getelementptr i8, ptr %data, i64 32
  %word.0 = load i64, ptr %from.0, align 8
  %to.0 = getelementptr i8, ptr %one, i64 0
  store i64 %word.0, ptr %to.0, align 8
  %from.1 = getelementptr i8, ptr %data, i64 40
  %word.1 = load i64, ptr %from.1, align 8
  %to.1 = getelementptr i8, ptr %one, i64 8
  store i64 %word.1, ptr %to.1, align 8
  %from.2 = getelementptr i8, ptr %data, i64 48
  %word.2 = load i64, ptr %from.2, align 8
  %to.2 = getelementptr i8, ptr %one, i64 16
  store i64 %word.2, ptr %to.2, align 8
  %from.3 = getelementptr i8, ptr %data, i64 56
  %word.3 = load ptr, ptr %from.3, align 8
  %to.3 = getelementptr i8, ptr %one, i64 24
  store ptr %word.3, ptr %to.3, align 8
  call void @elsewhere()
  %n = call i64 @size(ptr %one)
  ret i64 %n
}
