; What the Go compiler branches to when a check fails: a trap, in a function whose
; name tells the debugger why.

define void @runtime.nilPanic(ptr %ctx) noinline cold noreturn nounwind {
  call void @llvm.trap()
  unreachable
}

define void @runtime.lookupPanic(ptr %ctx) noinline cold noreturn nounwind {
  call void @llvm.trap()
  unreachable
}

define void @runtime.slicePanic(ptr %ctx) noinline cold noreturn nounwind {
  call void @llvm.trap()
  unreachable
}

define void @runtime.sliceToArrayPointerPanic(ptr %ctx) noinline cold noreturn nounwind {
  call void @llvm.trap()
  unreachable
}

define void @runtime.unsafeSlicePanic(ptr %ctx) noinline cold noreturn nounwind {
  call void @llvm.trap()
  unreachable
}

define void @runtime.divideByZeroPanic(ptr %ctx) noinline cold noreturn nounwind {
  call void @llvm.trap()
  unreachable
}

define void @runtime.negativeShiftPanic(ptr %ctx) noinline cold noreturn nounwind {
  call void @llvm.trap()
  unreachable
}

define void @runtime._panic(ptr %type, ptr %value, ptr %ctx) noinline cold noreturn nounwind {
  call void @llvm.trap()
  unreachable
}

define i1 @runtime.memequal(ptr %a, ptr %b, i64 %size, ptr %ctx) alwaysinline nounwind {
  %order = call i32 @memcmp(ptr %a, ptr %b, i64 %size)
  %equal = icmp eq i32 %order, 0
  ret i1 %equal
}

declare i32 @memcmp(ptr nocapture, ptr nocapture, i64) nounwind willreturn memory(argmem: read)
declare void @llvm.trap()
