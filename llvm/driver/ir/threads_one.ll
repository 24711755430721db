; A program that never has a second thread.

define i1 @"orirt/runtime.SingleThreaded"(ptr %ctx) alwaysinline nounwind {
  ret i1 true
}
