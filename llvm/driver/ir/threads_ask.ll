; glibc keeps the byte at 1 until the process starts its second thread. A C library
; without it (glibc before 2.32, musl) leaves the address null: then there may
; always be a second thread.

@__libc_single_threaded = extern_weak global i8, align 1

define i1 @"libori.org/rt/runtime.SingleThreaded"(ptr %ctx) alwaysinline nounwind {
  %there = icmp ne ptr @__libc_single_threaded, null
  br i1 %there, label %ask, label %done
ask:
  %byte = load i8, ptr @__libc_single_threaded, align 1
  %nonzero = icmp ne i8 %byte, 0
  br label %done
done:
  %single = phi i1 [ false, %0 ], [ %nonzero, %ask ]
  ret i1 %single
}
