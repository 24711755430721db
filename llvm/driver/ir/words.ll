; Many words at a time, in vector registers, and a word of twice the width.

define { i64, i64 } @"libori.org/rt/runtime.MulWide"(i64 %a, i64 %b, ptr %ctx) alwaysinline nounwind {
  %a.wide = zext i64 %a to i128
  %b.wide = zext i64 %b to i128
  %product = mul nuw i128 %a.wide, %b.wide
  %shifted = lshr i128 %product, 64
  %upper = trunc i128 %shifted to i64
  %lower = trunc i128 %product to i64
  %half = insertvalue { i64, i64 } poison, i64 %upper, 0
  %result = insertvalue { i64, i64 } %half, i64 %lower, 1
  ret { i64, i64 } %result
}

define i32 @"libori.org/rt/runtime.Match16x32"(ptr %p, i32 %want, i32 %mask, ptr %ctx) alwaysinline nounwind {
  %words = load <16 x i32>, ptr %p, align 4
  %want1 = insertelement <16 x i32> poison, i32 %want, i64 0
  %wants = shufflevector <16 x i32> %want1, <16 x i32> poison, <16 x i32> zeroinitializer
  %mask1 = insertelement <16 x i32> poison, i32 %mask, i64 0
  %masks = shufflevector <16 x i32> %mask1, <16 x i32> poison, <16 x i32> zeroinitializer
  %bits = and <16 x i32> %words, %masks
  %equals = icmp eq <16 x i32> %bits, %wants
  %equal = bitcast <16 x i1> %equals to i16
  %result = zext i16 %equal to i32
  ret i32 %result
}

define i32 @"libori.org/rt/runtime.Negative16x32"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %words = load <16 x i32>, ptr %p, align 4
  %negatives = icmp slt <16 x i32> %words, zeroinitializer
  %negative = bitcast <16 x i1> %negatives to i16
  %result = zext i16 %negative to i32
  ret i32 %result
}

define i32 @"libori.org/rt/runtime.Match8x64"(ptr %p, i64 %want, i64 %mask, ptr %ctx) alwaysinline nounwind {
  %words = load <8 x i64>, ptr %p, align 8
  %want1 = insertelement <8 x i64> poison, i64 %want, i64 0
  %wants = shufflevector <8 x i64> %want1, <8 x i64> poison, <8 x i32> zeroinitializer
  %mask1 = insertelement <8 x i64> poison, i64 %mask, i64 0
  %masks = shufflevector <8 x i64> %mask1, <8 x i64> poison, <8 x i32> zeroinitializer
  %bits = and <8 x i64> %words, %masks
  %equals = icmp eq <8 x i64> %bits, %wants
  %equal = bitcast <8 x i1> %equals to i8
  %result = zext i8 %equal to i32
  ret i32 %result
}

define i32 @"libori.org/rt/runtime.Negative8x64"(ptr %p, ptr %ctx) alwaysinline nounwind {
  %words = load <8 x i64>, ptr %p, align 8
  %negatives = icmp slt <8 x i64> %words, zeroinitializer
  %negative = bitcast <8 x i1> %negatives to i8
  %result = zext i8 %negative to i32
  ret i32 %result
}
