; Reference counts that several threads share. FENCE is an acquire fence, or
; where ThreadSanitizer watches, which does not understand fences, an acquire load
; of the count.

; Relaxed is weaker than C's here: unordered, as plain fields in Java. Every count
; has one word, nobody spins on it, and what is read only chooses a path; so LLVM
; may merge loads of it and forward stores to it, as in a retain and a release
; that follow each other.
define i64 @"libori.org/rt/runtime.LoadRelaxed"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %v = load atomic i64, ptr %p unordered, align 8, !tbaa !1
  ret i64 %v
}

define i64 @"libori.org/rt/runtime.LoadAcquire"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %v = load atomic i64, ptr %p acquire, align 8, !tbaa !1
  ret i64 %v
}

; The uniqueness test before a write in place must not let our writes to a buffer come before the last
; reads of an owner that has left. Those writes depend on the test's branch, and
; LLVM moves no store above a branch it depends on; x86-64 makes every load an
; acquire and moves no store before an earlier load. So nothing more is needed
; than a load that is not torn: unordered here, and acquire where ThreadSanitizer
; watches. Unlike acquire it leaves LLVM free to keep the triple
; in registers and to drop stores of words that did not change: a set in a loop
; becomes four times as fast.
define i64 @"libori.org/rt/runtime.LoadOwners"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %v = load atomic i64, ptr %p ACQUIRE, align 8, !tbaa !1
  ret i64 %v
}

define void @"libori.org/rt/runtime.StoreRelaxed"(ptr %p, i64 %v, ptr %ctx) alwaysinline nounwind {
  store atomic i64 %v, ptr %p unordered, align 8, !tbaa !1
  ret void
}

define i64 @"libori.org/rt/runtime.AddRelaxed"(ptr %p, i64 %d, ptr %ctx) alwaysinline nounwind {
  %v = atomicrmw add ptr %p, i64 %d monotonic, align 8, !tbaa !1
  ret i64 %v
}

define i64 @"libori.org/rt/runtime.AddRelease"(ptr %p, i64 %d, ptr %ctx) alwaysinline nounwind {
  %v = atomicrmw add ptr %p, i64 %d release, align 8, !tbaa !1
  ret i64 %v
}

define void @"libori.org/rt/runtime.FenceAcquire"(ptr %p, ptr %ctx) alwaysinline nounwind {
  FENCE
  ret void
}
