; What passes between the code and the optimiser.

define i1 @"libori.org/rt/runtime.Likely"(i1 %b, ptr %ctx) alwaysinline nounwind {
  %expected = call i1 @llvm.expect.i1(i1 %b, i1 true)
  ret i1 %expected
}

define void @"libori.org/rt/runtime.Assume"(i1 %b, ptr %ctx) alwaysinline nounwind {
  call void @llvm.assume(i1 %b)
  ret void
}

; Answered where the code ends up: true if inlining has made a constant of v,
; false by a pass near the end of the pipeline otherwise.
define i1 @"libori.org/rt/runtime.Constant"(i64 %v, ptr %ctx) alwaysinline nounwind {
  %known = call i1 @llvm.is.constant.i64(i64 %v)
  ret i1 %known
}

; What follows is settled when the simplified module becomes two, the code to be
; inlined and the code to be called (optimize.go).

@"libori.org/rt/runtime.inlined" = external hidden constant i8

define i1 @"libori.org/rt/runtime.Inlined"(ptr %ctx) alwaysinline nounwind {
  %v = load i8, ptr @"libori.org/rt/runtime.inlined", align 1
  %inlined = icmp ne i8 %v, 0
  ret i1 %inlined
}

; Inlined late, because LLVM knows the same in a better way as long as it looks at
; one operation: 1 from the test on one path, a load on the other. In a loop it
; takes the load behind both.
define void @"libori.org/rt/runtime.AssumeOne"(ptr %p, ptr %ctx) noinline nounwind "ori-late" {
  %v = load atomic i64, ptr %p unordered, align 8, !tbaa !1
  %one = icmp eq i64 %v, 1
  call void @llvm.assume(i1 %one)
  ret void
}

declare i1 @llvm.expect.i1(i1, i1)
declare i1 @llvm.is.constant.i64(i64)

define ptr @"libori.org/rt/runtime.Pick"(i1 %b, ptr %yes, ptr %no, ptr %ctx) alwaysinline nounwind {
  %picked = select i1 %b, ptr %yes, ptr %no, !unpredictable !{}
  ret ptr %picked
}

define ptr @"libori.org/rt/runtime.Present"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %is = icmp ne ptr %p, null
  call void @llvm.assume(i1 %is)
  ret ptr %p
}

declare void @llvm.assume(i1)
