// Small wrappers are inlined, and slots become registers.
//
// Operations return their collection through memory:
//
//	call @ori_list_push_cow(%d, %l, %c, %elem, ..., ptr %list)
//
// so that the variable has to lie in memory as well. Here each call gets slots
// of its own, and the words go to the variable by loads and stores:
//
//	call @ori_list_push_cow(%d, %l, %c, %elem, ..., ptr %ori.slot)
//	%len = load ori.slot+0; store %len, %list+0; ...
//
// Now the variable's slot is promoted, and data is one value from one operation
// to the next: half of all analyses are LLVM's.
#include "pass.h"

#include "llvm/ADT/SCCIterator.h"
#include "llvm/Analysis/CallGraph.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/Cloning.h"

using namespace llvm;

namespace oriopt {

bool callsLibrary(const Function &F) {
  for (const Instruction &I : instructions(F))
    if (Call(&I))
      return true;
  return false;
}

bool mayChange(const Function &F) {
  if (F.isDeclaration() || F.hasOptNone() || F.isPresplitCoroutine() || F.hasFnAttribute(Attribute::Naked))
    return false;
  if (lookup(F.getName()))
    return false; // a body of the library's own
  if (F.callsFunctionThatReturnsTwice())
    return false;
  for (const BasicBlock &B : F)
    if (isa<IndirectBrInst>(B.getTerminator()) || isa<CallBrInst>(B.getTerminator()))
      return false;
  return true;
}

// ---- wrappers ----

namespace {

constexpr unsigned SmallWrapper = 40; // instructions
constexpr unsigned MaxLeaves = 24;

bool isWrapper(const Function &F) {
  if (!mayChange(F) || !F.hasLocalLinkage() || F.isVarArg() || F.hasFnAttribute(Attribute::NoInline))
    return false;
  unsigned N = 0;
  bool Calls = false;
  for (const Instruction &I : instructions(F)) {
    if (isa<DbgInfoIntrinsic>(I))
      continue;
    if (++N > SmallWrapper && !F.hasFnAttribute(Attribute::AlwaysInline))
      return false;
    if (isa<AllocaInst>(I) && !cast<AllocaInst>(I).isStaticAlloca())
      return false;
    if (auto *CB = dyn_cast<CallBase>(&I)) {
      if (CB->getCalledFunction() == &F)
        return false;
      Calls |= bool(Call(CB));
    }
  }
  return Calls;
}

} // namespace

bool inlineWrappers(Module &M, Log &L) {
  // Callees before callers, so that a wrapper of wrappers is whole when it is
  // looked at.
  CallGraph CG(M);
  SmallVector<Function *> Order;
  for (auto I = scc_begin(&CG); !I.isAtEnd(); ++I)
    for (CallGraphNode *N : *I)
      if (Function *F = N->getFunction(); F && mayChange(*F))
        Order.push_back(F);
  SmallPtrSet<Function *, 16> Wrappers;
  bool Changed = false;
  for (Function *F : Order) {
    SmallVector<CallBase *> Sites;
    for (Instruction &I : instructions(*F))
      if (auto *CB = dyn_cast<CallBase>(&I))
        if (Function *G = CB->getCalledFunction(); G && G != F && Wrappers.count(G) &&
                                               AttributeFuncs::areInlineCompatible(*F, *G) && !CB->isNoInline() && !CB->isMustTailCall())
          Sites.push_back(CB);
    for (CallBase *CB : Sites) {
      InlineFunctionInfo Info;
      if (InlineFunction(*CB, Info, false, nullptr, false).isSuccess()) {
        Changed = true;
        L.Changes++;
      }
    }
    if (isWrapper(*F))
      Wrappers.insert(F);
  }
  return Changed;
}

// ---- slots ----

namespace {

constexpr const char *CallSlot = "oriopt.slot";

// use is an argument of a library call that points into a slot.
struct PlaceUse {
  CallBase *CB;
  unsigned Arg;
  bool Written;
  uint64_t Offset;
  uint64_t Bytes; // that the call reads or writes
};

// countsString reports whether the call counts a string, whose place it takes as any
// callback takes an element.
bool countsString(const Call &C) { return C.is("ori_str_rc_inc") || C.is("ori_str_rc_dec"); }

// bytesOf returns how many bytes the call reads at an argument; 0: unknown.
uint64_t bytesOf(const Call &C, const Param &P) {
  if (P.T == Type::Str || P.T == Type::Out)
    return 24;
  auto constant = [&](StringRef Name) -> uint64_t {
    auto *N = dyn_cast_or_null<ConstantInt>(C.arg(Name));
    return N ? N->getLimitedValue() : 0;
  };
  StringRef Name = P.Name;
  if (Name == "elem" || Name == "needle")
    return constant("elem_size");
  if (Name == "key")
    return constant("key_size");
  if (Name == "val" || Name == "default_val")
    return constant("val_size");
  if (C.is("ori_str_eq") || C.is("ori_str_compare") || C.is("ori_str_hash") || countsString(C))
    return 24;
  return 0;
}

// collect finds the uses of a slot. False where its address goes elsewhere.
bool collect(AllocaInst &A, const DataLayout &DL, SmallVectorImpl<PlaceUse> &Uses) {
  auto Size = A.getAllocationSize(DL);
  if (!Size || Size->isScalable())
    return false;
  SmallVector<std::pair<Value *, uint64_t>> Work{{&A, 0}};
  while (!Work.empty()) {
    auto [V, Offset] = Work.pop_back_val();
    for (Use &U : V->uses()) {
      auto *I = cast<Instruction>(U.getUser());
      if (auto *GEP = dyn_cast<GetElementPtrInst>(I)) {
        APInt Off(64, 0);
        if (!GEP->accumulateConstantOffset(DL, Off) || GEP->getType()->isVectorTy())
          return false;
        Work.push_back({GEP, Offset + Off.getSExtValue()});
        continue;
      }
      if (auto *Load = dyn_cast<LoadInst>(I)) {
        if (Load->isVolatile() || Load->isAtomic())
          return false;
        continue;
      }
      if (auto *Store = dyn_cast<StoreInst>(I)) {
        if (Store->isVolatile() || Store->isAtomic() || Store->getValueOperand() == V)
          return false;
        continue;
      }
      if (auto *Mem = dyn_cast<MemIntrinsic>(I)) {
        if (Mem->isVolatile() || !isa<ConstantInt>(Mem->getLength()))
          return false;
        continue;
      }
      if (auto *II = dyn_cast<IntrinsicInst>(I))
        if (II->isLifetimeStartOrEnd() || isa<DbgInfoIntrinsic>(II))
          continue;
      Call C(I);
      if (!C || !isa<CallInst>(I) || !C.CB->isArgOperand(&U))
        return false;
      unsigned N = C.CB->getArgOperandNo(&U);
      const Param &P = C.E->Params[N];
      // What points into the place, as the bytes of a short string do, must stay good
      // as long as the place is.
      if (C.CB->getType()->isPointerTy() && P.O == Owner::Borrowed)
        return false;
      uint64_t Bytes = bytesOf(C, P);
      bool Out = P.T == Type::Out;
      if (!Bytes || Offset + Bytes > Size->getFixedValue() || (P.O == Owner::Filled && !Out) ||
          (P.T == Type::Pointer && !countsString(C)))
        return false;
      Uses.push_back({C.CB, N, Out, Offset, Bytes});
    }
  }
  return true;
}

AllocaInst *newSlot(Function &F, uint64_t Bytes) {
  IRBuilder<> B(&*F.getEntryBlock().getFirstInsertionPt());
  llvm::Type *T = Bytes % 8 ? ArrayType::get(B.getInt8Ty(), Bytes) : ArrayType::get(B.getInt64Ty(), Bytes / 8);
  AllocaInst *Slot = B.CreateAlloca(T, nullptr, "ori.slot");
  Slot->setAlignment(Align(Bytes % 8 ? 1 : Bytes % 16 ? 8 : 16));
  Slot->setMetadata(CallSlot, MDNode::get(F.getContext(), {}));
  return Slot;
}

// copyWords copies a value between places, word by word: the words become SSA values.
void copyWords(IRBuilder<> &B, Value *To, Align ToAlign, Value *From, Align FromAlign, uint64_t Bytes) {
  auto at = [&](Value *P, uint64_t Off) { return Off ? B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), P, Off) : P; };
  uint64_t Off = 0;
  while (Off < Bytes) {
    uint64_t Left = Bytes - Off, N = Left >= 8 ? 8 : Left >= 4 ? 4 : Left >= 2 ? 2 : 1;
    llvm::Type *T = B.getIntNTy(N * 8);
    if (N == 8 && Bytes == 24 && Off == 16)
      T = B.getPtrTy();
    Value *W = B.CreateAlignedLoad(T, at(From, Off), commonAlignment(FromAlign, Off));
    B.CreateAlignedStore(W, at(To, Off), commonAlignment(ToAlign, Off));
    Off += N;
  }
}

} // namespace

namespace {

// Leaf is a number or pointer in a struct, or in a struct in it.
struct Leaf {
  SmallVector<unsigned, 4> Path;
  uint64_t Offset;
  llvm::Type *T;
};

// leaves finds those of a struct. False where it has other parts, or too many.
bool leaves(llvm::Type *T, uint64_t Offset, SmallVector<unsigned, 4> Path, const DataLayout &DL, SmallVectorImpl<Leaf> &Found) {
  auto *S = dyn_cast<StructType>(T);
  if (!S) {
    Found.push_back({Path, Offset, T});
    return T->isSingleValueType() && !T->isVectorTy() && Found.size() <= MaxLeaves;
  }
  for (unsigned N = 0; N < S->getNumElements(); N++) {
    Path.push_back(N);
    if (!leaves(S->getElementType(N), Offset + DL.getStructLayout(S)->getElementOffset(N), Path, DL, Found))
      return false;
    Path.pop_back();
  }
  return true;
}

} // namespace

// splitAggregates turns loads and stores of whole structs into those of their
// fields, where these are numbers and pointers, also those of structs in them.
void splitAggregates(Function &F) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  SmallVector<Instruction *> Found;
  for (Instruction &I : instructions(F)) {
    if (auto *L = dyn_cast<LoadInst>(&I); L && L->isSimple() && L->getType()->isStructTy())
      Found.push_back(L);
    if (auto *S = dyn_cast<StoreInst>(&I); S && S->isSimple() && S->getValueOperand()->getType()->isStructTy())
      Found.push_back(S);
  }
  for (Instruction *I : Found) {
    IRBuilder<> B(I);
    auto *S = dyn_cast<StoreInst>(I);
    llvm::Type *T = S ? S->getValueOperand()->getType() : I->getType();
    SmallVector<Leaf, 8> Parts;
    if (!leaves(T, 0, {}, DL, Parts) || Parts.empty())
      continue;
    Value *P = getLoadStorePointerOperand(I), *Whole = PoisonValue::get(T);
    Align A = getLoadStoreAlignment(I);
    for (Leaf &Part : Parts) {
      Value *At = Part.Offset ? B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), P, Part.Offset) : P;
      Instruction *One;
      if (S) {
        One = B.CreateAlignedStore(B.CreateExtractValue(S->getValueOperand(), Part.Path), At, commonAlignment(A, Part.Offset));
      } else {
        auto *Load = B.CreateAlignedLoad(Part.T, At, commonAlignment(A, Part.Offset));
        Whole = B.CreateInsertValue(Whole, Load, Part.Path);
        One = Load;
      }
      One->setMetadata(LLVMContext::MD_tbaa, I->getMetadata(LLVMContext::MD_tbaa));
    }
    if (!S)
      I->replaceAllUsesWith(Whole);
    I->eraseFromParent();
  }
}

// onePlaceOneAddress writes each address at a constant offset from another as that offset in
// bytes, so that LLVM sees that two ways to a field are one.
void onePlaceOneAddress(Function &F) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  SmallVector<GetElementPtrInst *> Found;
  for (Instruction &I : instructions(F))
    if (auto *GEP = dyn_cast<GetElementPtrInst>(&I); GEP && GEP->getType()->isPointerTy())
      Found.push_back(GEP);
  for (GetElementPtrInst *GEP : Found) {
    APInt Offset(64, 0);
    bool InBounds = true;
    Value *Base = GEP;
    while (auto *G = dyn_cast<GetElementPtrInst>(Base)) {
      APInt Off(64, 0);
      if (!G->accumulateConstantOffset(DL, Off))
        break;
      Offset += Off;
      InBounds &= G->isInBounds();
      Base = G->getPointerOperand();
    }
    if (Base == GEP || (GEP->getPointerOperand() == Base && GEP->getSourceElementType()->isIntegerTy(8)))
      continue;
    IRBuilder<> B(GEP);
    Value *At = Base;
    if (Offset != 0) {
      auto *Word = ConstantInt::get(F.getContext(), Offset);
      At = InBounds ? B.CreateInBoundsGEP(B.getInt8Ty(), Base, Word) : B.CreateGEP(B.getInt8Ty(), Base, Word);
      At->takeName(GEP);
    }
    GEP->replaceAllUsesWith(At);
    GEP->eraseFromParent();
  }
}

bool isCallSlot(const Value *A) {
  auto *Slot = dyn_cast_or_null<AllocaInst>(A);
  return Slot && Slot->getMetadata(CallSlot);
}

bool slotsToRegisters(Function &F) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  SmallVector<AllocaInst *> Slots;
  for (Instruction &I : F.getEntryBlock())
    if (auto *A = dyn_cast<AllocaInst>(&I); A && A->isStaticAlloca() && !isCallSlot(A))
      Slots.push_back(A);
  bool Changed = false;
  // A string is counted by its words, wherever it lies.
  SmallVector<Call> Counting;
  for (Instruction &I : instructions(F))
    if (Call C(&I); C && countsString(C) && isa<CallInst>(I) && !isa<AllocaInst>(getUnderlyingObject(C.arg("s"))))
      Counting.push_back(C);
  for (Call &C : Counting) {
    AllocaInst *Slot = newSlot(F, 24);
    IRBuilder<> B(C.CB);
    copyWords(B, Slot, Slot->getAlign(), C.arg("s"), Align(8), 24);
    C.CB->setArgOperand(0, Slot);
    Changed = true;
  }
  for (AllocaInst *A : Slots) {
    SmallVector<PlaceUse> Uses;
    if (!collect(*A, DL, Uses) || Uses.empty())
      continue;
    // Elements that are only read by calls and have no other life stay where they
    // are: there is nothing to promote.
    for (PlaceUse &U : Uses) {
      if (U.Bytes > 64)
        continue;
      Value *Place = U.CB->getArgOperand(U.Arg);
      AllocaInst *Slot = newSlot(F, U.Bytes);
      U.CB->setArgOperand(U.Arg, Slot);
      Align A0 = commonAlignment(A->getAlign(), U.Offset);
      IRBuilder<> B(U.Written ? U.CB->getNextNode() : static_cast<Instruction *>(U.CB));
      B.SetCurrentDebugLocation(U.CB->getDebugLoc());
      if (U.Written)
        copyWords(B, Place, A0, Slot, Slot->getAlign(), U.Bytes);
      else
        copyWords(B, Slot, Slot->getAlign(), Place, A0, U.Bytes);
      Changed = true;
    }
  }
  return Changed;
}

namespace {

// copiedFrom returns the argument that the slot is a copy of, if nobody writes to
// either: the argument is read-only and no other name for it is written to.
Argument *copiedFrom(AllocaInst &A, const DataLayout &DL, SmallVectorImpl<StoreInst *> &Stores) {
  Argument *From = nullptr;
  SmallVector<std::pair<Value *, int64_t>> Work{{&A, 0}};
  while (!Work.empty()) {
    auto [V, Offset] = Work.pop_back_val();
    for (Use &U : V->uses()) {
      auto *I = cast<Instruction>(U.getUser());
      if (auto *GEP = dyn_cast<GetElementPtrInst>(I)) {
        APInt Off(64, 0);
        if (!GEP->accumulateConstantOffset(DL, Off))
          return nullptr;
        Work.push_back({GEP, Offset + Off.getSExtValue()});
        continue;
      }
      if (auto *Load = dyn_cast<LoadInst>(I)) {
        if (!Load->isSimple())
          return nullptr;
        continue;
      }
      if (auto *Store = dyn_cast<StoreInst>(I)) {
        auto *Load = dyn_cast<LoadInst>(Store->getValueOperand());
        int64_t Off = 0;
        if (!Store->isSimple() || !Load || !Load->isSimple())
          return nullptr;
        auto *Base = dyn_cast<Argument>(GetPointerBaseWithConstantOffset(Load->getPointerOperand(), Off, DL));
        if (!Base || Off != Offset || (From && Base != From) || !Base->hasNoAliasAttr() || !Base->onlyReadsMemory())
          return nullptr;
        From = Base;
        Stores.push_back(Store);
        continue;
      }
      if (auto *II = dyn_cast<IntrinsicInst>(I); II && (II->isLifetimeStartOrEnd() || isa<DbgInfoIntrinsic>(II)))
        return nullptr;
      Call C(I);
      if (!C || !C.CB->isArgOperand(&U) || C.E->Params[C.CB->getArgOperandNo(&U)].O != Owner::Borrowed || isRetain(C))
        return nullptr;
    }
  }
  return From;
}

} // namespace

bool readInPlace(Function &F) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  SmallVector<AllocaInst *> Slots;
  for (Instruction &I : F.getEntryBlock())
    if (auto *A = dyn_cast<AllocaInst>(&I); A && A->isStaticAlloca() && !isCallSlot(A))
      Slots.push_back(A);
  bool Changed = false;
  for (AllocaInst *A : Slots) {
    SmallVector<StoreInst *> Stores;
    Argument *From = copiedFrom(*A, DL, Stores);
    if (!From || Stores.empty())
      continue;
    for (StoreInst *S : Stores)
      S->eraseFromParent();
    A->replaceAllUsesWith(From);
    A->eraseFromParent();
    Changed = true;
  }
  return Changed;
}

Words wordsAt(const Call &C, Value *Place) {
  Words W;
  if (!isCallSlot(Place))
    return W;
  const DataLayout &DL = C.CB->getModule()->getDataLayout();
  unsigned Seen = 0;
  for (Instruction *I = C.CB->getPrevNode(); I && Seen < 7; I = I->getPrevNode()) {
    auto *Store = dyn_cast<StoreInst>(I);
    if (!Store) {
      if (I->mayWriteToMemory() && !isa<DbgInfoIntrinsic>(I))
        break;
      continue;
    }
    int64_t Off = 0;
    if (GetPointerBaseWithConstantOffset(Store->getPointerOperand(), Off, DL) != Place)
      continue;
    Value *V = Store->getValueOperand();
    if (Off == 0 && !W.Len)
      W.Len = V, Seen |= 1;
    else if (Off == 8 && !W.Cap)
      W.Cap = V, Seen |= 2;
    else if (Off == 16 && !W.Data)
      W.Data = V, Seen |= 4;
  }
  return Seen == 7 ? W : Words();
}

} // namespace oriopt
