// Values that are read where they are.
//
// A struct that is an argument is copied into a slot, whose address is passed. A function that
// only reads needs no copy of an element, or of a part of something, that nobody changes before
// it comes back:
//
//	%x = load %element; store %x, %slot; call @size(%slot)    ──►    call @size(%element)
//
// Functions that only read write to nothing but their own slots, count nothing, and call
// none but such.
#include "pass.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace oriopt {

namespace {

// onOwnSlot reports whether a pointer is into a slot of the function whose address stays there.
bool onOwnSlot(const Value *Pointer) {
  auto *Slot = dyn_cast<AllocaInst>(getUnderlyingObject(Pointer, 0));
  return Slot && Places::staysHere(Slot);
}

// Readers are the functions that only read.
class Readers {
public:
  explicit Readers(Module &M) {
    for (Function &F : M)
      if (mayChange(F) && F.hasExactDefinition())
        Only.insert(&F);
    for (bool Fewer = true; Fewer;) {
      Fewer = false;
      for (Function &F : M)
        if (Only.count(&F) && any_of(instructions(F), [&](const Instruction &I) { return writes(I); })) {
          Only.erase(&F);
          Fewer = true;
        }
    }
  }

  bool has(const Function *F) const { return Only.count(F); }

  // writes reports whether I may change what is not the function's own.
  bool writes(const Instruction &I) const {
    if (!I.mayWriteToMemory() || I.isLifetimeStartOrEnd())
      return false;
    if (I.isAtomic() || I.isVolatile())
      return true;
    if (auto *St = dyn_cast<StoreInst>(&I))
      return !onOwnSlot(St->getPointerOperand());
    auto *CB = dyn_cast<CallInst>(&I);
    if (!CB)
      return true;
    if (CB->doesNotReturn() || isa<AssumeInst>(CB) || isa<DbgInfoIntrinsic>(CB))
      return false;
    if (auto *Mem = dyn_cast<MemIntrinsic>(CB))
      return !onOwnSlot(Mem->getDest());
    if (Call C(CB); C)
      return C.E->Facts & (Copies | Releases | Retains | Shares | Drops) || any_of(C.E->Params, [](const Param &P) {
               return P.T == Type::Out || P.T == Type::Slot || P.T == Type::Callback || P.O == Owner::Filled || P.O == Owner::Consumed;
             });
    return !CB->getCalledFunction() || !Only.count(CB->getCalledFunction());
  }

private:
  SmallPtrSet<const Function *, 32> Only;
};

// Copy is what a slot is a copy of at a call.
class Copy {
public:
  Copy(CallInst &CB, const AllocaInst *Slot, const Readers &R) : CB(CB), Slot(Slot), R(R), DL(CB.getModule()->getDataLayout()) {}

  // find reports whether every byte of the slot is the same byte of one other place, which
  // nothing has changed since it was copied.
  bool find() {
    auto Size = Slot->getAllocationSize(DL);
    if (!Size || Size->isScalable() || Size->getFixedValue() > 512)
      return false;
    uint64_t Bytes = Size->getFixedValue();
    BitVector Covered(Bytes);
    SmallPtrSet<const Instruction *, 8> Awaited; // the loads that are still to come
    bool Written = false;                        // something else, behind the loads that are awaited
    for (Instruction *I = before(&CB); I; I = before(I)) {
      if (Awaited.erase(I)) {
        if (Written)
          return false;
        if (Awaited.empty() && Covered.all())
          return true;
        continue;
      }
      auto *St = dyn_cast<StoreInst>(I);
      if (!St || getUnderlyingObject(St->getPointerOperand(), 0) != Slot) {
        Written |= R.writes(*I) && !isRetain(Call(I));
        // A slot of the function's own may be what is copied.
        Written |= From && isa<AllocaInst>(From) && writesTo(I, cast<AllocaInst>(From));
        if (isa<AllocaInst>(I))
          return false;
        continue;
      }
      auto At = offsetIn(St->getPointerOperand(), Slot, DL);
      auto *Load = dyn_cast<LoadInst>(St->getValueOperand());
      if (!At || !St->isSimple() || !Load || !Load->isSimple() || !DL.typeSizeEqualsStoreSize(Load->getType()))
        return false;
      int64_t Off = 0;
      Value *Base = GetPointerBaseWithConstantOffset(Load->getPointerOperand(), Off, DL);
      if (From && (Base != From || Off - *At != Offset))
        return false;
      if (Base == Slot || (isa<AllocaInst>(Base) && !Places::staysHere(cast<AllocaInst>(Base))))
        return false;
      From = Base, Offset = Off - *At;
      if (*At == 0)
        Alignment = Load->getAlign();
      uint64_t Width = DL.getTypeStoreSize(Load->getType());
      for (uint64_t B = *At; B < *At + Width; B++)
        if (B >= Bytes || Covered.test(B))
          return false;
        else
          Covered.set(B);
      Awaited.insert(Load);
    }
    return false;
  }

  Value *From = nullptr;
  int64_t Offset = 0;
  Align Alignment;

private:
  CallInst &CB;
  const AllocaInst *Slot;
  const Readers &R;
  const DataLayout &DL;
};

} // namespace

bool readWhereItIs(Module &M, Log &L) {
  Readers R(M);
  bool Changed = false;
  for (Function &F : M) {
    if (!mayChange(F))
      continue;
    for (Instruction &I : instructions(F)) {
      auto *CB = dyn_cast<CallInst>(&I);
      if (!CB || !CB->getCalledFunction() || !R.has(CB->getCalledFunction()))
        continue;
      for (unsigned N = 0; N < CB->arg_size(); N++) {
        const AllocaInst *Slot = CB->getArgOperand(N)->getType()->isPointerTy() ? argumentSlot(*CB, N) : nullptr;
        if (!Slot || CB->isByValArgument(N))
          continue;
        Copy Found(*CB, Slot, R);
        if (!Found.find() || Found.Alignment < CB->getParamAlign(N).valueOrOne() ||
            Found.Alignment < CB->getCalledFunction()->getParamAlign(N).valueOrOne())
          continue;
        IRBuilder<> B(CB);
        CB->setArgOperand(N, Found.Offset ? B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Found.From, Found.Offset) : Found.From);
        L.done("counts", CB, "the argument is read where it is, not from a copy");
        Changed = true;
      }
    }
  }
  return Changed;
}

} // namespace oriopt
