; Four words at a time, in one vector register.

define i32 @"libori.org/rt/runtime.Match4"(ptr %p, i32 %want, i32 %mask, ptr %ctx) alwaysinline nounwind {
  %words = load <4 x i32>, ptr %p, align 4
  %want1 = insertelement <4 x i32> poison, i32 %want, i64 0
  %want4 = shufflevector <4 x i32> %want1, <4 x i32> poison, <4 x i32> zeroinitializer
  %mask1 = insertelement <4 x i32> poison, i32 %mask, i64 0
  %mask4 = shufflevector <4 x i32> %mask1, <4 x i32> poison, <4 x i32> zeroinitializer
  %bits = and <4 x i32> %words, %mask4
  %equal4 = icmp eq <4 x i32> %bits, %want4
  %equal = bitcast <4 x i1> %equal4 to i4
  %result = zext i4 %equal to i32
  ret i32 %result
}

define i32 @"libori.org/rt/runtime.Negative4"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %words = load <4 x i32>, ptr %p, align 4
  %negative4 = icmp slt <4 x i32> %words, zeroinitializer
  %negative = bitcast <4 x i1> %negative4 to i4
  %result = zext i4 %negative to i32
  ret i32 %result
}
