; Reference counts of a program that never has a second thread: plain loads and
; stores, which the optimiser may merge and remove.

define i64 @"orirt/runtime.LoadRelaxed"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %v = load i64, ptr %p, align 8, !tbaa !1
  ret i64 %v
}

define i64 @"orirt/runtime.LoadAcquire"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %v = load i64, ptr %p, align 8, !tbaa !1
  ret i64 %v
}

define i64 @"orirt/runtime.LoadOwners"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %v = load i64, ptr %p, align 8, !tbaa !1
  ret i64 %v
}

define void @"orirt/runtime.StoreRelaxed"(ptr %p, i64 %v, ptr %ctx) alwaysinline nounwind {
  store i64 %v, ptr %p, align 8, !tbaa !1
  ret void
}

define i64 @"orirt/runtime.AddRelaxed"(ptr %p, i64 %d, ptr %ctx) alwaysinline nounwind {
  %v = load i64, ptr %p, align 8, !tbaa !1
  %sum = add i64 %v, %d
  store i64 %sum, ptr %p, align 8, !tbaa !1
  ret i64 %v
}

define i64 @"orirt/runtime.AddRelease"(ptr %p, i64 %d, ptr %ctx) alwaysinline nounwind {
  %v = load i64, ptr %p, align 8, !tbaa !1
  %sum = add i64 %v, %d
  store i64 %sum, ptr %p, align 8, !tbaa !1
  ret i64 %v
}

define void @"orirt/runtime.FenceAcquire"(ptr %p, ptr %ctx) alwaysinline nounwind {
  ret void
}
