// What a loop is asked in front of its window.
//
// The loop's blocks are gone through in order, as if it were a window already:
// an unshare gives back what it got, so that the words of a list stay the same
// from round to round; what is computed from such words stays the same, too. Where
// this leads to no contradiction, the conditions collected on the way are the
// question:
//
//	Load    words in memory that no store of the window can reach
//	Stay    the loop's own test, for the round at hand
//	Always  a test whose operands do not change
//	Range   an index that goes in steps, against a length that does not change
//	Unique  count 1 and no slice
//
// A load may stand in the question only if the program is sure to get to it in
// the round that begins (an anticipated expression): on every path from the
// loop's header, behind no branch out of the loop but those that the question
// asks about in front of it.
#include "ask.h"

#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;

namespace oriopt {

namespace {
constexpr unsigned MaxInstructions = 600, MaxSteps = 40, Few = 16;
enum Event { Loaded, Tested, Accessed };
} // namespace

bool Question::no(Instruction *At, const std::string &Reason) {
  Why = Reason;
  WhyAt = At;
  return false;
}

Value *Question::resolve(Value *V) const {
  for (auto It = Alias.find(V); It != Alias.end(); It = Alias.find(V))
    V = It->second;
  return V;
}

bool Question::invariant(Value *V) const {
  V = resolve(V);
  auto *I = dyn_cast<Instruction>(V);
  if (!I || !L.contains(I))
    return true;
  if (auto *P = dyn_cast<PHINode>(I); P && P->getParent() == L.getHeader())
    return Fixed.count(P);
  return Invariant.count(I);
}

// spine reports whether every round that ends comes through B.
bool Question::spine(const BasicBlock *B) const { return DT.dominates(B, L.getLoopLatch()); }

// now reports whether V can be computed at the beginning of a round.
bool Question::now(Value *V, unsigned Depth) const {
  V = resolve(V);
  if (invariant(V))
    return true;
  auto *I = cast<Instruction>(V);
  if (isa<PHINode>(I))
    return I->getParent() == L.getHeader();
  if (Depth > 6 || I->mayReadOrWriteMemory() || !isSafeToSpeculativelyExecute(I))
    return false;
  return all_of(I->operands(), [&](Use &U) { return now(U.get(), Depth + 1); });
}

bool Question::known(Key K, Instruction &I) {
  auto [It, New] = Numbers.try_emplace(std::move(K), &I);
  if (!New && It->second != &I)
    Alias[&I] = It->second;
  if (New)
    Invariant.insert(&I);
  return New;
}

// number takes I in if all that it is computed from stays the same.
void Question::number(Instruction &I) {
  Key K{I.getOpcode(), uintptr_t(I.getType())};
  if (auto *Cmp = dyn_cast<CmpInst>(&I))
    K.push_back(Cmp->getPredicate());
  if (auto *GEP = dyn_cast<GetElementPtrInst>(&I))
    K.push_back(uintptr_t(GEP->getSourceElementType()));
  if (auto *EV = dyn_cast<ExtractValueInst>(&I))
    for (unsigned N : EV->indices())
      K.push_back(N);
  if (auto *IV = dyn_cast<InsertValueInst>(&I))
    for (unsigned N : IV->indices())
      K.push_back(N);
  for (Use &U : I.operands()) {
    if (!invariant(U.get()))
      return;
    K.push_back(uintptr_t(resolve(U.get())));
  }
  known(std::move(K), I);
}

// root returns what a pointer is computed from by adding offsets.
Value *Question::root(Value *Pointer) const {
  Value *P = resolve(Pointer);
  while (auto *GEP = dyn_cast<GEPOperator>(P))
    P = resolve(GEP->getPointerOperand());
  return P;
}

// place returns base and offset of an address, through what is equal.
Value *Question::place(Value *Pointer, int64_t &Off) const {
  const DataLayout &DL = L.getHeader()->getModule()->getDataLayout();
  Off = 0;
  Value *V = resolve(Pointer);
  while (auto *GEP = dyn_cast<GEPOperator>(V)) {
    APInt O(64, 0);
    if (!GEP->accumulateConstantOffset(DL, O))
      break;
    Off += O.getSExtValue();
    V = resolve(GEP->getPointerOperand());
  }
  return V;
}

void Question::scanLoad(Instruction &I, Value *Pointer) {
  Events[I.getParent()].push_back({Accessed, root(Pointer)});
  if (Unsafe.count(&I) || !invariant(Pointer))
    return;
  // A slot of a call holds what the call gave.
  Key K{I.getOpcode(), uintptr_t(I.getType()), uintptr_t(resolve(Pointer))};
  if (auto *CB = dyn_cast<CallBase>(&I))
    K.push_back(uintptr_t(CB->getCalledFunction()));
  if (known(std::move(K), I)) {
    Step S{Step::Load};
    S.I = &I;
    Steps.push_back(S);
  }
  Events[I.getParent()].push_back({Loaded, resolve(&I)});
}

bool Question::operation(Call C) {
  auto Op = std::make_unique<Operation>();
  Op->C = C;
  Op->Data = C.arg("data"), Op->Len = C.arg("len"), Op->Cap = C.arg("cap");
  Op->ElemSize = C.elemSize();
  Instruction *CB = C.CB;
  if (!Op->ElemSize)
    return no(CB, "the size of its elements is not constant");
  if (!invariant(Op->Data) || !invariant(Op->Len) || !invariant(Op->Cap))
    return no(CB, C.name().str() + " of another list in each round");
  if (C.is("ori_list_unshare_cow")) {
    auto *Min = dyn_cast<ConstantInt>(C.arg("min_cap"));
    if (!Min || Min->getSExtValue() > 1)
      return no(CB, "it asks for room as well");
    Op->Buffer = Min->isOne();
  } else {
    if (C.calls("dec"))
      return no(CB, "set releases the old element");
    if (Op->ElemSize > 64)
      return no(CB, "its elements are large");
    Op->Index = C.arg("index");
  }
  // The result goes to the place that the words are from, or to a slot of the call's own.
  Value *Out = resolve(C.arg("out"));
  const DataLayout &DL = CB->getModule()->getDataLayout();
  if (isCallSlot(Out)) {
    SmallVector<User *> Users(Out->users());
    for (unsigned N = 0; N < Users.size(); N++) {
      User *U = Users[N];
      if (isa<GetElementPtrInst>(U)) {
        Users.append(U->user_begin(), U->user_end());
        continue;
      }
      if (U == CB)
        continue;
      auto *Load = dyn_cast<LoadInst>(U);
      int64_t Off = 0;
      if (!Load || GetPointerBaseWithConstantOffset(Load->getPointerOperand(), Off, DL) != Out)
        return no(CB, "its result is used in a way that is not known");
      Value *Word = Off == 0 ? Op->Len : Off == 8 ? Op->Cap : Off == 16 ? Op->Data : nullptr;
      if (!Word || Word->getType() != Load->getType())
        return no(CB, "its result is used in a way that is not known");
      if (L.contains(Load))
        Alias[Load] = resolve(Word);
    }
  } else {
    if (!invariant(Out))
      return no(CB, "its place is another one in each round");
    int64_t OutOff = 0;
    Value *Base = place(Out, OutOff);
    auto from = [&](Value *Word, int64_t Off) {
      auto *Load = dyn_cast<LoadInst>(resolve(Word));
      int64_t LoadOff = 0;
      return Load && L.contains(Load) && place(Load->getPointerOperand(), LoadOff) == Base && LoadOff == OutOff + Off;
    };
    if (!from(Op->Len, 0) || !from(Op->Cap, 8) || !from(Op->Data, 16))
      return no(CB, "its result goes to another place than the list came from");
  }
  Events[CB->getParent()].push_back({Tested, resolve(Op->Data)});
  Events[CB->getParent()].push_back({Accessed, resolve(Op->Data)});
  // A list that is known may be empty: one that gets a buffer is asked whether it has one.
  Op->Known = CB->hasMetadata(KnownUnique) && !Op->Buffer;
  if (!Op->Known) {
    Step S{Step::Unique};
    S.I = CB;
    S.Op = Op.get();
    Steps.push_back(S);
  }
  if (Op->Index)
    Op->IndexAsked = range(CB->getParent(), CB, Op->Index, Op->Len, Op.get());
  Operations.push_back(std::move(Op));
  return true;
}

bool Question::scanCall(CallBase &CB) {
  if (auto *II = dyn_cast<IntrinsicInst>(&CB)) {
    if (II->isLifetimeStartOrEnd() || isa<DbgInfoIntrinsic>(II) || isa<AssumeInst>(II))
      return true;
    if (!II->mayReadOrWriteMemory()) {
      if (isSafeToSpeculativelyExecute(II) && !II->getType()->isVoidTy()) {
        Key K{CB.getOpcode(), uintptr_t(CB.getCalledFunction())};
        for (Use &U : CB.args()) {
          if (!invariant(U.get()))
            return true;
          K.push_back(uintptr_t(resolve(U.get())));
        }
        known(std::move(K), CB);
      }
      return true;
    }
    if (isa<MemIntrinsic>(II)) {
      Stores.push_back(II);
      return true;
    }
    return no(&CB, "an intrinsic that touches memory");
  }
  Call C(&CB);
  if (!C) {
    if (CB.doesNotAccessMemory() && CB.doesNotThrow() && isa<CallInst>(CB))
      return true;
    Function *F = CB.getCalledFunction();
    return no(&CB, F ? "it calls " + F->getName().str() : "it calls what is not known");
  }
  if (!isa<CallInst>(CB))
    return no(&CB, "an invoke");
  if (C.is("ori_list_unshare_cow") || C.is("ori_list_set_cow"))
    return operation(C);
  if (C.E->has(ReadsPlace)) {
    if (Value *S = C.arg("s"); !isCallSlot(getUnderlyingObject(S)))
      scanLoad(CB, S);
    return true;
  }
  return no(&CB, C.name().str() + " stays in it");
}

bool Question::scanInstruction(Instruction &I) {
  if (auto *P = dyn_cast<PHINode>(&I)) {
    if (P->getParent() == L.getHeader())
      return true;
    Value *Same = nullptr;
    for (Value *V : P->incoming_values()) {
      V = resolve(V);
      if (V == P)
        continue;
      if (Same && Same != V)
        return true;
      Same = V;
    }
    if (Same && invariant(Same))
      Alias[P] = Same;
    return true;
  }
  if (auto *CB = dyn_cast<CallBase>(&I))
    return scanCall(*CB);
  if (I.isAtomic() || I.isVolatile() || isa<FenceInst>(I))
    return no(&I, "an atomic or volatile access");
  if (auto *Load = dyn_cast<LoadInst>(&I)) {
    if (Alias.count(Load))
      return true; // of an operation's slot
    scanLoad(I, Load->getPointerOperand());
    return true;
  }
  if (auto *Store = dyn_cast<StoreInst>(&I)) {
    Stores.push_back(Store);
    Events[I.getParent()].push_back({Accessed, root(Store->getPointerOperand())});
    return true;
  }
  if (I.isTerminator())
    return true;
  if (I.mayReadOrWriteMemory() || isa<AllocaInst>(I) || I.isEHPad())
    return no(&I, "an access to memory that is not known");
  if (isSafeToSpeculativelyExecute(&I))
    number(I);
  return true;
}

// ---- branches ----

// strideOf returns what the loop adds to a counter in each round, if that is a value from
// in front of the loop.
Value *Question::strideOf(Value *Counter) const {
  using namespace PatternMatch;
  Value *Stride = nullptr;
  auto *P = dyn_cast<PHINode>(Counter);
  bool Added = P && P->getParent() == L.getHeader() &&
               match(P->getIncomingValueForBlock(L.getLoopLatch()), m_c_Add(m_Specific(P), m_Value(Stride)));
  return Added && L.isLoopInvariant(Stride) ? Stride : nullptr;
}

// findBounds collects the tests that end the loop after a number of rounds that is
// known in front of it.
void Question::findBounds() {
  SmallVector<BasicBlock *> Exiting;
  L.getExitingBlocks(Exiting);
  for (BasicBlock *B : Exiting) {
    auto *Br = dyn_cast<BranchInst>(B->getTerminator());
    if (!Br || !Br->isConditional() || !spine(B))
      continue;
    auto *Cmp = dyn_cast<ICmpInst>(Br->getCondition());
    if (!Cmp || !Cmp->getOperand(0)->getType()->isIntegerTy(64))
      continue;
    CmpInst::Predicate P = Cmp->getPredicate();
    Value *X = Cmp->getOperand(0), *Y = Cmp->getOperand(1);
    if (!L.contains(Br->getSuccessor(0)))
      P = CmpInst::getInversePredicate(P);
    for (bool Swapped : {false, true}) {
      if (Swapped) {
        std::swap(X, Y);
        P = CmpInst::getSwappedPredicate(P);
      }
      if (!SE.isSCEVable(X->getType()))
        continue;
      auto *AR = dyn_cast<SCEVAddRecExpr>(SE.getSCEV(X));
      if (!AR || AR->getLoop() != &L || !AR->isAffine())
        continue;
      auto Found = std::make_unique<Bound>();
      Found->Block = B, Found->Pred = P, Found->Counter = X, Found->Limit = Y;
      Found->AtLatch = B == L.getLoopLatch();
      const SCEV *By = AR->getStepRecurrence(SE);
      if (auto *C = dyn_cast<SCEVConstant>(By)) {
        if (C->getAPInt().getSignificantBits() > 32 || C->getValue()->isZero())
          continue;
        Found->Step = C->getAPInt().getSExtValue();
        bool Up = Found->Step > 0;
        if (!(P == CmpInst::ICMP_NE && (Found->Step == 1 || Found->Step == -1)) &&
            !(Up && (P == CmpInst::ICMP_SLT || P == CmpInst::ICMP_SLE || P == CmpInst::ICMP_ULT)) &&
            !(!Up && (P == CmpInst::ICMP_SGT || P == CmpInst::ICMP_SGE)))
          continue;
      } else if (Value *S = strideOf(X); S && (P == CmpInst::ICMP_SLT || P == CmpInst::ICMP_SLE) && !Found->AtLatch) {
        Found->Stride = S;
      } else {
        continue;
      }
      Bounds.push_back(std::move(Found));
      break;
    }
  }
}

// boundFor returns the bound that tells how often B is run with the index.
const Bound *Question::boundFor(BasicBlock *B, Value *Index, int64_t &By) {
  if (!SE.isSCEVable(Index->getType()))
    return nullptr;
  auto *AR = dyn_cast<SCEVAddRecExpr>(SE.getSCEV(Index));
  if (!AR || AR->getLoop() != &L || !AR->isAffine() || !now(Index))
    return nullptr;
  auto *C = dyn_cast<SCEVConstant>(AR->getStepRecurrence(SE));
  for (auto &Until : Bounds) {
    if (Until->Block == B || Gone.count(Until->Block) || !invariant(Until->Limit) || !now(Until->Counter))
      continue;
    bool Before = Until->Block != B && DT.dominates(Until->Block, B);
    if (!Before && !Until->AtLatch)
      continue;
    if (Until->Stride) {
      // The counter itself is the index, and it was compared in this round.
      if (!Before || resolve(Index) != resolve(Until->Counter) || !invariant(Until->Stride))
        continue;
      By = 0;
      return Until.get();
    }
    if (!C || C->getAPInt().getSignificantBits() > 32 || C->getValue()->isZero())
      continue;
    By = C->getAPInt().getSExtValue();
    return Until.get();
  }
  return nullptr;
}

// ivDependent reports whether it hangs on the counter whether B is run: there the
// index that is in range need not be so in rounds that do not come here.
bool Question::ivDependent(BasicBlock *B) const {
  for (auto *N = DT.getNode(B)->getIDom(); N && L.contains(N->getBlock()); N = N->getIDom()) {
    auto *Br = dyn_cast<BranchInst>(N->getBlock()->getTerminator());
    if (!Br || !Br->isConditional() || !L.contains(Br->getSuccessor(0)) || !L.contains(Br->getSuccessor(1)))
      continue;
    auto *Cmp = dyn_cast<ICmpInst>(Br->getCondition());
    if (Cmp && now(Cmp))
      return true;
    if (!Cmp && now(Br->getCondition()))
      return true;
  }
  return false;
}

// range takes in that Index < Len, in every round.
bool Question::range(BasicBlock *B, Instruction *I, Value *Index, Value *Len, Operation *Op) {
  if (!invariant(Len) || !Index->getType()->isIntegerTy(64))
    return false;
  if (!spine(B) && ivDependent(B))
    return false;
  Step S{Step::Range};
  S.I = I;
  S.Index = Index, S.Len = Len;
  S.Op = Op;
  if (!invariant(Index)) {
    // A test that bounds another one stays.
    if (!Op && Needed.count(B))
      return false;
    if (!(S.Until = boundFor(B, Index, S.By)))
      return false;
    Needed.insert(S.Until->Block);
    if (!Op)
      Gone.insert(B);
  }
  Steps.push_back(S);
  return true;
}

bool Question::scanBranch(BasicBlock *B) {
  Instruction *T = B->getTerminator();
  SmallVector<unsigned, 2> Leaving;
  for (unsigned N = 0; N < T->getNumSuccessors(); N++)
    if (!L.contains(T->getSuccessor(N)))
      Leaving.push_back(N);
  if (Leaving.empty())
    return true;
  auto *Br = dyn_cast<BranchInst>(T);
  if (!Br || Leaving.size() != 1) {
    Barriers.insert(B);
    return true;
  }
  bool StayIf = Leaving[0] == 1; // the value of the condition that stays in the loop
  Value *Cond = Br->getCondition();
  if (invariant(Cond) && (spine(B) || !ivDependent(B))) {
    Step S{Step::Always};
    S.I = Br;
    Steps.push_back(S);
    Folded.push_back({Br, StayIf});
    return true;
  }
  if (auto *Cmp = dyn_cast<ICmpInst>(resolve(Cond))) {
    CmpInst::Predicate P = StayIf ? Cmp->getPredicate() : Cmp->getInversePredicate();
    Value *X = Cmp->getOperand(0), *Y = Cmp->getOperand(1);
    if (P == CmpInst::ICMP_UGT)
      std::swap(X, Y), P = CmpInst::ICMP_ULT;
    if (P == CmpInst::ICMP_ULT && !invariant(X) && range(B, Br, X, Y, nullptr)) {
      Folded.push_back({Br, StayIf});
      return true;
    }
  }
  if (B == L.getLoopLatch())
    return true; // nothing of the round comes behind it
  if (spine(B) && now(Cond)) {
    Step S{Step::Stay};
    S.I = Br;
    Steps.push_back(S);
    return true;
  }
  Barriers.insert(B);
  return true;
}

// ---- all of it ----

void Question::reset() {
  Steps.clear(), Operations.clear(), Apart.clear(), Taken.clear(), Folded.clear();
  Alias.clear(), Invariant.clear(), Numbers.clear(), Barriers.clear(), Stores.clear(), Events.clear();
  Needed.clear(), Gone.clear();
}

bool Question::scan() {
  reset();
  for (BasicBlock *B : Order) {
    for (Instruction &I : *B)
      if (!scanInstruction(I))
        return false;
    if (!scanBranch(B))
      return false;
  }
  return true;
}

// isList reports whether the words are a list's whatever the program does next:
// results of operations, NULL, or what an operation in front of the loop got.
bool Question::isListFrom(Value *Data, Value *Cap, SmallPtrSetImpl<Value *> &Seen) const {
  Data = resolve(Data), Cap = resolve(Cap);
  if (!Seen.insert(Data).second)
    return true;
  if (isa<ConstantPointerNull>(Data))
    return true;
  for (User *U : Data->users())
    if (Call C(U); C && C.arg("data") == Data && C.arg("cap") && resolve(C.arg("cap")) == Cap && C.E->index("data") == 0 &&
                   DT.dominates(C.CB, &L.getHeader()->front()))
      return true;
  auto slot = [](Value *V) -> const Value * {
    auto *Load = dyn_cast<LoadInst>(V);
    const Value *Slot = Load ? getUnderlyingObject(Load->getPointerOperand()) : nullptr;
    return isCallSlot(Slot) ? Slot : nullptr;
  };
  if (const Value *Slot = slot(Data); Slot && slot(Cap) == Slot)
    return true;
  auto *P = dyn_cast<PHINode>(Data), *Q = dyn_cast<PHINode>(Cap);
  if (!P || !Q || P->getParent() != Q->getParent())
    return false;
  for (BasicBlock *B : P->blocks())
    if (!isListFrom(P->getIncomingValueForBlock(B), Q->getIncomingValueForBlock(B), Seen))
      return false;
  return true;
}

bool Question::isList(Value *Data, Value *Cap) const {
  SmallPtrSet<Value *, 8> Seen;
  return isListFrom(Data, Cap, Seen);
}

// stored reports whether the operation's words are read from a place into which another
// operation, in front of the loop and always run before it, has stored a list.
bool Question::stored(const Operation &Op) const {
  auto *Data = dyn_cast<LoadInst>(resolve(Op.Data)), *Cap = dyn_cast<LoadInst>(resolve(Op.Cap));
  if (!Data || !Cap)
    return false;
  int64_t DataOff, CapOff, OutOff;
  Value *Base = place(Data->getPointerOperand(), DataOff);
  if (place(Cap->getPointerOperand(), CapOff) != Base || CapOff + 8 != DataOff)
    return false;
  BasicBlock *B = L.getLoopPreheader();
  Instruction *I = B->getTerminator();
  for (unsigned N = 0; N < MaxInstructions; N++) {
    if (Call C(I); C && C.name().starts_with("ori_list_") && C.arg("out") && place(C.arg("out"), OutOff) == Base)
      return isa<CallInst>(I) && OutOff + 16 == DataOff;
    for (LoadInst *Word : {Data, Cap})
      if (I->mayWriteToMemory() && isModSet(AA.getModRefInfo(I, MemoryLocation::get(Word))))
        return false;
    if (Instruction *Before = I->getPrevNode()) {
      I = Before;
      continue;
    }
    if (!(B = B->getSinglePredecessor()))
      return false;
    I = B->getTerminator();
  }
  return false;
}

// settle finds what the program is sure to get to. Again is set where something
// turned out not to be.
bool Question::settle(bool &Again) {
  using Set = std::set<std::pair<int, Value *>>;
  DenseMap<BasicBlock *, Set> In;
  for (BasicBlock *B : reverse(Order)) {
    Set Here;
    bool First = true;
    if (!Barriers.count(B))
      for (BasicBlock *S : successors(B)) {
        if (!L.contains(S) || S == L.getHeader())
          continue;
        if (First)
          Here = In[S];
        else
          for (auto It = Here.begin(); It != Here.end();)
            It = In[S].count(*It) ? std::next(It) : Here.erase(It);
        First = false;
      }
    // A latch that may also go elsewhere in the loop: only what is in it.
    if (B == L.getLoopLatch())
      Here.clear();
    for (auto &E : Events[B])
      Here.insert(E);
    In[B] = std::move(Here);
  }
  const Set &Sure = In[L.getHeader()];
  for (Step &S : Steps) {
    if (S.K != Step::Load || Sure.count({Loaded, S.I}))
      continue;
    // A word between two that are sure to be read is there as well.
    bool Below = false, Above = false;
    if (auto *Load = dyn_cast<LoadInst>(S.I)) {
      int64_t Off, Other;
      Value *Base = place(Load->getPointerOperand(), Off);
      for (auto &[K, V] : Sure)
        if (auto *L2 = K == Loaded ? dyn_cast<LoadInst>(V) : nullptr; L2 && place(L2->getPointerOperand(), Other) == Base) {
          Below |= Other < Off && Off - Other <= 16;
          Above |= Other > Off && Other - Off <= 16;
        }
    }
    if (!Below || !Above) {
      Unsafe.insert(S.I);
      Again = true;
    }
  }
  if (Again)
    return true;
  for (auto &Op : Operations) {
    if (Op->Known || Sure.count({Tested, resolve(Op->Data)}) || isList(Op->Data, Op->Cap) || stored(*Op))
      Op->Sure = true;
    else if (Sure.count({Accessed, resolve(Op->Data)}))
      Op->NearPage = true;
    else
      return no(Op->C.CB, "it is not sure that there is a list to be asked");
  }
  return true;
}

// clobbers finds the loads that a store of the loop may change.
bool Question::clobbers(bool &Again) {
  auto owner = [&](Value *Pointer) -> Operation * {
    Value *R = root(Pointer);
    for (auto &Op : Operations)
      if (resolve(Op->Data) == R)
        return Op.get();
    return nullptr;
  };
  for (Step &S : Steps) {
    if (S.K != Step::Load)
      continue;
    auto *Load = dyn_cast<LoadInst>(S.I);
    Value *Pointer = Load ? Load->getPointerOperand() : cast<CallBase>(S.I)->getArgOperand(0);
    MemoryLocation Loc = Load ? MemoryLocation::get(Load) : MemoryLocation(Pointer, LocationSize::precise(24));
    auto apart = [&](Operation *Op) {
      if (root(Pointer) == resolve(Op->Data))
        return false;
      Apart.insert({S.I, Op});
      return true;
    };
    bool Good = true;
    for (Instruction *Store : Stores) {
      if (auto *St = dyn_cast<StoreInst>(Store)) {
        if (isCallSlot(getUnderlyingObject(St->getPointerOperand())))
          continue;
        if (Operation *Op = owner(St->getPointerOperand())) {
          Good &= apart(Op);
          continue;
        }
      }
      Good &= !isModSet(AA.getModRefInfo(Store, Loc));
    }
    for (auto &Op : Operations)
      if (Op->Index)
        Good &= apart(Op.get());
    if (!Good) {
      Unsafe.insert(S.I);
      Again = true;
    }
  }
  return true;
}

// fewRounds reports whether the loop looks for something in a few places: it ends after a
// small number of rounds, and often before.
bool Question::fewRounds() const {
  unsigned Rounds = SE.getSmallConstantMaxTripCount(&L);
  if (Rounds == 0 || Rounds > Few)
    return false;
  SmallVector<BasicBlock *> Exiting;
  L.getExitingBlocks(Exiting);
  return any_of(Exiting, [&](BasicBlock *B) {
    Instruction *T = B->getTerminator();
    bool Fails = any_of(successors(B), [&](BasicBlock *S) { return !L.contains(S) && isa<UnreachableInst>(S->getTerminator()); });
    return !Fails && none_of(Bounds, [&](auto &U) { return U->Block == B; }) &&
           none_of(Folded, [&](auto &F) { return F.first == T; });
  });
}

bool Question::find() {
  BasicBlock *Latch = L.getLoopLatch();
  if (!L.isInnermost() || !L.getLoopPreheader() || !Latch || !L.hasDedicatedExits())
    return no(&L.getHeader()->front(), "its form");
  unsigned Size = 0;
  bool Any = false;
  for (BasicBlock *B : L.blocks()) {
    Size += B->size();
    for (Instruction &I : *B)
      Any |= isa<ICmpInst>(I) || bool(Call(&I));
  }
  if (Size > MaxInstructions)
    return no(&L.getHeader()->front(), "it is too large");
  // The blocks in an order with every one behind those that lead to it; there is
  // no cycle but the loop's.
  SmallPtrSet<BasicBlock *, 16> Done;
  std::vector<std::pair<BasicBlock *, unsigned>> Stack{{L.getHeader(), 0}};
  Done.insert(L.getHeader());
  Order.clear();
  while (!Stack.empty()) {
    auto &[B, N] = Stack.back();
    if (N == B->getTerminator()->getNumSuccessors()) {
      Order.push_back(B);
      Stack.pop_back();
      continue;
    }
    BasicBlock *S = B->getTerminator()->getSuccessor(N++);
    if (!L.contains(S) || S == L.getHeader())
      continue;
    if (Done.insert(S).second)
      Stack.push_back({S, 0});
    else if (!is_contained(Order, S))
      return no(&L.getHeader()->front(), "it has a cycle that is no loop");
  }
  std::reverse(Order.begin(), Order.end());

  for (PHINode &P : L.getHeader()->phis())
    if (!SE.isSCEVable(P.getType()) || !isa<SCEVAddRecExpr>(SE.getSCEV(&P)))
      Fixed.insert(&P);
  findBounds();
  for (unsigned Round = 0; Round < 30; Round++) {
    if (!scan())
      return false;
    // What was taken to stay the same must come round as itself.
    bool Again = false;
    for (PHINode &P : L.getHeader()->phis())
      if (Fixed.count(&P) && resolve(P.getIncomingValueForBlock(Latch)) != &P) {
        Fixed.erase(&P);
        Again = true;
      }
    if (Again)
      continue;
    if (!settle(Again))
      return false;
    if (!Again)
      clobbers(Again);
    if (Again)
      continue;
    if (Steps.size() > MaxSteps)
      return no(&L.getHeader()->front(), "there is too much to ask");
    bool Worth = any_of(Steps, [](const Step &S) { return S.K == Step::Range || S.K == Step::Unique; });
    if (!Worth)
      return no(&L.getHeader()->front(), "nothing to gain");
    if (Operations.empty() && fewRounds())
      return no(&L.getHeader()->front(), "it has few rounds and may end before, so its checks cost less than the question");
    for (BasicBlock *B : Order)
      for (Instruction &I : *B)
        if (Alias.count(&I) || (Invariant.count(&I) && I.mayReadFromMemory()))
          Taken.push_back(&I);
    return true;
  }
  return no(&L.getHeader()->front(), "no end of changes");
}

} // namespace oriopt
