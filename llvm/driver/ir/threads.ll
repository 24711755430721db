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

; Where the library is part of a program, the linker turns the general model into
; an addition to the thread pointer. In a shared library the C library hands the
; block out when a thread first asks for it: no part of the small space that is
; set aside for plug-ins is used up, and any number of copies can be loaded.
@"libori.org/rt/runtime.local" = internal thread_local global [${LocalBytes} x i8] zeroinitializer, align ${StackAlign}

define ptr @"libori.org/rt/runtime.Local"(ptr %ctx) alwaysinline nounwind {
  %p = call ptr @llvm.threadlocal.address.p0(ptr @"libori.org/rt/runtime.local")
  ret ptr %p
}

define i64 @"libori.org/rt/runtime.frameAddress"(ptr %ctx) alwaysinline nounwind {
  %frame = call ptr @llvm.frameaddress.p0(i32 0)
  %address = ptrtoint ptr %frame to i64
  ret i64 %address
}

declare ptr @llvm.frameaddress.p0(i32 immarg)
declare ptr @llvm.thread.pointer()
declare nonnull ptr @llvm.threadlocal.address.p0(ptr nonnull)
