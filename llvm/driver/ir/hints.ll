; What passes between the code and the optimiser.

define i1 @"orirt/runtime.Likely"(i1 %b, ptr %ctx) alwaysinline nounwind {
  %expected = call i1 @llvm.expect.i1(i1 %b, i1 true)
  ret i1 %expected
}

; Answered where the code ends up: true if inlining has made a constant of v,
; false by a pass near the end of the pipeline otherwise.
define i1 @"orirt/runtime.Constant"(i64 %v, ptr %ctx) alwaysinline nounwind {
  %known = call i1 @llvm.is.constant.i64(i64 %v)
  ret i1 %known
}

declare i1 @llvm.expect.i1(i1, i1)
declare i1 @llvm.is.constant.i64(i64)

define ptr @"orirt/runtime.Pick"(i1 %b, ptr %yes, ptr %no, ptr %ctx) alwaysinline nounwind {
  %picked = select i1 %b, ptr %yes, ptr %no, !unpredictable !{}
  ret ptr %picked
}

define ptr @"orirt/runtime.Present"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %is = icmp ne ptr %p, null
  call void @llvm.assume(i1 %is)
  ret ptr %p
}

declare void @llvm.assume(i1)
