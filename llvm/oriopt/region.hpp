// What the passes that look at counts ask of a function: which instructions lie between
// two, what is reached through a value, and which places hold its words.
#include "pass.h"

#include "llvm/Analysis/CFG.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

#include <optional>

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
    if (!U->getType()->isPointerTy() || getUnderlyingObject(U.get(), 0) != Slot)
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
        if (!isCallSlot(getUnderlyingObject(cast<StoreInst>(I)->getPointerOperand(), 0)))
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

// offsetIn returns how far Pointer lies in Base, if that is a constant.
std::optional<int64_t> offsetIn(const Value *Pointer, const Value *Base, const DataLayout &DL) {
  int64_t Offset = 0;
  if (GetPointerBaseWithConstantOffset(Pointer, Offset, DL) != Base)
    return std::nullopt;
  return Offset;
}

// overlaps reports whether the load reads a part of the word at Pointer.
bool overlaps(const LoadInst *Load, int64_t At, int64_t Word, const DataLayout &DL) {
  TypeSize Size = DL.getTypeStoreSize(Load->getType());
  return Size.isScalable() || (At < Word + 8 && Word < At + int64_t(Size.getFixedValue()));
}

// Places are the words in slots that hold a value's data. Where one cannot be told, all of
// memory does.
struct Places {
  SmallVector<std::pair<const AllocaInst *, int64_t>, 4> Words;
  bool Anywhere = false;

  bool none() const { return Words.empty() && !Anywhere; }

  void add(const Value *Pointer, const DataLayout &DL) {
    auto *Slot = dyn_cast<AllocaInst>(getUnderlyingObject(Pointer, 0));
    auto Offset = Slot ? offsetIn(Pointer, Slot, DL) : std::nullopt;
    if (Offset && staysHere(Slot))
      Words.push_back({Slot, *Offset});
    else
      Anywhere = true;
  }

  // reads reports whether J may find the value in one of them.
  bool reads(const Instruction *J, const DataLayout &DL) const {
    if (auto *Load = dyn_cast<LoadInst>(J)) {
      auto *Slot = dyn_cast<AllocaInst>(getUnderlyingObject(Load->getPointerOperand(), 0));
      if (Anywhere)
        return !isCallSlot(Slot);
      auto At = offsetIn(Load->getPointerOperand(), Slot, DL);
      return any_of(Words, [&](auto &W) { return W.first == Slot && (!At || overlaps(Load, *At, W.second, DL)); });
    }
    auto *CB = dyn_cast<CallBase>(J);
    if (!CB || (isa<IntrinsicInst>(CB) && !CB->mayReadOrWriteMemory()))
      return false;
    return Anywhere || any_of(CB->args(), [&](const Use &U) {
             return U->getType()->isPointerTy() &&
                    any_of(Words, [&](auto &W) { return W.first == getUnderlyingObject(U.get(), 0); });
           });
  }

  // names adds what else has been read from the places, and is reached through it. False
  // where that is not known.
  bool names(SmallPtrSetImpl<const Value *> &Set, const DataLayout &DL) const {
    SmallVector<const Instruction *, 8> Left;
    for (auto &[Slot, Word] : Words) {
      SmallVector<const Value *> Work{Slot};
      for (unsigned N = 0; N < Work.size(); N++)
        for (const User *U : Work[N]->users()) {
          if (isa<GetElementPtrInst>(U))
            Work.push_back(U);
          auto *Load = dyn_cast<LoadInst>(U);
          if (!Load)
            continue;
          auto At = offsetIn(Load->getPointerOperand(), Slot, DL);
          if (!At)
            return false;
          if (!overlaps(Load, *At, Word, DL))
            continue;
          if (*At != Word || !Load->getType()->isPointerTy() || !derived(const_cast<User *>(U), Set, Left))
            return false;
        }
    }
    return true;
  }

  // staysHere reports whether no call keeps the slot's address or gives a part of it back,
  // so that only those see it that are given it.
  static bool staysHere(const AllocaInst *Slot) {
    SmallVector<const Value *> Work{Slot};
    for (unsigned N = 0; N < Work.size(); N++)
      for (const Use &U : Work[N]->uses()) {
        auto *I = cast<Instruction>(U.getUser());
        if (isa<GetElementPtrInst>(I)) {
          Work.push_back(I);
          continue;
        }
        if (isa<LoadInst>(I) || (isa<StoreInst>(I) && cast<StoreInst>(I)->getValueOperand() != Work[N]))
          continue;
        auto *CB = dyn_cast<CallBase>(I);
        if (!CB || !CB->isArgOperand(&U) || CB->getType()->isPointerTy() || isa<MemTransferInst>(CB))
          return false;
        if (!Call(CB) && !isa<IntrinsicInst>(CB) && !CB->doesNotCapture(CB->getArgOperandNo(&U)))
          return false;
      }
    return true;
  }
};

// writesTo reports whether I may write to a slot whose address stays here.
bool writesTo(const Instruction *I, const AllocaInst *Slot) {
  if (auto *St = dyn_cast<StoreInst>(I))
    return getUnderlyingObject(St->getPointerOperand(), 0) == Slot;
  auto *CB = dyn_cast<CallBase>(I);
  return CB && any_of(CB->args(), [&](const Use &U) {
           return U->getType()->isPointerTy() && getUnderlyingObject(U.get(), 0) == Slot && !CB->onlyReadsMemory(CB->getArgOperandNo(&U));
         });
}

// staysSame reports whether none of Writes runs between A and B, which A dominates.
bool staysSame(const Instruction *A, const Instruction *B, ArrayRef<const Instruction *> Writes) {
  SmallPtrSet<BasicBlock *, 1> Not{const_cast<BasicBlock *>(A->getParent())};
  return none_of(Writes, [&](const Instruction *W) {
    if (W->getParent() != A->getParent())
      return isPotentiallyReachable(W, B, &Not);
    return A->comesBefore(W) && (W->getParent() != B->getParent() || W->comesBefore(B));
  });
}

// releases reports whether I drops a reference to the buffer behind Data.
bool releases(const Instruction *I, const Value *Data) {
  Call C(I);
  return isRelease(C) && isa<CallInst>(I) && countedBy(C) == Data;
}

// consumes reports whether I takes over a reference to the buffer behind Data, one.
bool consumes(Instruction *I, const Value *Data, const HandedOver &Handed) {
  unsigned Times = 0;
  Call C(I);
  if (!C) {
    auto *CB = dyn_cast<CallInst>(I);
    return CB && Handed.takes(*CB, Data);
  }
  if (!C.E->has(Copies) || isRelease(C))
    return false;
  for (unsigned N = 0; N < C.E->Params.size(); N++) {
    const Param &P = C.E->Params[N];
    if (P.O != Owner::Consumed)
      continue;
    Value *Arg = C.CB->getArgOperand(N);
    if (P.T == Type::Pointer && Arg->stripPointerCasts() == Data)
      Times++;
    if (P.T == Type::Str && wordsAt(C, Arg).Data == Data)
      Times++;
  }
  return Times == 1;
}

// isForRelease reports whether I stores a word of a string for its release to read.
bool isForRelease(const Instruction *I, const Value *Data) {
  auto *S = dyn_cast<StoreInst>(I);
  const Value *Slot = S ? getUnderlyingObject(S->getPointerOperand(), 0) : nullptr;
  return isCallSlot(Slot) && any_of(Slot->users(), [&](const User *U) {
           auto *Call = dyn_cast<CallInst>(U);
           return Call && releases(Call, Data);
         });
}

// comesBefore reports whether I may run before C while Data is what it is at C.
bool comesBefore(const Instruction *I, const Instruction *C, const Value *Data) {
  auto *Made = dyn_cast<Instruction>(Data);
  if (Made && Made->getParent() == C->getParent()) // whoever comes to C comes from there
    return I->getParent() == C->getParent() && I->comesBefore(C);
  SmallPtrSet<BasicBlock *, 1> Not;
  if (Made)
    Not.insert(const_cast<BasicBlock *>(Made->getParent()));
  return isPotentiallyReachable(I, C, &Not);
}

// fromCall reports whether the words of Data come from operations, arguments in
// registers or a choice of such: no place holds them.
bool fromCall(Value *Data, bool OrArgument = true) {
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
      if (!isCallSlot(getUnderlyingObject(Load->getPointerOperand(), 0)))
        return false;
    } else if (!(OrArgument && isa<Argument>(V)) && !isa<Constant>(V))
      return false;
  }
  return true;
}

// isPrivate reports whether no place and no caller holds the words of Data.
bool isPrivate(Value *Data) { return fromCall(Data, false); }

// heldIn finds the places that the words of Data lie in at C: where they come from, and where
// they have gone to. False where they are part of something else.
bool heldIn(const Value *Data, const Instruction *C, ArrayRef<const Instruction *> Left, Places &Held) {
  if (!fromCall(const_cast<Value *>(Data))) {
    auto *Load = dyn_cast<LoadInst>(Data);
    if (Load)
      Held.add(Load->getPointerOperand(), C->getModule()->getDataLayout());
    else
      Held.Anywhere = true;
  }
  for (const Instruction *I : Left)
    if (comesBefore(I, C, Data)) {
      auto *St = dyn_cast<StoreInst>(I);
      if (!St)
        return false;
      Held.add(St->getPointerOperand(), C->getModule()->getDataLayout());
    }
  return true;
}

// lastUse reports whether C is the last use of the reference that the releases of Data behind
// it drop: Behind finds them on all paths, with no use of Data, nor of what is reached through
// it, nor of a place that holds its words in between.
bool lastUse(Instruction *C, const Value *Data, SmallPtrSetImpl<const Value *> &Through, Places Held, Region &Behind) {
  if (!Held.names(Through, C->getModule()->getDataLayout()))
    Held.Anywhere = true;
  return Behind.walk(
      C, [&](Instruction *J) { return releases(J, Data); },
      [&](Instruction *J) {
        if (isa<PHINode>(J) || isForRelease(J, Data))
          return false;
        if (J == Data)
          return false;
        return any_of(J->operands(), [&](const Use &U) { return Through.count(U.get()) != 0; }) ||
               Held.reads(J, C->getModule()->getDataLayout());
      });
}

} // namespace

bool loadOnce(Function &F, const DominatorTree &DT) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  bool Changed = false;
  for (Instruction &I : F.getEntryBlock()) {
    auto *Slot = dyn_cast<AllocaInst>(&I);
    if (!Slot || isCallSlot(Slot) || !Places::staysHere(Slot))
      continue;
    SmallVector<const Instruction *, 8> Writes;
    SmallVector<LoadInst *, 16> Loads;
    SmallPtrSet<const User *, 16> Seen;
    SmallVector<Value *> Work{Slot};
    for (unsigned N = 0; N < Work.size(); N++)
      for (User *U : Work[N]->users()) {
        if (isa<GetElementPtrInst>(U))
          Work.push_back(U);
        else if (auto *Load = dyn_cast<LoadInst>(U); Load && Load->isSimple())
          Loads.push_back(Load);
        else if (Seen.insert(U).second && writesTo(cast<Instruction>(U), Slot))
          Writes.push_back(cast<Instruction>(U));
      }
    if (Loads.size() > 64 || Writes.size() > 64)
      continue;
    SmallPtrSet<LoadInst *, 16> Gone;
    for (LoadInst *B : Loads)
      for (LoadInst *A : Loads) {
        auto At = offsetIn(A->getPointerOperand(), Slot, DL);
        if (A == B || Gone.count(A) || A->getType() != B->getType() || !At || At != offsetIn(B->getPointerOperand(), Slot, DL) ||
            !DT.dominates(A, B) || !staysSame(A, B, Writes))
          continue;
        B->replaceAllUsesWith(A);
        Gone.insert(B);
        break;
      }
    for (LoadInst *B : Gone)
      B->eraseFromParent();
    Changed |= !Gone.empty();
  }
  return Changed;
}

} // namespace oriopt
