; Addresses, memory, copying, callbacks and fatal errors: the bodies of package runtime's
; declarations in native.go that are the same in every flavour of the library.
;
; Each carries the trailing context parameter that TinyGo gives every Go
; function. All are always inlined, so that what is constant at the caller
; (a size, a callback) is constant here.

declare noalias ptr @malloc(i64 noundef) nounwind willreturn allockind("alloc,uninitialized") allocsize(0) memory(inaccessiblemem: readwrite) "alloc-family"="malloc"
declare noalias ptr @aligned_alloc(i64 noundef allocalign, i64 noundef) nounwind willreturn allockind("alloc,uninitialized,aligned") allocsize(1) memory(inaccessiblemem: readwrite) "alloc-family"="malloc"
declare noalias ptr @realloc(ptr nocapture allocptr noundef, i64 noundef) nounwind willreturn allockind("realloc") allocsize(1) memory(argmem: readwrite, inaccessiblemem: readwrite) "alloc-family"="malloc"
declare void @free(ptr nocapture allocptr noundef) nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite) "alloc-family"="malloc"
declare i32 @memcmp(ptr nocapture, ptr nocapture, i64) nounwind willreturn memory(argmem: read)
declare i64 @write(i32, ptr nocapture readonly, i64) nounwind
declare void @abort() noreturn nounwind cold

; Comparing addresses gives none away, and PTRTOADDR (ptrtoaddr since LLVM 22,
; before that ptrtoint) no more than the number.

define i64 @"orirt/runtime.Offset"(ptr %p, ptr %base, ptr %ctx) alwaysinline nounwind {
  %there = PTRTOADDR ptr %p to i64
  %here = PTRTOADDR ptr %base to i64
  %offset = sub i64 %there, %here
  ret i64 %offset
}

define i1 @"orirt/runtime.Within"(ptr %p, ptr %base, i64 %size, ptr %ctx) alwaysinline nounwind {
  %end = getelementptr i8, ptr %base, i64 %size
  %not_before = icmp uge ptr %p, %base
  %not_after = icmp ult ptr %p, %end
  %within = and i1 %not_before, %not_after
  ret i1 %within
}

define ptr @"orirt/runtime.Malloc"(i64 %size, ptr %ctx) alwaysinline nounwind {
  %p = call noalias ptr @malloc(i64 %size)
  ret ptr %p
}

define ptr @"orirt/runtime.MallocAligned"(i64 %align, i64 %size, ptr %ctx) alwaysinline nounwind {
  %p = call noalias ptr @aligned_alloc(i64 %align, i64 %size)
  ret ptr %p
}

define ptr @"orirt/runtime.Realloc"(ptr %p, i64 %old, i64 %new, ptr %ctx) alwaysinline nounwind {
  %q = call noalias ptr @realloc(ptr %p, i64 %new)
  ret ptr %q
}

define void @"orirt/runtime.Free"(ptr %p, ptr %ctx) alwaysinline nounwind {
  call void @free(ptr %p)
  ret void
}

define void @"orirt/runtime.Copy"(ptr %dst, ptr %src, i64 %size, ptr %ctx) alwaysinline nounwind {
  call void @llvm.memcpy.p0.p0.i64(ptr %dst, ptr %src, i64 %size, i1 false)
  ret void
}

define void @"orirt/runtime.Move"(ptr %dst, ptr %src, i64 %size, ptr %ctx) alwaysinline nounwind {
  call void @llvm.memmove.p0.p0.i64(ptr %dst, ptr %src, i64 %size, i1 false)
  ret void
}

define void @"orirt/runtime.Fill"(ptr %dst, i8 %value, i64 %size, ptr %ctx) alwaysinline nounwind {
  call void @llvm.memset.p0.i64(ptr %dst, i8 %value, i64 %size, i1 false)
  ret void
}

define i1 @"orirt/runtime.Equal"(ptr %a, ptr %b, i64 %size, ptr %ctx) alwaysinline nounwind {
  %order = call i32 @memcmp(ptr %a, ptr %b, i64 %size)
  %equal = icmp eq i32 %order, 0
  ret i1 %equal
}

define i32 @"orirt/runtime.Compare"(ptr %a, ptr %b, i64 %size, ptr %ctx) alwaysinline nounwind {
  %order = call i32 @memcmp(ptr %a, ptr %b, i64 %size)
  ret i32 %order
}

; Callbacks must not unwind. Nothing is said about what they do with the
; addresses they get, nor about the memory they touch.

define void @"orirt/runtime.callElem"(ptr %fn, ptr %elem, ptr %ctx) alwaysinline nounwind {
  call void %fn(ptr noundef %elem) nounwind
  ret void
}

define i1 @"orirt/runtime.callEq"(ptr %fn, ptr %stored, ptr %needle, ptr %ctx) alwaysinline nounwind {
  %equal = call zeroext i1 %fn(ptr noundef %stored, ptr noundef %needle) nounwind
  ret i1 %equal
}

define i64 @"orirt/runtime.callHash"(ptr %fn, ptr %elem, ptr %ctx) alwaysinline nounwind {
  %hash = call i64 %fn(ptr noundef %elem) nounwind
  ret i64 %hash
}

define i32 @"orirt/runtime.callCmp"(ptr %fn, ptr %a, ptr %b, ptr %ctx) alwaysinline nounwind {
  %order = call i32 %fn(ptr noundef %a, ptr noundef %b) nounwind
  ret i32 %order
}

; The fatal handler may leave by longjmp.
define void @"orirt/runtime.callFatal"(ptr %fn, ptr %message, i64 %size, ptr %ctx) alwaysinline nounwind {
  call void %fn(ptr noundef %message, i64 noundef %size) nounwind
  ret void
}

define void @"orirt/runtime.writeError"(ptr %text, i64 %size, ptr %ctx) alwaysinline nounwind {
  %written = call i64 @write(i32 2, ptr %text, i64 %size)
  ret void
}

define void @"orirt/runtime.abort"(ptr %ctx) alwaysinline noreturn nounwind cold {
  call void @abort()
  unreachable
}

define i1 @"orirt/runtime.Likely"(i1 %b, ptr %ctx) alwaysinline nounwind {
  %expected = call i1 @llvm.expect.i1(i1 %b, i1 true)
  ret i1 %expected
}

; The thread pointers of two threads differ by the size of a stack and its guard
; page, an odd number of pages: 64 threads in a row get 64 different slots.
define i64 @"orirt/runtime.ThreadSlot"(ptr %ctx) alwaysinline nounwind {
  %thread = call ptr @llvm.thread.pointer()
  %address = ptrtoint ptr %thread to i64
  %page = lshr i64 %address, 12
  %slot = and i64 %page, 63
  ret i64 %slot
}

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1 immarg)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1 immarg)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1 immarg)
declare i1 @llvm.expect.i1(i1, i1)
declare ptr @llvm.thread.pointer()

; The initial-exec model reaches the block with one load, in programs and in
; shared libraries that are there at start.
@"orirt/runtime.local" = internal thread_local(initialexec) global [768 x i8] zeroinitializer, align 16
declare nonnull ptr @llvm.threadlocal.address.p0(ptr nonnull)

define ptr @"orirt/runtime.Local"(ptr %ctx) alwaysinline nounwind {
  %p = call ptr @llvm.threadlocal.address.p0(ptr @"orirt/runtime.local")
  ret ptr %p
}
