// Retains and releases that cancel.
//
//	pair   retain(x) ... release(x), with no test of a buffer that may be x's and
//	       no release of a reference to it in between: both go. Then something else
//	       keeps x alive all the way, since nothing on the way drops anything.
//	move   retain(x); consume(x) ... release(x), with no use of x, nor of what was
//	       reached through it, behind the consuming call: both go, and the call gets
//	       the reference that the release would have dropped. A function to which an
//	       argument is handed over (handover.hpp) consumes as the library's do.
//
// A retain is matched with the releases that every path from it meets first.
// The region between them is entered at the retain alone: so each execution of
// one is followed by one of the other, and the count is as before at its end. On
// a path that ends the program nobody is owed a release.
//
// Functions are looked at together: what a call does to counts is what is left
// of its callee when the callee's own pairs are gone. That is found by starting
// from "does nothing" and going round until nothing is added.
#include "pass.h"

#include "llvm/Analysis/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace oriopt {

namespace {

class Counts {
public:
  Counts(Module &M, Log &L, const HandedOver &Handed = {}) : M(M), L(L), Handed(Handed) {
    for (Function &F : M)
      if (mayChange(F))
        Functions.push_back(&F);
  }

  bool run() {
    bool Changed = movesAll(); // while every function may do anything
    E.assumeNothing(M);
    for (Function &F : M)
      if (!F.isDeclaration() && (!mayChange(F) || !F.hasExactDefinition()))
        E.set(&F, AllClasses);
    for (bool Grew = true; Grew;) {
      Grew = false;
      for (Function *F : Functions) {
        Cancelled.erase(F);
        pairs(*F, Cancelled[F]);
        Grew |= E.set(F, rest(*F));
      }
    }
    for (Function *F : Functions)
      Changed |= drop(*F);
    E = Effects();
    return movesAll() || Changed; // what stood between is gone
  }

  bool movesAll() {
    bool Changed = false;
    for (Function *F : Functions)
      Changed |= moves(*F);
    return Changed;
  }

private:
  using Set = SmallPtrSet<Instruction *, 16>;
  Module &M;
  Log &L;
  HandedOver Handed;
  Effects E;
  SmallVector<Function *> Functions;
  DenseMap<Function *, Set> Cancelled;

  // mask returns the class of the buffer that both count, 0 if no release of it is in sight.
  Classes mask(const Call &Retain, Value *Data) {
    Classes Found = 0;
    auto look = [&](const User *U) {
      if (Call C(U); isRelease(C) && countedBy(C) == Data)
        Found |= E.classOf(C);
    };
    for (const User *U : Data->users()) {
      look(U);
      if (auto *S = dyn_cast<StoreInst>(U)) // a string: its words lie in a call's own slot
        if (auto *Slot = getUnderlyingObject(S->getPointerOperand()); isCallSlot(Slot))
          for (const User *W : Slot->users())
            look(W);
    }
    return Found;
  }

  // pairs finds the counts of F that cancel. Where a pair is gone, one around it may go, too.
  void pairs(Function &F, Set &Gone) {
    while (pairsOnce(F, Gone)) {
    }
  }

  bool pairsOnce(Function &F, Set &Gone) {
    bool Found = false;
    for (Instruction &I : instructions(F)) {
      Call C(&I);
      if (!isRetain(C) || !isa<CallInst>(I) || Gone.count(&I))
        continue;
      Value *Data = countedBy(C);
      if (!Data || isa<Constant>(Data))
        continue;
      Classes Mask = mask(C, Data);
      if (!Mask)
        continue;
      Region R;
      bool Good = R.walk(
          &I, [&](Instruction *J) { return !Gone.count(J) && releases(J, Data); },
          [&](Instruction *J) { return !Gone.count(J) && ((E.of(*J) & Mask) || changes(J, Data)); });
      if (Good) {
        Gone.insert(&I);
        Gone.insert(R.Found.begin(), R.Found.end());
        Found = true;
      } else if (R.Barrier) {
        Barriers[&I] = R.Barrier;
      }
    }
    return Found;
  }
  DenseMap<const Instruction *, const Instruction *> Barriers;

  // rest is what F does to counts besides what cancels.
  Classes rest(Function &F) {
    const Set &Gone = Cancelled[&F];
    Classes Found = 0;
    for (const Instruction &I : instructions(F)) {
      if (Gone.count(&I))
        continue;
      if (auto *CB = dyn_cast<CallBase>(&I); CB && CB->doesNotReturn())
        continue;
      Found |= E.of(I);
    }
    return Found;
  }

  bool drop(Function &F) {
    const Set &Gone = Cancelled[&F];
    if (L.wanted())
      for (const Instruction &I : instructions(F))
        if (Call C(&I); isRetain(C) && !Gone.count(&I)) {
          auto It = Barriers.find(&I);
          std::string Why = "no release of it on every path";
          if (It != Barriers.end()) {
            Why = "what lies between may test or drop a reference to the same buffer";
            if (Call B(It->second); B)
              Why = B.name().str() + " between it and its release may test or drop the same buffer";
            else if (auto *CB = dyn_cast<CallBase>(It->second); CB && CB->getCalledFunction())
              Why = "the call of " + CB->getCalledFunction()->getName().str() + " may test or drop the same buffer";
            else if (isa<ReturnInst>(It->second))
              Why = "a path returns with the reference";
          }
          L.left("counts", &I, "retain stays: " + Why);
        }
    SmallVector<Instruction *> Sorted;
    for (Instruction &I : instructions(F))
      if (Gone.count(&I))
        Sorted.push_back(&I);
    for (Instruction *I : Sorted) {
      if (isRetain(Call(I)))
        L.done("counts", I, "retain and its release removed: what lies between neither tests nor drops the buffer");
      I->eraseFromParent();
    }
    return !Sorted.empty();
  }

  // ---- moves ----

  bool moves(Function &F) {
    bool Changed = false;
    SmallVector<Instruction *> Retains;
    for (Instruction &I : instructions(F))
      if (isRetain(Call(&I)) && isa<CallInst>(I))
        Retains.push_back(&I);
    for (Instruction *R : Retains)
      Changed |= move(R);
    return Changed;
  }

  bool move(Instruction *R) {
    Value *Data = countedBy(Call(R));
    if (!Data || isa<Constant>(Data) || isa<AllocaInst>(Data))
      return false;
    Classes Mask = mask(Call(R), Data);
    if (!Mask)
      return false;
    SmallPtrSet<const Value *, 32> Through;
    SmallVector<const Instruction *, 8> Left;
    if (!derived(Data, Through, Left))
      return false;
    // The consuming call, in the same block. A function that gets nothing of x may run in
    // between, if x is known to nobody else: whoever has the same buffer has a reference of
    // its own, so that it finds it shared with the retain or without. The reference that is
    // released at the end is there all the time, as long as no retain stands in between.
    Instruction *C = R->getNextNode();
    bool Foreign = false, Retained = false;
    for (; C && !consumes(C, Data, Handed); C = C->getNextNode()) {
      if (C->isTerminator())
        return false;
      Retained |= isRetain(Call(C)) && (E.classOf(Call(C)) & Mask);
      if (!(E.of(*C) & Mask))
        continue;
      if (Call(C) || !isa<CallInst>(C) || !isPrivate(Data) || any_of(C->operands(), [&](Use &U) { return Through.count(U.get()); }))
        return false;
      Foreign = true;
    }
    if (!C || !isa<CallInst>(C) || (Foreign && Retained))
      return false;
    Places Held;
    if (!heldIn(Data, C, Left, Held) || (!Held.none() && Foreign))
      return false;
    Region Behind;
    if (!lastUse(C, Data, Through, Held, Behind))
      return false;
    L.done("counts", R, (cast<CallBase>(C)->getCalledFunction()->getName() + " takes over the last reference: retain and release removed").str());
    for (Instruction *S : Behind.Found)
      S->eraseFromParent();
    R->eraseFromParent();
    return true;
  }
};

} // namespace

bool balanceCounts(Module &M, Log &L) { return Counts(M, L).run(); }

bool moveToHandedOver(Module &M, const HandedOver &Handed, Log &L) { return Counts(M, L, Handed).movesAll(); }

} // namespace oriopt
