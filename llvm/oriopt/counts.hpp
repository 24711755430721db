// Retains and releases that cancel.
//
//	pair   retain(x) ... release(x), with no test of a buffer that may be x's and
//	       no release of a reference to it in between: both go. Then something else
//	       keeps x alive all the way, since nothing on the way drops anything.
//	move   retain(x); consume(x) ... release(x), with no use of x, nor of what was
//	       reached through it, behind the consuming call: both go, and the call gets
//	       the reference that the release would have dropped.
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
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace oriopt {

namespace {

constexpr unsigned RegionLimit = 4000; // instructions, so that time stays linear

// Region walks from an instruction to the releases that end it.
class Region {
public:
  // ends says whether I ends the region, bars whether it must not lie in it.
  template <typename EndsFn, typename BarsFn> bool walk(Instruction *From, EndsFn Ends, BarsFn Bars) {
    Start = From->getParent();
    if (!scan(Start, From->getNextNode(), Ends, Bars))
      return false;
    while (!Work.empty()) {
      BasicBlock *B = Work.pop_back_val();
      if (!scan(B, &B->front(), Ends, Bars))
        return false;
    }
    return !Found.empty() && entered();
  }
  SmallVector<Instruction *, 4> Found;
  const Instruction *Barrier = nullptr; // why not

private:
  BasicBlock *Start = nullptr;
  unsigned Seen = 0;
  SmallPtrSet<BasicBlock *, 16> Visited; // from their first instruction
  SmallPtrSet<BasicBlock *, 16> Through; // to their last one
  SmallVector<BasicBlock *, 16> Work;

  template <typename EndsFn, typename BarsFn> bool scan(BasicBlock *B, Instruction *I, EndsFn &Ends, BarsFn &Bars) {
    for (; I; I = I->getNextNode()) {
      if (++Seen > RegionLimit)
        return false;
      if (Ends(I)) {
        Found.push_back(I);
        return true;
      }
      if (auto *CB = dyn_cast<CallBase>(I); CB && CB->doesNotReturn() && isa<CallInst>(CB))
        return true; // the program ends here
      if (Bars(I)) {
        Barrier = I;
        return false;
      }
    }
    Instruction *T = B->getTerminator();
    if (isa<UnreachableInst>(T))
      return true;
    if (isa<ReturnInst>(T) || isa<ResumeInst>(T) || T->isEHPad() || isa<CleanupReturnInst>(T) || isa<CatchReturnInst>(T)) {
      Barrier = T;
      return false;
    }
    Through.insert(B);
    for (BasicBlock *S : successors(B)) {
      if (S == Start) {
        Barrier = T; // round to the retain again without a release
        return false;
      }
      if (Visited.insert(S).second)
        Work.push_back(S);
    }
    return true;
  }

  // entered reports whether the region is entered at its start alone.
  bool entered() {
    for (BasicBlock *B : Visited)
      for (BasicBlock *P : predecessors(B))
        if (!Through.count(P)) {
          Barrier = B->getTerminator();
          return false;
        }
    return true;
  }
};

// changes reports whether I may write to the string's slot that a count is known by.
bool changes(const Instruction *I, const Value *Slot) {
  if (!isa<AllocaInst>(Slot) || !I->mayWriteToMemory())
    return false;
  Call C(I);
  for (const Use &U : I->operands()) {
    if (!U->getType()->isPointerTy() || getUnderlyingObject(U.get()) != Slot)
      continue;
    auto *CB = dyn_cast<CallBase>(I);
    if (C && CB->isArgOperand(&U)) {
      const Param &P = C.E->Params[CB->getArgOperandNo(&U)];
      if (P.O == Owner::Borrowed || (isRelease(C) && P.O == Owner::Consumed))
        continue;
    }
    if (CB && CB->isArgOperand(&U) && CB->onlyReadsMemory(CB->getArgOperandNo(&U)))
      continue;
    return true;
  }
  return false;
}

// derived collects what is reached through V, and where it goes to places that cannot be
// followed. False where that is not known.
bool derived(Value *V, SmallPtrSetImpl<const Value *> &Set, SmallVectorImpl<const Instruction *> &Left) {
  SmallVector<const Value *> Work{V};
  Set.insert(V);
  while (!Work.empty()) {
    const Value *X = Work.pop_back_val();
    for (const User *U : X->users()) {
      auto *I = dyn_cast<Instruction>(U);
      if (!I)
        return false;
      if (isa<StoreInst>(I) && cast<StoreInst>(I)->getValueOperand() == X) {
        // Into a call's own slot it goes no further than to the call.
        if (!isCallSlot(getUnderlyingObject(cast<StoreInst>(I)->getPointerOperand())))
          Left.push_back(I);
        continue;
      }
      if (isa<InsertValueInst>(I)) {
        Left.push_back(I);
        continue;
      }
      if (isa<MemTransferInst>(I) || isa<PtrToIntInst>(I))
        return false;
      bool Reaches = isa<GetElementPtrInst>(I) || isa<PHINode>(I) || isa<SelectInst>(I) || isa<CastInst>(I) ||
                     isa<FreezeInst>(I) || isa<ExtractValueInst>(I) ||
                     (isa<LoadInst>(I) && !I->getType()->isIntOrIntVectorTy() && !I->getType()->isFPOrFPVectorTy());
      if (isa<LoadInst>(I) && I->getType()->isIntegerTy(64))
        for (const User *W : I->users())
          if (isa<IntToPtrInst>(W))
            return false;
      if (auto *CB = dyn_cast<CallBase>(I); CB && CB->getType()->isPointerTy())
        Reaches = true;
      if (Reaches && Set.insert(I).second) {
        if (Set.size() > 200)
          return false;
        Work.push_back(I);
      }
    }
  }
  return true;
}

class Counts {
public:
  Counts(Module &M, Log &L) : M(M), L(L) {
    for (Function &F : M)
      if (mayChange(F))
        Functions.push_back(&F);
  }

  bool run() {
    bool Changed = false;
    for (Function *F : Functions) // while every function may do anything
      Changed |= moves(*F);
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
    for (Function *F : Functions) // what stood between is gone
      Changed |= moves(*F);
    return Changed;
  }

private:
  using Set = SmallPtrSet<Instruction *, 16>;
  Module &M;
  Log &L;
  Effects E;
  SmallVector<Function *> Functions;
  DenseMap<Function *, Set> Cancelled;

  // releasesOf returns whether I drops a reference to the buffer behind Data.
  static bool releases(const Instruction *I, const Value *Data) {
    Call C(I);
    return isRelease(C) && isa<CallInst>(I) && countedBy(C) == Data;
  }

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

  // consumes reports whether C takes over a reference to the buffer behind Data.
  static bool consumes(const Call &C, const Value *Data) {
    if (!C || !C.E->has(Copies) || isRelease(C))
      return false;
    unsigned Times = 0;
    for (unsigned I = 0; I < C.E->Params.size(); I++) {
      const Param &P = C.E->Params[I];
      if (P.O != Owner::Consumed)
        continue;
      Value *Arg = C.CB->getArgOperand(I);
      if (P.T == Type::Pointer && Arg->stripPointerCasts() == Data)
        Times++;
      if (P.T == Type::Str && wordsAt(C, Arg).Data == Data)
        Times++;
    }
    return Times == 1;
  }

  // isForRelease reports whether I stores a word of a string for its release to read.
  static bool isForRelease(const Instruction *I, const Value *Data) {
    auto *S = dyn_cast<StoreInst>(I);
    const Value *Slot = S ? getUnderlyingObject(S->getPointerOperand()) : nullptr;
    return isCallSlot(Slot) && any_of(Slot->users(), [&](const User *U) {
             auto *Call = dyn_cast<CallInst>(U);
             return Call && releases(Call, Data);
           });
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
    for (; C && !consumes(Call(C), Data); C = C->getNextNode()) {
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
    // Where the words come from a place, or have gone to one, it still holds them: no loads
    // of pointers, which might be these, until the release.
    bool InPlace = !fromCall(Data);
    for (const Instruction *I : Left)
      if (comesBefore(I, C, Data)) {
        if (!isa<StoreInst>(I))
          return false;
        InPlace = true;
      }
    if (InPlace && Foreign)
      return false;
    Region Behind;
    bool Good = Behind.walk(
        C, [&](Instruction *J) { return releases(J, Data); },
        [&](Instruction *J) {
          if (isa<PHINode>(J) || isForRelease(J, Data))
            return false;
          for (const Use &U : J->operands())
            if (Through.count(U.get()))
              return true;
          if (!InPlace)
            return false;
          if (auto *Load = dyn_cast<LoadInst>(J))
            return !isCallSlot(getUnderlyingObject(Load->getPointerOperand()));
          if (auto *CB = dyn_cast<CallBase>(J))
            return !isa<IntrinsicInst>(CB) || CB->mayReadOrWriteMemory();
          return false;
        });
    if (!Good)
      return false;
    L.done("counts", R, (Call(C).name() + " takes over the last reference: retain and release removed").str());
    for (Instruction *S : Behind.Found)
      S->eraseFromParent();
    R->eraseFromParent();
    return true;
  }

  // comesBefore reports whether I may run before C while Data is what it is at C.
  static bool comesBefore(const Instruction *I, const Instruction *C, const Value *Data) {
    auto *Made = dyn_cast<Instruction>(Data);
    if (Made && Made->getParent() == C->getParent()) // whoever comes to C comes from there
      return I->getParent() == C->getParent() && I->comesBefore(C);
    SmallPtrSet<BasicBlock *, 1> Not;
    if (Made)
      Not.insert(const_cast<BasicBlock *>(Made->getParent()));
    return isPotentiallyReachable(I, C, &Not);
  }

  // isPrivate reports whether no place and no caller holds the words of Data.
  static bool isPrivate(Value *Data) { return fromCall(Data, false); }

  // fromCall reports whether the words of Data come from operations, arguments in
  // registers or a choice of such: no place holds them.
  static bool fromCall(Value *Data, bool OrArgument = true) {
    SmallVector<Value *> Work{Data};
    SmallPtrSet<Value *, 16> Seen;
    while (!Work.empty()) {
      Value *V = Work.pop_back_val()->stripPointerCasts();
      if (!Seen.insert(V).second)
        continue;
      if (auto *Phi = dyn_cast<PHINode>(V))
        Work.append(Phi->value_op_begin(), Phi->value_op_end());
      else if (auto *S = dyn_cast<SelectInst>(V))
        Work.append({S->getTrueValue(), S->getFalseValue()});
      else if (auto *Load = dyn_cast<LoadInst>(V)) {
        if (!isCallSlot(getUnderlyingObject(Load->getPointerOperand())))
          return false;
      } else if (!(OrArgument && isa<Argument>(V)) && !isa<Constant>(V))
        return false;
    }
    return true;
  }
};

} // namespace

bool balanceCounts(Module &M, Log &L) { return Counts(M, L).run(); }

} // namespace oriopt
