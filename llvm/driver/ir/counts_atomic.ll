; Reference counts that several threads share. RELEASE is release, or acq_rel
; where ThreadSanitizer watches, which does not understand fences.

define i64 @"orirt/runtime.LoadRelaxed"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %v = load atomic i64, ptr %p monotonic, align 8
  ret i64 %v
}

define i64 @"orirt/runtime.LoadAcquire"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %v = load atomic i64, ptr %p acquire, align 8
  ret i64 %v
}

define void @"orirt/runtime.StoreRelaxed"(ptr %p, i64 %v, ptr %ctx) alwaysinline nounwind {
  store atomic i64 %v, ptr %p monotonic, align 8
  ret void
}

define i64 @"orirt/runtime.AddRelaxed"(ptr %p, i64 %d, ptr %ctx) alwaysinline nounwind {
  %v = atomicrmw add ptr %p, i64 %d monotonic, align 8
  ret i64 %v
}

define i64 @"orirt/runtime.AddRelease"(ptr %p, i64 %d, ptr %ctx) alwaysinline nounwind {
  %v = atomicrmw add ptr %p, i64 %d RELEASE, align 8
  ret i64 %v
}

define void @"orirt/runtime.FenceAcquire"(ptr %ctx) alwaysinline nounwind {
  fence acquire
  ret void
}
