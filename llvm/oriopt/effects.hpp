// What an instruction may do to counts: which buffers it may test or whose
// references it may drop. Adding a reference is no effect, since what a count
// was raised by somebody else changes no answer that matters here.
//
// Buffers are told apart by the size of their elements. The contracts have one
// buffer always called with one size, so two buffers of different sizes are
// different memory, whoever holds them.
#include "pass.h"

#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"
#include "llvm/TargetParser/Triple.h"

using namespace llvm;

namespace oriopt {

namespace {

constexpr Classes Maps = 1, Boxes = 2;
constexpr unsigned FirstSize = 2, SizeBits = 60;

bool isMap(const Call &C) { return C.name().starts_with("ori_map_"); }
bool isText(const Call &C) { return C.name().starts_with("ori_str_"); }

// onHeader reports whether P points into a header: in front of what a base
// points to. A back end's own test for uniqueness looks like this.
bool onHeader(const Value *P) {
  for (unsigned Depth = 0; Depth < 8; Depth++) {
    auto *GEP = dyn_cast<GEPOperator>(P);
    if (!GEP)
      return false;
    APInt Off(64, 0);
    for (const Use &Index : GEP->indices())
      if (auto *N = dyn_cast<ConstantInt>(Index); N && N->isNegative())
        return true;
    P = GEP->getPointerOperand();
  }
  return false;
}

// quiet reports whether a C library function, known by name, calls nothing back.
bool quiet(const Function &F) {
  static const TargetLibraryInfoImpl Impl{llvm::Triple("x86_64-unknown-linux-gnu")};
  static const TargetLibraryInfo TLI(Impl);
  LibFunc LF;
  return F.isDeclaration() && TLI.getLibFunc(F, LF);
}

} // namespace

Value *countedBy(const Call &C) {
  if (Value *Data = C.arg("data"))
    return Data->stripPointerCasts();
  if (Value *S = C.arg("s")) {
    if (Words W = wordsAt(C, S))
      return W.Data;
    if (isa<AllocaInst>(S) && !isCallSlot(S))
      return S; // a string in a slot of the function's own: known by the slot
  }
  return nullptr;
}

bool isRetain(const Call &C) { return C && C.E->has(Retains); }

bool isRelease(const Call &C) { return C && C.E->has(Drops) && !C.is("ori_rc_free"); }

Classes Effects::list(uint64_t Size) const {
  if (!Size)
    return AllClasses;
  unsigned N = Sizes.try_emplace(Size, Sizes.size()).first->second;
  return N < SizeBits ? Classes(1) << (FirstSize + N) : AllClasses;
}

Classes Effects::classOf(const Call &C) const {
  if (isMap(C))
    return Maps;
  if (isText(C))
    return list(1);
  if (C.is("ori_rc_dec") || C.is("ori_box_unshare"))
    // Without a drop function it may be anything that is counted.
    return C.is("ori_box_unshare") || C.calls("drop") ? Boxes : AllClasses;
  if (C.is("ori_rc_free") || C.is("ori_rc_realloc"))
    return Boxes;
  return list(C.elemSize());
}

Classes Effects::summary(const Function *F) const {
  auto It = Known.find(F);
  return It == Known.end() ? AllClasses : It->second;
}

bool Effects::set(const Function *F, Classes C) {
  Classes &Old = Known[F];
  bool Grew = C & ~Old;
  Old |= C;
  return Grew;
}

void Effects::assumeNothing(const Module &M) {
  for (const Function &F : M)
    if (!F.isDeclaration() && F.hasExactDefinition() && !lookup(F.getName()))
      Known[&F] = 0;
}

Classes Effects::callback(const Call &C, StringRef Name) const {
  Value *Fn = C.arg(Name);
  if (!Fn || isa<ConstantPointerNull>(Fn))
    return 0;
  auto *F = dyn_cast<Function>(Fn->stripPointerCasts());
  if (!F)
    return AllClasses;
  if (const Export *E = lookup(F->getName()))
    return E->has(Drops) ? list(1) : 0; // the library's callbacks are those of strings and integers
  return summary(F);
}

Classes Effects::of(const Instruction &I) const {
  if (I.isAtomic() || I.isVolatile())
    return AllClasses;
  if (auto *L = dyn_cast<LoadInst>(&I))
    return onHeader(L->getPointerOperand()) ? AllClasses : 0;
  if (auto *S = dyn_cast<StoreInst>(&I))
    return onHeader(S->getPointerOperand()) ? AllClasses : 0;
  auto *CB = dyn_cast<CallBase>(&I);
  if (!CB)
    return isa<FenceInst>(I) || isa<ResumeInst>(I) ? AllClasses : 0;
  if (Call C(CB); C) {
    Classes Found = 0;
    for (StringRef Fn : {"eq", "hash", "cmp", "key_eq", "key_hash", "val_eq"})
      Found |= callback(C, Fn);
    if (C.E->has(Tests))
      return AllClasses;
    bool Drops_ = isRelease(C);
    if (!Drops_ && !C.E->has(Copies) && !C.is("ori_rc_free") && !C.is("ori_rc_realloc"))
      return Found;
    // NULL has no count.
    auto null = [&](StringRef Data) {
      Value *V = C.arg(Data);
      return V && isa<ConstantPointerNull>(V->stripPointerCasts());
    };
    bool Nothing = C.arg("data") ? null("data") : C.arg("data1") ? null("data1") && null("data2") : false;
    if (!Nothing)
      Found |= classOf(C);
    if (Drops_ || C.E->has(Releases))
      for (StringRef Fn : {"dec", "drop", "key_dec", "val_dec"})
        Found |= callback(C, Fn);
    return Found;
  }
  if (isa<IntrinsicInst>(CB))
    return 0;
  if (CB->isInlineAsm())
    // Without memory and with no pointers, asm computes a number.
    return CB->onlyAccessesInaccessibleMemory() || CB->doesNotAccessMemory() ? 0 : AllClasses;
  const Function *F = CB->getCalledFunction();
  if (!F)
    return AllClasses;
  if (const Export *E = lookup(F->getName()))
    return E ? AllClasses : 0; // called with other parameters than it has
  if (!F->isDeclaration())
    return summary(F);
  return CB->doesNotAccessMemory() || quiet(*F) ? 0 : AllClasses;
}

} // namespace oriopt
