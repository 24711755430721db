; Addresses, memory and copying: bodies of package runtime's declarations in
; native.go.
;
; Here and in the other files, each function has the trailing context parameter
; that TinyGo gives every Go function, and is always inlined, so that what is
; constant at the caller (a size, a callback) is constant in it.

; Comparing addresses gives none away, and PTRTOADDR (ptrtoaddr since LLVM 22,
; before that ptrtoint) no more than the number.

define i64 @"libori.org/rt/runtime.Offset"(ptr %p, ptr %base, ptr %ctx) alwaysinline nounwind {
  %there = PTRTOADDR ptr %p to i64
  %here = PTRTOADDR ptr %base to i64
  %offset = sub i64 %there, %here
  ret i64 %offset
}

define i1 @"libori.org/rt/runtime.Within"(ptr %p, ptr %base, i64 %size, ptr %ctx) alwaysinline nounwind {
  %end = getelementptr i8, ptr %base, i64 %size
  %not_before = icmp uge ptr %p, %base
  %not_after = icmp ult ptr %p, %end
  %within = and i1 %not_before, %not_after
  ret i1 %within
}

define ptr @"libori.org/rt/runtime.systemMalloc"(i64 %size, ptr %ctx) alwaysinline nounwind {
  %p = call noalias ptr @malloc(i64 %size)
  ret ptr %p
}

define ptr @"libori.org/rt/runtime.systemMallocAligned"(i64 %align, i64 %size, ptr %ctx) alwaysinline nounwind {
  %p = call noalias ptr @aligned_alloc(i64 %align, i64 %size)
  ret ptr %p
}

define ptr @"libori.org/rt/runtime.systemRealloc"(ptr %p, i64 %old, i64 %new, ptr %ctx) alwaysinline nounwind {
  %q = call noalias ptr @realloc(ptr %p, i64 %new)
  ret ptr %q
}

define void @"libori.org/rt/runtime.systemFree"(ptr %p, ptr %ctx) alwaysinline nounwind {
  call void @free(ptr %p)
  ret void
}

define void @"libori.org/rt/runtime.Copy"(ptr %dst, ptr %src, i64 %size, ptr %ctx) alwaysinline nounwind {
  call void @llvm.memcpy.p0.p0.i64(ptr %dst, ptr %src, i64 %size, i1 false), !tbaa !2
  ret void
}

define void @"libori.org/rt/runtime.Move"(ptr %dst, ptr %src, i64 %size, ptr %ctx) alwaysinline nounwind {
  call void @llvm.memmove.p0.p0.i64(ptr %dst, ptr %src, i64 %size, i1 false), !tbaa !2
  ret void
}

; Without a kind: what was elements becomes a header, and the other way round.
define void @"libori.org/rt/runtime.MoveOver"(ptr %dst, ptr %src, i64 %size, ptr %ctx) alwaysinline nounwind {
  call void @llvm.memmove.p0.p0.i64(ptr %dst, ptr %src, i64 %size, i1 false)
  ret void
}

define void @"libori.org/rt/runtime.StoreOver"(ptr %p, i64 %v, ptr %ctx) alwaysinline nounwind {
  store i64 %v, ptr %p, align 8
  ret void
}

define void @"libori.org/rt/runtime.MoveSmall"(ptr %dst, ptr %src, i64 %size, ptr %ctx) alwaysinline nounwind {
  call void @llvm.memmove.p0.p0.i64(ptr %dst, ptr %src, i64 %size, i1 false), !tbaa !5
  ret void
}

define void @"libori.org/rt/runtime.Fill"(ptr %dst, i8 %value, i64 %size, ptr %ctx) alwaysinline nounwind {
  call void @llvm.memset.p0.i64(ptr %dst, i8 %value, i64 %size, i1 false), !tbaa !2
  ret void
}

define i1 @"libori.org/rt/runtime.Equal"(ptr %a, ptr %b, i64 %size, ptr %ctx) alwaysinline nounwind {
  %order = call i32 @memcmp(ptr %a, ptr %b, i64 %size)
  %equal = icmp eq i32 %order, 0
  ret i1 %equal
}

define i32 @"libori.org/rt/runtime.Compare"(ptr %a, ptr %b, i64 %size, ptr %ctx) alwaysinline nounwind {
  %order = call i32 @memcmp(ptr %a, ptr %b, i64 %size)
  ret i32 %order
}

declare noalias ptr @malloc(i64 noundef) nounwind willreturn allockind("alloc,uninitialized") allocsize(0) memory(inaccessiblemem: readwrite) "alloc-family"="malloc"
declare noalias ptr @aligned_alloc(i64 noundef allocalign, i64 noundef) nounwind willreturn allockind("alloc,uninitialized,aligned") allocsize(1) memory(inaccessiblemem: readwrite) "alloc-family"="malloc"
declare noalias ptr @realloc(ptr nocapture allocptr noundef, i64 noundef) nounwind willreturn allockind("realloc") allocsize(1) memory(argmem: readwrite, inaccessiblemem: readwrite) "alloc-family"="malloc"
declare void @free(ptr nocapture allocptr noundef) nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite) "alloc-family"="malloc"
declare i32 @memcmp(ptr nocapture, ptr nocapture, i64) nounwind willreturn memory(argmem: read)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1 immarg)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1 immarg)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1 immarg)

; Counts and sizes lie in headers, elements never do: storing an element leaves
; the uniqueness test that was made before it as it is, so that a loop which
; stores elements makes the test once. Elements below 24 bytes hold no triple of a
; collection: storing one leaves every len, cap and data as it was. A front end
; that uses the same tree (llvm/irb/alias.go) gains most; the types have a root
; of their own, and may alias whatever other types a program has.
!0 = !{!"libori_rt"}
!1 = !{!3, !3, i64 0}
!2 = !{!4, !4, i64 0}
!3 = !{!"header", !0, i64 0}
!4 = !{!"element", !0, i64 0}
!5 = !{!6, !6, i64 0}
!6 = !{!"small element", !4, i64 0}
