; The keys of the hash tables. Nothing else lies in this memory: a store of an element
; leaves them as they are. Before they are set they are constants, for lookups of strings
; in constructors that run before the library's.

@"libori.org/rt/runtime.keys" = internal global [8 x i64] [i64 -7046029254386353131, i64 -4417276706812531889, i64 1609587929392839161, i64 -8796714831421723037, i64 2870177450012600261, i64 -7723592293110705685, i64 1442695040888963407, i64 6364136223846793005], align 64
@"libori.org/rt/runtime.keyState" = internal global i64 0, align 8

define i64 @"libori.org/rt/runtime.HashKey"(i64 %i, ptr %ctx) alwaysinline nounwind {
  %p = getelementptr inbounds i64, ptr @"libori.org/rt/runtime.keys", i64 %i
  %key = load i64, ptr %p, align 8, !tbaa !7
  ret i64 %key
}

define void @"libori.org/rt/runtime.setHashKey"(i64 %i, i64 %key, ptr %ctx) alwaysinline nounwind {
  %p = getelementptr inbounds i64, ptr @"libori.org/rt/runtime.keys", i64 %i
  store i64 %key, ptr %p, align 8, !tbaa !7
  ret void
}

define i64 @"libori.org/rt/runtime.loadKeyState"(ptr %ctx) alwaysinline nounwind {
  %state = load atomic i64, ptr @"libori.org/rt/runtime.keyState" unordered, align 8, !tbaa !7
  ret i64 %state
}

define void @"libori.org/rt/runtime.storeKeyState"(i64 %state, ptr %ctx) alwaysinline nounwind {
  store atomic i64 %state, ptr @"libori.org/rt/runtime.keyState" unordered, align 8, !tbaa !7
  ret void
}

; AT_RANDOM is 25.
define ptr @"libori.org/rt/runtime.atRandom"(ptr %ctx) alwaysinline nounwind {
  %address = call i64 @getauxval(i64 25)
  %p = inttoptr i64 %address to ptr
  ret ptr %p
}

declare i64 @getauxval(i64) nounwind willreturn

!7 = !{!8, !8, i64 0}
!8 = !{!"hash keys", !0, i64 0}
