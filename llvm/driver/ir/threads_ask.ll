; glibc keeps the byte at 1 until the process starts its second thread.

@__libc_single_threaded = external global i8, align 1

define i1 @"libori.org/rt/runtime.SingleThreaded"(ptr %ctx) alwaysinline nounwind {
  %byte = load i8, ptr @__libc_single_threaded, align 1
  %single = icmp ne i8 %byte, 0
  ret i1 %single
}
