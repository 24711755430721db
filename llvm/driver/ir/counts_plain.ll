; Reference counts of a program that never has a second thread: plain loads and
; stores, which the optimiser may merge and remove.

define i64 @"libori.org/rt/runtime.LoadRelaxed"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %v = load i64, ptr %p, align 8, !tbaa !1
  ret i64 %v
}

define i64 @"libori.org/rt/runtime.LoadAcquire"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %v = load i64, ptr %p, align 8, !tbaa !1
  ret i64 %v
}

define i64 @"libori.org/rt/runtime.LoadOwners"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %v = load i64, ptr %p, align 8, !tbaa !1
  ret i64 %v
}

define void @"libori.org/rt/runtime.StoreRelaxed"(ptr %p, i64 %v, ptr %ctx) alwaysinline nounwind {
  store i64 %v, ptr %p, align 8, !tbaa !1
  ret void
}

define i64 @"libori.org/rt/runtime.AddRelaxed"(ptr %p, i64 %d, ptr %ctx) alwaysinline nounwind {
  %v = load i64, ptr %p, align 8, !tbaa !1
  %sum = add i64 %v, %d
  store i64 %sum, ptr %p, align 8, !tbaa !1
  ret i64 %v
}

define i64 @"libori.org/rt/runtime.AddRelease"(ptr %p, i64 %d, ptr %ctx) alwaysinline nounwind {
  %v = load i64, ptr %p, align 8, !tbaa !1
  %sum = add i64 %v, %d
  store i64 %sum, ptr %p, align 8, !tbaa !1
  ret i64 %v
}

define void @"libori.org/rt/runtime.FenceAcquire"(ptr %p, ptr %ctx) alwaysinline nounwind {
  ret void
}
