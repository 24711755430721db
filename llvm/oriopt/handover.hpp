// Arguments that a function gets the reference of.
//
// Naive code lends: the caller retains, calls and releases, and a function that keeps its
// argument retains it once more. So the last use of a list as an argument finds it shared,
// and what the function changes is copied:
//
//	caller   retain(x); call f(x); release(x) ... release(x)
//	f(p)     retain(p); the new variable is p; it is changed; returned
//
// Where all callers lend a reference of their own, f can have it: the callers' release goes
// into f, and takes the place of f's retain. On ways through f that do not retain, it stands
// where these part from those that do, or in front of their return.
//
//	caller   retain(x); call f(x) ... release(x)       a last use: moves take both away
//	f(p)     the new variable is p; it is changed; returned
//
// f must not look at p, nor at what it reached through it, once the new variable has it: that
// was what p held before the change. And there must be a caller that this frees of a copy, or
// of a reference that it has made for nothing else, as for a part of something new. A caller
// that is lent the list itself retains it then.
#include "pass.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace oriopt {

namespace {

// argumentSlot returns the slot that the argument is the address of, if the call only reads it
// and nobody else sees it.
const AllocaInst *argumentSlot(const CallBase &CB, unsigned N) {
  auto *Slot = dyn_cast<AllocaInst>(CB.getArgOperand(N));
  bool Reads = CB.isByValArgument(N) || (CB.onlyReadsMemory(N) && CB.doesNotCapture(N));
  return Slot && Reads && Places::staysHere(Slot) ? Slot : nullptr;
}

// before returns the instruction that has always run just before I; null: there is none, or not
// always the same.
Instruction *before(Instruction *I) {
  if (Instruction *Prev = I->getPrevNode())
    return Prev;
  BasicBlock *B = I->getParent()->getSinglePredecessor();
  return B ? B->getTerminator() : nullptr;
}

// wordAt returns what is in a word of an argument's slot at the call: what has been stored
// there, or is loaded from there, with no other write between.
Value *wordAt(CallBase &CB, const AllocaInst *Slot, int64_t Offset) {
  const DataLayout &DL = CB.getModule()->getDataLayout();
  auto loaded = [&](Instruction *I) {
    auto *Load = dyn_cast<LoadInst>(I);
    return Load && Load->getType()->isPointerTy() && offsetIn(Load->getPointerOperand(), Slot, DL) == Offset ? Load : nullptr;
  };
  for (Instruction *I = before(&CB); I; I = before(I)) {
    if (Value *Load = loaded(I))
      return Load;
    if (!writesTo(I, Slot))
      continue;
    auto *St = dyn_cast<StoreInst>(I);
    auto At = St ? offsetIn(St->getPointerOperand(), Slot, DL) : std::nullopt;
    if (!At)
      break;
    int64_t Size = DL.getTypeStoreSize(St->getValueOperand()->getType()).getKnownMinValue();
    if (*At == Offset && Size == 8)
      return St->getValueOperand();
    if (*At < Offset + 8 && Offset < *At + Size)
      break;
  }
  for (Instruction *I = CB.getNextNode(); I && !writesTo(I, Slot); I = I->getNextNode())
    if (Value *Load = loaded(I))
      return Load;
  return nullptr;
}

Value *dataAt(CallBase &CB, const Lent &P) {
  const AllocaInst *Slot = argumentSlot(CB, P.Arg);
  return Slot ? wordAt(CB, Slot, P.Offset + 16) : nullptr;
}

// onlyLent reports whether the slot is written by stores and read by calls, and nothing else.
bool onlyLent(const AllocaInst *Slot) {
  if (!Places::staysHere(Slot))
    return false;
  SmallVector<const Value *> Work{Slot};
  for (unsigned N = 0; N < Work.size(); N++)
    for (const Use &U : Work[N]->uses()) {
      auto *CB = dyn_cast<CallBase>(U.getUser());
      if (isa<GetElementPtrInst>(U.getUser()))
        Work.push_back(U.getUser());
      if (isa<LoadInst>(U.getUser()) || (CB && !isa<IntrinsicInst>(CB) && !CB->isByValArgument(CB->getArgOperandNo(&U)) &&
                                         !CB->onlyReadsMemory(CB->getArgOperandNo(&U))))
        return false;
    }
  return true;
}

// lentWord returns the argument that Data is read from, the third word of three.
std::optional<Lent> lentWord(Function &F, Value *Data) {
  auto *Load = dyn_cast_or_null<LoadInst>(Data);
  int64_t Offset = 0;
  auto *A = Load ? dyn_cast<Argument>(GetPointerBaseWithConstantOffset(Load->getPointerOperand(), Offset, F.getParent()->getDataLayout()))
                 : nullptr;
  if (!A || Offset < 16 || !(A->hasNoAliasAttr() || A->hasByValAttr()) || !A->onlyReadsMemory() || !A->hasNoCaptureAttr())
    return std::nullopt;
  return Lent{&F, A->getArgNo(), Offset - 16};
}

// callsOf finds the calls of F, if these are all that can be done with it.
bool callsOf(Function &F, SmallVectorImpl<CallInst *> &Calls) {
  Calls.clear();
  if (!F.hasLocalLinkage() || !mayChange(F) || F.isVarArg() || F.hasPersonalityFn())
    return false;
  for (Use &U : F.uses()) {
    auto *CB = dyn_cast<CallInst>(U.getUser());
    if (!CB || !CB->isCallee(&U) || CB->getFunctionType() != F.getFunctionType() || CB->isMustTailCall() || !mayChange(*CB->getFunction()))
      return false;
    Calls.push_back(CB);
  }
  return !Calls.empty();
}

} // namespace

bool HandedOver::takes(CallInst &CB, const Value *Data) const {
  const Lent *Taken = nullptr;
  for (const Lent &P : Args)
    if (CB.getCalledFunction() == P.F && dataAt(CB, P) == Data) {
      if (Taken)
        return false;
      Taken = &P;
    }
  if (!Taken)
    return false;
  // Lent by another argument, the buffer would be changed behind the function's back.
  const DataLayout &DL = CB.getModule()->getDataLayout();
  for (unsigned N = 0; N < CB.arg_size(); N++) {
    Value *Arg = CB.getArgOperand(N);
    if (Arg->stripPointerCasts() == Data)
      return false;
    auto *Slot = Arg->getType()->isPointerTy() ? dyn_cast<AllocaInst>(getUnderlyingObject(Arg, 0)) : nullptr;
    for (const User *U : Data->users())
      if (auto *St = dyn_cast<StoreInst>(U); Slot && St && getUnderlyingObject(St->getPointerOperand(), 0) == Slot)
        if (N != Taken->Arg || offsetIn(St->getPointerOperand(), Slot, DL) != Taken->Offset + 16)
          return false;
  }
  return true;
}

namespace {

// Keeper follows what a function does with a lent value from where it retains it.
class Keeper {
public:
  Keeper(const Lent &P, const HandedOver &Handed) : P(P), Handed(Handed), DL(P.F->getParent()->getDataLayout()) {}

  // The edges and returns in front of which the value is released, since no way there retains.
  SmallVector<std::pair<BasicBlock *, BasicBlock *>, 4> Edges;
  SmallVector<ReturnInst *, 4> Returns;

  // follow reports whether the retains, one on each way, may go, if the function has the
  // reference that is lent.
  bool follow(ArrayRef<CallInst *> All) {
    if (!reach())
      return false;
    SmallPtrSet<BasicBlock *, 4> Homes;
    for (CallInst *R : All) {
      // A place that was given the value before the retain has it from there on.
      bool Early = any_of(Carries, [&](const Instruction *I) { return isPotentiallyReachable(I, R); });
      Homes.insert(R->getParent());
      if (!scan(R->getParent(), R->getNextNode(), Early, All))
        return false;
    }
    if (!drain(All))
      return false;
    SmallPtrSet<BasicBlock *, 16> After;
    for (auto &[B, State] : Seen)
      After.insert(B);
    // Round to a retain again, or a carrier that is reached without one: another name for
    // what is lent.
    auto retained = [&](const BasicBlock *B) { return After.count(B) || Homes.count(B); };
    if (any_of(Homes, [&](BasicBlock *B) { return After.count(B); }) ||
        any_of(Carries, [&](const Instruction *I) { return !retained(I->getParent()); }))
      return false;
    for (PHINode *Phi : Carriers)
      for (unsigned N = 0; N < Phi->getNumIncomingValues(); N++)
        if (Data.count(Phi->getIncomingValue(N)) && !retained(Phi->getIncomingBlock(N)))
          return false;
    // Ways that do not retain: to where no way retains, and into those that do.
    for (BasicBlock &B : *P.F) {
      if (retained(&B))
        continue;
      if (auto *Ret = dyn_cast<ReturnInst>(B.getTerminator()))
        Returns.push_back(Ret);
      for (BasicBlock *S : successors(&B))
        if (After.count(S)) {
          Edges.push_back({&B, S});
          visit(S, true);
        }
    }
    return drain(All) && !any_of(Returns, [&](ReturnInst *Ret) {
             return Ret->getReturnValue() && (Data.count(Ret->getReturnValue()) || Through.count(Ret->getReturnValue()));
           });
  }

private:
  const Lent &P;
  const HandedOver &Handed;
  const DataLayout &DL;
  SmallPtrSet<const Value *, 8> Data;          // its data word, as loaded
  SmallPtrSet<const Value *, 8> Addresses;     // into the argument
  SmallPtrSet<const Value *, 32> Through;      // what is reached through it
  SmallPtrSet<const Instruction *, 8> Carries; // what gives it to a variable that is kept
  SmallVector<PHINode *, 4> Carriers;          // such variables
  // Blocks that are reached behind the retain; bit 0: the value may not have been given
  // to its variable yet, bit 1: it may have been.
  DenseMap<BasicBlock *, unsigned> Seen;
  SmallVector<std::pair<BasicBlock *, bool>, 16> Work;

  // reach finds the uses of the value. False where they cannot be told.
  bool reach() {
    SmallVector<const Value *> Found{P.F->getArg(P.Arg)};
    for (unsigned N = 0; N < Found.size(); N++) {
      Addresses.insert(Found[N]);
      for (const User *U : Found[N]->users()) {
        if (isa<GetElementPtrInst>(U))
          Found.push_back(U);
        auto *Load = dyn_cast<LoadInst>(U);
        if (!Load)
          continue;
        auto At = offsetIn(Load->getPointerOperand(), P.F->getArg(P.Arg), DL);
        if (!At)
          return false;
        if (*At == P.Offset + 16 && Load->getType()->isPointerTy())
          Data.insert(Load);
        else if (overlaps(Load, *At, P.Offset + 16, DL))
          return false;
      }
    }
    for (const Value *D : Data)
      for (const User *U : D->users()) {
        auto *I = cast<Instruction>(U);
        if (auto *Phi = dyn_cast<PHINode>(I)) {
          Carriers.push_back(const_cast<PHINode *>(Phi));
        } else if (auto *St = dyn_cast<StoreInst>(I); St && St->getValueOperand() == D) {
          auto *Slot = dyn_cast<AllocaInst>(getUnderlyingObject(St->getPointerOperand(), 0));
          if (isCallSlot(Slot))
            continue;
          if (Slot && onlyLent(Slot))
            lend(Slot);
          else
            Carries.insert(I);
        } else if (isa<SelectInst>(I) || isa<InsertValueInst>(I) || isa<ReturnInst>(I)) {
          Carries.insert(I);
        } else if (isa<PtrToIntInst>(I) || isa<MemTransferInst>(I)) {
          return false;
        } else if (!I->getType()->isVoidTy() && !I->getType()->isIntOrIntVectorTy() && !I->getType()->isFPOrFPVectorTy()) {
          SmallVector<const Instruction *, 4> Left;
          if (!derived(const_cast<Instruction *>(I), Through, Left))
            return false;
          for (const Instruction *L : Left) {
            auto *St = dyn_cast<StoreInst>(L);
            auto *Slot = St ? dyn_cast<AllocaInst>(getUnderlyingObject(St->getPointerOperand(), 0)) : nullptr;
            if (!Slot || !onlyLent(Slot))
              return false;
            lend(Slot);
          }
        }
      }
    return true;
  }

  // lend: calls that get the slot look at the value.
  void lend(const AllocaInst *Slot) {
    SmallVector<const Value *> Work{Slot};
    for (unsigned N = 0; N < Work.size(); N++) {
      Through.insert(Work[N]);
      for (const User *U : Work[N]->users())
        if (isa<GetElementPtrInst>(U))
          Work.push_back(U);
    }
  }

  // carries reports whether I gives the value to what is kept.
  bool carries(Instruction *I) const {
    if (Carries.count(I))
      return true;
    auto *CB = dyn_cast<CallInst>(I);
    return CB && any_of(Data, [&](const Value *D) { return consumes(CB, D, Handed); });
  }

  // looks reports whether I looks at the value, or at what is reached through it.
  bool looks(const Instruction *I) const {
    if (isa<PHINode>(I) || isa<GetElementPtrInst>(I)) // a name for it
      return false;
    return any_of(I->operands(), [&](const Use &U) {
      return Data.count(U.get()) || Through.count(U.get()) || (isa<CallBase>(I) && Addresses.count(U.get()));
    });
  }

  void visit(BasicBlock *B, bool Given) {
    unsigned Bit = Given ? 2 : 1;
    unsigned &Old = Seen[B];
    if (!(Old & Bit)) {
      Old |= Bit;
      Work.push_back({B, Given});
    }
  }

  bool drain(ArrayRef<CallInst *> Retains) {
    while (!Work.empty()) {
      auto [B, Given] = Work.pop_back_val();
      if (!scan(B, &B->front(), Given, Retains))
        return false;
    }
    return true;
  }

  bool scan(BasicBlock *B, Instruction *I, bool Given, ArrayRef<CallInst *> Retains) {
    for (; I; I = I->getNextNode()) {
      if (is_contained(Retains, I))
        return false;
      if (auto *CB = dyn_cast<CallInst>(I); CB && CB->doesNotReturn())
        return true;
      if (isa<ReturnInst>(I) && !Given && !carries(I))
        return false; // nobody has got what was retained
      if (carries(I)) {
        if (Given)
          return false;
        Given = true;
      } else if (Given && looks(I)) {
        return false;
      }
      if (I->isEHPad() || isa<ResumeInst>(I))
        return false;
    }
    for (BasicBlock *S : successors(B)) {
      bool Gives = false;
      for (PHINode &Phi : S->phis()) {
        const Value *In = Phi.getIncomingValueForBlock(B);
        Gives |= Data.count(In) != 0;
        if (Given && (Data.count(In) || Through.count(In)))
          return false;
      }
      visit(S, Given || Gives);
    }
    return true;
  }
};

// HandOver looks at the functions that only the module calls.
class HandOver {
public:
  HandOver(Module &M, HandedOver &Handed, Log &L) : M(M), Handed(Handed), L(L) {}

  bool run() {
    bool Changed = false;
    for (Function &F : M) {
      if (!callsOf(F, Calls))
        continue;
      std::vector<std::pair<Lent, SmallVector<CallInst *, 4>>> Kept;
      for (Instruction &I : instructions(F))
        if (auto *R = dyn_cast<CallInst>(&I); R && isRetain(Call(R)))
          if (auto P = lentWord(F, countedBy(Call(R)))) {
            auto It = find_if(Kept, [&](auto &K) { return K.first == *P; });
            if (It == Kept.end())
              It = Kept.insert(It, {*P, {}});
            It->second.push_back(R);
          }
      for (auto &[P, Retains] : Kept)
        Changed |= give(P, Retains);
    }
    return Changed;
  }

private:
  struct Site {
    CallInst *CB;
    Value *Data;
    SmallVector<Instruction *, 4> Releases;
    bool Lends = false; // a reference of its own, which Releases drop behind the call
  };
  Module &M;
  HandedOver &Handed;
  Log &L;
  SmallVector<CallInst *> Calls;

  bool give(const Lent &P, ArrayRef<CallInst *> Retains) {
    if (is_contained(Handed.Args, P))
      return false;
    Keeper K(P, Handed);
    if (!K.follow(Retains))
      return false;
    SmallVector<Site, 8> Sites;
    bool Frees = false, AllLend = true;
    for (CallInst *CB : Calls) {
      Site S{CB, dataAt(*CB, P), {}};
      bool Nothing = isa_and_nonnull<ConstantPointerNull>(S.Data);
      if (!Nothing)
        AllLend &= S.Lends = S.Data && lends(S, Frees);
      Sites.push_back(S);
    }
    // A caller whose own reference stays retains for the function: no more than this did.
    bool Always = K.Returns.empty() && K.Edges.empty();
    auto *First = find_if(Sites, [](const Site &S) { return S.Lends; });
    SmallVector<int64_t, 8> From, Kept;
    if (!Frees || !words(P, *First, From) || !(AllLend || (Always && wordsHere(P, Retains[0], Kept))))
      return false;
    for (ReturnInst *Ret : K.Returns)
      releaseAt(Ret, P, *First, From);
    for (auto &[B, S] : K.Edges)
      releaseAt(SplitEdge(B, S)->getTerminator(), P, *First, From);
    L.done("counts", Retains[0], "the argument is handed over: its last reference is released here, not by the callers");
    P.F->removeFnAttr(Attribute::NoFree);
    for (Site &S : Sites) {
      S.CB->removeFnAttr(Attribute::NoFree);
      for (Instruction *I : S.Releases)
        I->eraseFromParent();
      if (!S.Lends && !isa_and_nonnull<ConstantPointerNull>(S.Data))
        copyAt(S.CB, Retains[0], S.CB->getArgOperand(P.Arg), P.Offset, Kept);
    }
    for (CallInst *R : Retains)
      R->eraseFromParent();
    Handed.Args.push_back(P);
    return true;
  }

  // lends finds the releases with which the caller ends what it has lent. Frees is set where
  // it has no use for the value then.
  bool lends(Site &S, bool &Frees) {
    SmallPtrSet<const Value *, 32> Through;
    SmallVector<const Instruction *, 8> Left;
    Places Held;
    Region Behind, Further;
    if (isa<Constant>(S.Data) || !derived(S.Data, Through, Left) || !heldIn(S.Data, S.CB, Left, Held) ||
        !lastUse(S.CB, S.Data, Through, Held, Behind))
      return false;
    S.Releases.assign(Behind.Found.begin(), Behind.Found.end());
    bool Own = false; // it has retained what it lends
    for (Instruction *I = before(S.CB); I && !Own; I = before(I))
      Own = isRetain(Call(I)) && countedBy(Call(I)) == S.Data;
    // What it owns and does not keep it need not release, and what it would keep no longer
    // than this call is not shared.
    Frees |= !Own || (S.Releases.size() == 1 && lastUse(S.Releases[0], S.Data, Through, Held, Further));
    return true;
  }

  // words finds which word of the argument each operand of the site's release is: its offset,
  // or NotAWord. False where one is something else.
  static constexpr int64_t NotAWord = -1, Place = -2;
  bool words(const Lent &P, const Site &S, SmallVectorImpl<int64_t> &From) {
    const AllocaInst *Slot = argumentSlot(*S.CB, P.Arg);
    for (Value *V : cast<CallInst>(S.Releases[0])->args()) {
      int64_t Found = isa<Constant>(V) ? NotAWord : isCallSlot(V) ? Place : 1;
      auto *Load = dyn_cast<LoadInst>(V);
      auto At = Load ? offsetIn(Load->getPointerOperand(), Slot, M.getDataLayout()) : std::nullopt;
      for (int64_t Word : {0, 8, 16})
        if (Found == 1 && (At == P.Offset + Word || wordAt(*S.CB, Slot, P.Offset + Word) == V))
          Found = Word;
      if (Found == 1)
        return false;
      From.push_back(Found);
    }
    return true;
  }

  // wordsHere does so for a call in the function.
  bool wordsHere(const Lent &P, CallInst *Here, SmallVectorImpl<int64_t> &From) {
    for (Value *V : Here->args()) {
      auto *Load = dyn_cast<LoadInst>(V);
      int64_t At = P.Offset - 1;
      if (Load)
        At = offsetIn(Load->getPointerOperand(), P.F->getArg(P.Arg), M.getDataLayout()).value_or(At);
      if (!isa<Constant>(V) && !isCallSlot(V) && (At < P.Offset || At > P.Offset + 16))
        return false;
      From.push_back(isa<Constant>(V) ? NotAWord : isCallSlot(V) ? Place : At - P.Offset);
    }
    return true;
  }

  void releaseAt(Instruction *At, const Lent &P, const Site &S, ArrayRef<int64_t> From) {
    copyAt(At, cast<CallInst>(S.Releases[0]), P.F->getArg(P.Arg), P.Offset, From);
  }

  // copyAt writes a retain or release in front of At, of the words in the argument.
  void copyAt(Instruction *At, CallInst *Old, Value *Argument, int64_t Offset, ArrayRef<int64_t> From) {
    IRBuilder<> B(At);
    auto *New = cast<CallInst>(Old->clone());
    New->setDebugLoc(At->getDebugLoc());
    auto address = [&](int64_t Word) { return B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Argument, Offset + Word); };
    for (unsigned N = 0; N < From.size(); N++)
      if (From[N] == Place)
        New->setArgOperand(N, address(0));
      else if (From[N] != NotAWord)
        New->setArgOperand(N, B.CreateAlignedLoad(New->getArgOperand(N)->getType(), address(From[N]), Align(8)));
    B.Insert(New);
  }
};

} // namespace

bool handOver(Module &M, HandedOver &Handed, Log &L) { return HandOver(M, Handed, L).run(); }

} // namespace oriopt
