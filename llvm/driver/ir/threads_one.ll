; A program that never has a second thread.

define i1 @"libori.org/rt/runtime.SingleThreaded"(ptr %ctx) alwaysinline nounwind {
  ret i1 true
}
