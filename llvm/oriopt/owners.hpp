// Lists that are known to be unique, without being asked.
//
// A list is, where its data comes from operations whose results are unique, or from NULL,
// on every way there, and nobody adds a reference to it: a stack that a function makes for
// itself, a list that a loop fills. What is said of one name of a buffer is said of all
// that it goes by in the function: through phis, and through operations that may give
// back what they got.
#include "pass.h"

#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/Analysis/CFG.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace oriopt {

namespace {

// resultOf returns the call whose slot V is loaded from at Offset, null if there is none.
const CallBase *resultOf(const Value *V, int64_t Offset) {
  auto *Load = dyn_cast<LoadInst>(V);
  if (!Load)
    return nullptr;
  int64_t Off = 0;
  const Value *Slot = GetPointerBaseWithConstantOffset(Load->getPointerOperand(), Off, Load->getModule()->getDataLayout());
  if (Off != Offset || !isCallSlot(Slot))
    return nullptr;
  for (const User *U : Slot->users())
    if (Call C(U); C && C.arg("out") == Slot)
      return C.CB;
  return nullptr;
}

// Sharing tells which functions may add a reference to a buffer.
class Sharing {
public:
  explicit Sharing(Module &M) {
    for (Function &F : M)
      if (!F.isDeclaration() && F.hasExactDefinition() && !lookup(F.getName()))
        Never.insert(&F);
    for (bool Fewer = true; Fewer;) {
      Fewer = false;
      for (Function &F : M)
        if (Never.count(&F) && any_of(instructions(F), [&](const Instruction &I) { return adds(I); })) {
          Never.erase(&F);
          Fewer = true;
        }
    }
  }

  bool adds(const Instruction &I) const {
    if (isa<LoadInst>(I))
      return false;
    if (I.isAtomic() || I.isVolatile())
      return true;
    if (auto *St = dyn_cast<StoreInst>(&I))
      return onHeader(St->getPointerOperand()); // a back end counts by itself
    auto *CB = dyn_cast<CallBase>(&I);
    if (!CB || isa<IntrinsicInst>(CB) || CB->onlyReadsMemory() || CB->doesNotReturn())
      return false;
    if (Call C(CB); C) {
      if (C.E->has(Retains) || C.E->has(Shares))
        return true;
      return any_of(CB->args(), [&](const Use &U) {
        auto *F = dyn_cast<Function>(U->stripPointerCasts());
        return F && !lookup(F->getName()) && !Never.count(F);
      });
    }
    const Function *F = CB->getCalledFunction();
    return !F || !(Never.count(F) || quiet(*F));
  }

private:
  SmallPtrSet<const Function *, 32> Never;
};

// Owners finds the lists of a function that are known to be unique.
class Owners {
public:
  Owners(Function &F, const Sharing &S) : F(F), S(S) {
    for (Instruction &I : instructions(F)) {
      if (auto *P = dyn_cast<PHINode>(&I); P && P->getType()->isPointerTy())
        for (Value *V : P->incoming_values())
          join(P, V);
      if (auto *Sel = dyn_cast<SelectInst>(&I); Sel && Sel->getType()->isPointerTy())
        join(Sel, Sel->getTrueValue()), join(Sel, Sel->getFalseValue());
      if (auto *CB = resultOf(&I, 16); CB && !Call(CB).E->has(ResultUnique))
        if (Value *Data = Call(CB).arg("data"))
          join(&I, Data);
      Adds |= S.adds(I);
    }
  }

  bool unique(Value *Data) {
    SmallPtrSet<Value *, 8> Seen;
    return comes(Data, Seen) && !shared(Data);
  }

  // retained reports whether the function itself adds a reference to what Data names: then
  // it is to be copied, as a rule.
  bool retained(Value *Data) {
    return any_of(names(Data), [](Value *V) {
      return any_of(V->users(), [&](User *U) { return isRetain(Call(U)) && countedBy(Call(U)) == V; });
    });
  }

private:
  Function &F;
  const Sharing &S;
  bool Adds = false; // somewhere in the function
  EquivalenceClasses<Value *> Same; // one buffer under several names
  DenseMap<Value *, bool> Known;

  void join(Value *A, Value *B) {
    if (!isa<Constant>(B))
      Same.unionSets(A, B);
  }

  SmallVector<Value *> names(Value *Data) {
    SmallVector<Value *> Found;
    for (auto M = Same.findLeader(Same.getOrInsertLeaderValue(Data)); M != Same.member_end(); ++M)
      Found.push_back(*M);
    return Found;
  }

  // comes reports whether all that Data may be was unique where it came from.
  bool comes(Value *V, SmallPtrSetImpl<Value *> &Seen) {
    if (isa<ConstantPointerNull>(V) || !Seen.insert(V).second)
      return true;
    if (auto *CB = resultOf(V, 16)) {
      Call C(CB);
      if (C.E->has(ResultUnique))
        return true;
      return C.E->has(Copies) && C.arg("data") && comes(C.arg("data"), Seen);
    }
    if (auto *P = dyn_cast<PHINode>(V))
      return all_of(P->incoming_values(), [&](Value *X) { return comes(X, Seen); });
    if (auto *Sel = dyn_cast<SelectInst>(V))
      return comes(Sel->getTrueValue(), Seen) && comes(Sel->getFalseValue(), Seen);
    return false;
  }

  // shared reports whether somebody may add a reference to what Data names.
  bool shared(Value *Data) {
    auto [It, New] = Known.try_emplace(Same.getOrInsertLeaderValue(Data), false);
    if (!New)
      return It->second;
    SmallVector<Instruction *, 4> Stores, Changes;
    bool Found = any_of(names(Data), [&](Value *V) { return !isa<Instruction>(V) || leaks(V, Stores, Changes); });
    // In memory others may find it, if somebody adds references at all before it is changed again.
    if (!Found && Adds)
      Found = any_of(Stores, [&](Instruction *St) {
        return any_of(Changes, [&](Instruction *C) { return isPotentiallyReachable(St, C); });
      });
    return Known[Same.getLeaderValue(Data)] = Found;
  }

  bool leaks(Value *V, SmallVectorImpl<Instruction *> &Stores, SmallVectorImpl<Instruction *> &Changes) {
    for (Use &U : V->uses()) {
      auto *I = cast<Instruction>(U.getUser());
      if (onHeader(I) && !all_of(I->users(), [](const User *W) { return isa<LoadInst>(W); }))
        return true;
      if (isa<PHINode>(I) || isa<SelectInst>(I) || isa<CmpInst>(I) || isa<GetElementPtrInst>(I) || isa<LoadInst>(I) ||
          isa<ReturnInst>(I))
        continue;
      if (auto *St = dyn_cast<StoreInst>(I)) {
        if (St->getValueOperand() == V)
          Stores.push_back(St);
        continue;
      }
      if (isa<InsertValueInst>(I)) {
        Stores.push_back(I);
        continue;
      }
      auto *CB = dyn_cast<CallBase>(I);
      if (!CB || !CB->isArgOperand(&U))
        return true;
      if (Call C(CB); C) {
        const Param &P = C.E->Params[CB->getArgOperandNo(&U)];
        if ((P.O != Owner::Consumed && P.O != Owner::Borrowed) || C.E->has(Retains) || C.E->has(Shares))
          return true;
        if (C.E->has(Copies))
          Changes.push_back(CB);
        continue;
      }
      if (S.adds(*CB))
        return true;
      Stores.push_back(CB); // it may keep it
    }
    return false;
  }
};

} // namespace

void markKnownUnique(Module &M, ArrayRef<Function *> Functions) {
  Sharing S(M);
  for (Function *F : Functions) {
    Owners Of(*F, S);
    for (Instruction &I : instructions(*F))
      if (Call C(&I); C && C.E->has(Copies) && C.arg("data"))
        I.setMetadata(KnownUnique, Of.unique(C.arg("data")) ? MDNode::get(F->getContext(), {}) : nullptr);
  }
}

} // namespace oriopt
