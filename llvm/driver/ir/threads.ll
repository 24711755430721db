; What differs between threads.

; The thread pointers of two threads differ by the size of a stack and its guard
; page, an odd number of pages: 64 threads in a row get 64 different slots.
define i64 @"libori.org/rt/runtime.ThreadSlot"(ptr %ctx) alwaysinline nounwind {
  %thread = call ptr @llvm.thread.pointer()
  %address = ptrtoint ptr %thread to i64
  %page = lshr i64 %address, 12
  %slot = and i64 %page, 63
  ret i64 %slot
}

; The initial-exec model reaches the block with one load, in programs and in
; shared libraries that are there at start.
@"libori.org/rt/runtime.local" = internal thread_local(initialexec) global [${LocalBytes} x i8] zeroinitializer, align ${StackAlign}

define ptr @"libori.org/rt/runtime.Local"(ptr %ctx) alwaysinline nounwind {
  %p = call ptr @llvm.threadlocal.address.p0(ptr @"libori.org/rt/runtime.local")
  ret ptr %p
}

declare ptr @llvm.thread.pointer()
declare nonnull ptr @llvm.threadlocal.address.p0(ptr nonnull)
