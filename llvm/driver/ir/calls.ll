; Calls through pointers, and fatal errors.

; Callbacks must not unwind. Nothing is said about what they do with the
; addresses they get, nor about the memory they touch.

define void @"libori.org/rt/runtime.callElem"(ptr %fn, ptr %elem, ptr %ctx) alwaysinline nounwind {
  call void %fn(ptr noundef %elem) nounwind
  ret void
}

define i1 @"libori.org/rt/runtime.callEq"(ptr %fn, ptr %stored, ptr %needle, ptr %ctx) alwaysinline nounwind {
  %equal = call zeroext i1 %fn(ptr noundef %stored, ptr noundef %needle) nounwind
  ret i1 %equal
}

define i64 @"libori.org/rt/runtime.callHash"(ptr %fn, ptr %elem, ptr %ctx) alwaysinline nounwind {
  %hash = call i64 %fn(ptr noundef %elem) nounwind
  ret i64 %hash
}

define i32 @"libori.org/rt/runtime.callCmp"(ptr %fn, ptr %a, ptr %b, ptr %ctx) alwaysinline nounwind {
  %order = call i32 %fn(ptr noundef %a, ptr noundef %b) nounwind
  ret i32 %order
}

define void @"libori.org/rt/runtime.callCopy"(ptr %fn, ptr %op, ptr %data, i64 %bytes, ptr %user, ptr %ctx) alwaysinline nounwind {
  call void %fn(ptr noundef %op, ptr noundef %data, i64 noundef %bytes, ptr noundef %user) nounwind
  ret void
}

; The program's own allocator: its memory is as new as malloc's.
define ptr @"libori.org/rt/runtime.callAlloc"(ptr %fn, i64 %size, i64 %align, ptr %user, ptr %ctx) alwaysinline nounwind {
  %p = call noalias ptr %fn(i64 noundef %size, i64 noundef %align, ptr noundef %user) nounwind
  ret ptr %p
}

define ptr @"libori.org/rt/runtime.callRealloc"(ptr %fn, ptr %p, i64 %old, i64 %new, ptr %user, ptr %ctx) alwaysinline nounwind {
  %q = call noalias ptr %fn(ptr noundef %p, i64 noundef %old, i64 noundef %new, ptr noundef %user) nounwind
  ret ptr %q
}

define void @"libori.org/rt/runtime.callFree"(ptr %fn, ptr %p, ptr %user, ptr %ctx) alwaysinline nounwind {
  call void %fn(ptr noundef %p, ptr noundef %user) nounwind
  ret void
}

define i32 @"libori.org/rt/runtime.callCmpBy"(ptr %fn, ptr %a, ptr %b, ptr %user, ptr %ctx) alwaysinline nounwind {
  %order = call i32 %fn(ptr noundef %a, ptr noundef %b, ptr noundef %user) nounwind
  ret i32 %order
}

define i1 @"libori.org/rt/runtime.callTest"(ptr %fn, ptr %elem, ptr %user, ptr %ctx) alwaysinline nounwind {
  %wanted = call zeroext i1 %fn(ptr noundef %elem, ptr noundef %user) nounwind
  ret i1 %wanted
}

define i1 @"libori.org/rt/runtime.callEntryTest"(ptr %fn, ptr %key, ptr %val, ptr %user, ptr %ctx) alwaysinline nounwind {
  %wanted = call zeroext i1 %fn(ptr noundef %key, ptr noundef %val, ptr noundef %user) nounwind
  ret i1 %wanted
}

; The library's own callbacks. A library that is built without them has none.

declare extern_weak i1 @ori_i64_eq(ptr, ptr)
declare extern_weak i64 @ori_i64_hash(ptr)
declare extern_weak i32 @ori_i64_compare(ptr, ptr)

define ptr @"libori.org/rt/runtime.int64Eq"(ptr %ctx) alwaysinline nounwind {
  ret ptr @ori_i64_eq
}

define ptr @"libori.org/rt/runtime.int64Hash"(ptr %ctx) alwaysinline nounwind {
  ret ptr @ori_i64_hash
}

define ptr @"libori.org/rt/runtime.int64Compare"(ptr %ctx) alwaysinline nounwind {
  ret ptr @ori_i64_compare
}

@"libori.org/rt/runtime.unused" = private constant i8 0

define ptr @"libori.org/rt/runtime.unusedAddress"(ptr %ctx) alwaysinline nounwind {
  ret ptr @"libori.org/rt/runtime.unused"
}

; The fatal handler may leave by longjmp.
define void @"libori.org/rt/runtime.callFatal"(ptr %fn, ptr %message, i64 %size, ptr %ctx) alwaysinline nounwind {
  call void %fn(ptr noundef %message, i64 noundef %size) nounwind
  ret void
}

define void @"libori.org/rt/runtime.writeError"(ptr %text, i64 %size, ptr %ctx) alwaysinline nounwind {
  %written = call i64 @write(i32 2, ptr %text, i64 %size)
  ret void
}

define void @"libori.org/rt/runtime.abort"(ptr %ctx) alwaysinline noreturn nounwind cold {
  call void @abort()
  unreachable
}

declare i64 @write(i32, ptr nocapture readonly, i64) nounwind
declare void @abort() noreturn nounwind cold
