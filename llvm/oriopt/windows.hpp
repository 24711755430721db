// The loop in two versions.
//
//	preheader ──► ask ──► ask.1 ... ──► window ──► its own loop ──► exits
//	               ▲ │ no      │ no                                  ▲
//	               │ ▼         ▼                                     │
//	               │ the loop as it was written ─────────────────────┘
//	               └──── latch
//
// The written loop stays as it is: it makes the copies that the program makes,
// and raises its errors. The question stands in front of it and at its latch; where
// the answer is yes, the remaining rounds run in the window, without calls, tests
// and checks. Asking changes nothing.
//
// Inside the window a list that was found unique stays so: only an owner can
// share it, we are the only one, and nothing in the window adds a reference.
#include "ask.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Transforms/Scalar/ADCE.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

using namespace llvm;

namespace oriopt {

namespace {

constexpr int64_t Far = int64_t(1) << 62; // no sum of two smaller ones overflows

class Window {
public:
  Window(Loop &L, Question &Q) : L(L), Q(Q), F(*L.getHeader()->getParent()), B(F.getContext()) {}

  // build writes the second version. Returns the headers of both.
  SmallVector<BasicBlock *> build() {
    Header = L.getHeader(), Latch = L.getLoopLatch(), Pre = L.getLoopPreheader();
    Blocks.assign(L.block_begin(), L.block_end());
    for (Step &S : Q.Steps)
      if (S.K == Step::Unique)
        S.I = S.Op->C.CB;
    cloneBlocks();
    ask();
    simplifyClone();
    for (BasicBlock *X : Blocks)
      for (Instruction &I : *X)
        if (Call(&I))
          I.setMetadata(WrittenLoop, MDNode::get(F.getContext(), {}));
    return {Ask, cast<BasicBlock>(Map[Header]), Header};
  }

private:
  Loop &L;
  Question &Q;
  Function &F;
  IRBuilder<> B;
  BasicBlock *Header, *Latch, *Pre, *Ask, *No, *Yes;
  std::vector<BasicBlock *> Blocks;
  ValueToValueMapTy Map;
  DenseMap<Value *, Value *> Now; // values of the loop in the question

  void cloneBlocks() {
    LLVMContext &C = F.getContext();
    Ask = BasicBlock::Create(C, "ori.ask", &F, Header);
    No = BasicBlock::Create(C, "ori.written", &F, Header);
    Yes = BasicBlock::Create(C, "ori.window", &F, Header);
    SmallVector<BasicBlock *> Clones;
    for (BasicBlock *X : Blocks) {
      BasicBlock *Y = CloneBasicBlock(X, Map, ".w", &F);
      Map[X] = Y;
      Clones.push_back(Y);
    }
    // The ways out: the exits' phis get a value from the window, too.
    for (BasicBlock *X : Blocks)
      for (BasicBlock *S : successors(X)) {
        if (Map.count(S))
          continue;
        for (PHINode &P : S->phis()) {
          // One entry for each edge.
          for (unsigned N = 0, E = P.getNumIncomingValues(); N < E; N++)
            if (P.getIncomingBlock(N) == X) {
              Value *V = P.getIncomingValue(N);
              Value *W = Map.count(V) ? static_cast<Value *>(Map[V]) : V;
              P.addIncoming(W, cast<BasicBlock>(Map[X]));
            }
        }
      }
    dedupeExitPhis();
    remapInstructionsInBlocks(Clones, Map);
    // The question joins what comes from in front and from the latch.
    B.SetInsertPoint(Ask);
    BasicBlock *WHeader = cast<BasicBlock>(Map[Header]), *WLatch = cast<BasicBlock>(Map[Latch]);
    for (PHINode &P : Header->phis()) {
      PHINode *A = B.CreatePHI(P.getType(), 2, P.getName() + ".ask");
      A->addIncoming(P.getIncomingValueForBlock(Pre), Pre);
      A->addIncoming(P.getIncomingValueForBlock(Latch), Latch);
      Now[&P] = A;
    }
    for (PHINode &P : Header->phis()) {
      auto *W = cast<PHINode>(Map[&P]);
      Value *Round = W->getIncomingValueForBlock(WLatch);
      while (W->getNumIncomingValues())
        W->removeIncomingValue(0u, false);
      W->addIncoming(Now[&P], Yes);
      W->addIncoming(Round, WLatch);
      while (P.getNumIncomingValues())
        P.removeIncomingValue(0u, false);
      P.addIncoming(Now[&P], No);
    }
    Pre->getTerminator()->replaceSuccessorWith(Header, Ask);
    Latch->getTerminator()->replaceSuccessorWith(Header, Ask);
    IRBuilder<>(No).CreateBr(Header);
    IRBuilder<>(Yes).CreateBr(WHeader);
  }

  // An exit that a block reaches by several edges has as many entries: cloned for
  // each edge and each entry they would be too many.
  void dedupeExitPhis() {
    SmallPtrSet<BasicBlock *, 8> Exits;
    for (BasicBlock *X : Blocks)
      for (BasicBlock *S : successors(X))
        if (!Map.count(S))
          Exits.insert(S);
    for (BasicBlock *E : Exits)
      for (PHINode &P : E->phis())
        for (BasicBlock *X : Blocks) {
          auto *Y = cast<BasicBlock>(Map[X]);
          unsigned Want = count(successors(X), E), Have = count(P.blocks(), Y);
          for (; Have > Want; Have--)
            P.removeIncomingValue(Y, false);
        }
  }

  // now computes a value of the loop for the round that the question stands before.
  Value *now(Value *V) {
    V = Q.resolve(V);
    auto *I = dyn_cast<Instruction>(V);
    if (!I || !L.contains(I))
      return V;
    if (Value *Known = Now.lookup(I))
      return Known;
    Instruction *C = I->clone();
    C->setName(I->getName());
    for (Use &U : C->operands())
      U.set(now(U.get()));
    C->dropPoisonGeneratingFlags();
    if (!isa<LoadInst>(C) && !isa<CallBase>(C))
      C->dropUnknownNonDebugMetadata();
    else
      C->setAAMetadata(AAMDNodes());
    B.Insert(C);
    return Now[I] = C;
  }

  void unless(Value *Cond) { // go on where Cond holds, else to the written loop
    BasicBlock *Next = BasicBlock::Create(F.getContext(), "ori.ask", &F, No);
    B.CreateCondBr(Cond, Next, No);
    B.SetInsertPoint(Next);
  }

  Value *word(int64_t N) { return B.getInt64(N); }

  // lastRound returns the number of the last round, counted from the one at hand,
  // in which what the bound bounds is run.
  Value *lastRound(const Bound &U) {
    Value *X = now(U.Counter), *N = now(U.Limit);
    uint64_t By = U.Step < 0 ? -uint64_t(U.Step) : uint64_t(U.Step);
    Value *Distance = U.Step > 0 ? B.CreateSub(N, X) : B.CreateSub(X, N);
    bool Closed = U.Pred == CmpInst::ICMP_SLE || U.Pred == CmpInst::ICMP_SGE;
    // Where the counter could pass the end of the numbers, ask no further.
    if (Closed || (By != 1 && U.Pred != CmpInst::ICMP_NE)) {
      unless(B.CreateICmpSLT(N, word(Far)));
      unless(B.CreateICmpSGT(N, word(U.Pred == CmpInst::ICMP_ULT ? -1 : -Far)));
    }
    Value *More = Closed ? Distance : B.CreateSub(Distance, word(1));
    if (By != 1)
      More = B.CreateUDiv(More, word(By));
    if (!U.AtLatch)
      return More; // the test holds in this round, as was asked
    // A test behind: it passes More+1 times, or not at all.
    return B.CreateSelect(B.CreateICmp(U.Pred, X, N), B.CreateAdd(More, word(1)), word(0));
  }

  void askRange(Step &S) {
    Value *X = now(S.Index), *Len = now(S.Len);
    if (!S.Until) {
      unless(B.CreateICmpULT(X, Len));
      return;
    }
    if (!S.By) { // a stride that is no constant: the counter is below its limit in each round
      const Bound &U = *S.Until;
      Value *Stride = now(U.Stride), *N = now(U.Limit);
      unless(B.CreateICmpULE(Stride, word(Far)));
      unless(B.CreateICmpSGE(X, word(0)));
      unless(B.CreateICmpSLE(Len, word(Far)));
      unless(U.Pred == CmpInst::ICMP_SLT ? B.CreateICmpSLE(N, Len) : B.CreateICmpSLT(N, Len));
      return;
    }
    Value *Last = lastRound(*S.Until);
    uint64_t By = S.By < 0 ? -uint64_t(S.By) : uint64_t(S.By);
    if (S.By > 0) { // X + By*Last < Len, without overflow
      unless(B.CreateICmpULT(Last, Len));
      Value *Top = B.CreateSub(Len, word(1));
      if (By != 1) {
        unless(B.CreateICmpULE(Last, B.CreateUDiv(Top, word(By))));
        Last = B.CreateMul(Last, word(By));
      }
      unless(B.CreateICmpULE(X, B.CreateSub(Top, Last)));
    } else { // Len > X >= By*Last
      unless(B.CreateICmpULT(X, Len));
      unless(B.CreateICmpULE(Last, By == 1 ? X : B.CreateUDiv(X, word(By))));
    }
  }

  // The acquire pairs with the release of whoever shared the buffer before: our
  // writes come after the last of their reads.
  void askUnique(Operation &Op) {
    Value *Data = now(Op.Data), *Cap = now(Op.Cap);
    if (!Asked.insert({Data, Cap}).second)
      return;
    unless(B.CreateICmpSGT(Cap, word(0)));
    if (Op.NearPage) {
      Value *InPage = B.CreateAnd(B.CreatePtrToInt(Data, B.getInt64Ty()), word(4095));
      unless(B.CreateICmpUGE(InPage, word(16)));
    }
    LoadInst *Count = B.CreateAlignedLoad(B.getInt64Ty(), B.CreateConstGEP1_64(B.getInt8Ty(), Data, -8), Align(8), "count");
    Count->setAtomic(AtomicOrdering::Acquire);
    unless(B.CreateICmpEQ(Count, word(1)));
  }
  std::set<std::pair<Value *, Value *>> Asked;

  void ask() {
    B.SetInsertPoint(Ask);
    if (DebugLoc D = Header->getTerminator()->getDebugLoc())
      B.SetCurrentDebugLocation(D);
    std::vector<Step *> Ranges;
    for (Step &S : Q.Steps)
      switch (S.K) {
      case Step::Load:
        now(S.I);
        break;
      case Step::Stay:
      case Step::Always: {
        auto *Br = cast<BranchInst>(S.I);
        Value *C = now(Br->getCondition());
        unless(L.contains(Br->getSuccessor(0)) ? C : B.CreateNot(C));
        break;
      }
      case Step::Range:
        // Now for this round, in the order of the program; below for the others.
        if (S.Until) {
          unless(B.CreateICmpULT(now(S.Index), now(S.Len)));
          Ranges.push_back(&S);
        } else {
          askRange(S);
        }
        break;
      case Step::Unique:
        askUnique(*S.Op);
        break;
      }
    for (Step *S : Ranges)
      askRange(*S);
    std::set<std::pair<Value *, Value *>> Seen;
    for (auto &[I, Op] : Q.Apart) {
      // One question for the words of a place.
      Value *P = now(isa<LoadInst>(I) ? cast<LoadInst>(I)->getPointerOperand() : cast<CallBase>(I)->getArgOperand(0));
      const DataLayout &DL = F.getParent()->getDataLayout();
      int64_t Off = 0;
      Value *Base = GetPointerBaseWithConstantOffset(P, Off, DL);
      Value *Place = Off >= 0 && Off < 24 ? Base : P;
      Value *Data = now(Op->Data);
      if (!Seen.insert({Place, Data}).second)
        continue;
      // Both ends of the place: it is no more than a triple.
      Value *From = B.CreateSub(B.CreatePtrToInt(Place, B.getInt64Ty()), B.CreatePtrToInt(Data, B.getInt64Ty()));
      Value *Bytes = B.CreateMul(now(Op->Cap), word(Op->ElemSize));
      unless(B.CreateICmpUGE(From, Bytes));
      unless(B.CreateICmpUGE(B.CreateAdd(From, word(23)), Bytes));
    }
    B.CreateBr(Yes);
  }

  void simplifyClone() {
    // Values that the question has read: calls that have read them, too, are done.
    SmallVector<Instruction *> Calls;
    for (Instruction *I : Q.Taken) {
      auto *W = cast<Instruction>(Map[I]);
      Value *Known = Q.resolve(I);
      bool Here = isa<Instruction>(Known) && L.contains(cast<Instruction>(Known));
      Value *To = Here ? Now.lookup(Known) : Known;
      if (!To && Here) // not read in front: it is what its equal is in the window
        To = Known == I ? nullptr : static_cast<Value *>(Map[Known]);
      if (To && To != W) {
        W->replaceAllUsesWith(To);
        if (isa<CallBase>(W) && Call(W))
          Calls.push_back(W);
      }
    }
    for (Instruction *W : Calls)
      W->eraseFromParent();
    for (PHINode &P : Header->phis())
      if (Q.isFixed(&P)) {
        auto *W = cast<PHINode>(Map[&P]);
        W->replaceAllUsesWith(Now[&P]);
      }
    for (auto &Op : Q.Operations)
      openOperation(*Op);
    for (auto &[Br, StayIf] : Q.Folded) {
      auto *W = cast<BranchInst>(Map[Br]);
      W->setCondition(ConstantInt::getBool(F.getContext(), StayIf));
    }
  }

  // In the window unshare is nothing, and set is a store.
  void openOperation(Operation &Op) {
    auto *W = cast<CallBase>(Map[Op.C.CB]);
    if (Op.Index) {
      Call C(W);
      B.SetInsertPoint(W);
      B.SetCurrentDebugLocation(W->getDebugLoc());
      Value *Index = C.arg("index"), *Elem = C.arg("elem");
      Value *V = isPowerOf2_64(Op.ElemSize) && Op.ElemSize <= 8 ? stored(W, Elem, Op.ElemSize) : nullptr;
      if (!Op.IndexAsked) {
        // Out of range: the call itself says so, and does not come back.
        Value *In = B.CreateICmpULT(Index, C.arg("len"));
        BasicBlock *Head = W->getParent();
        BasicBlock *Tail = Head->splitBasicBlock(W->getIterator(), "ori.set");
        BasicBlock *Bad = BasicBlock::Create(F.getContext(), "ori.bad", &F, Tail);
        Instruction *Failing = W->clone();
        Failing->insertInto(Bad, Bad->end());
        new UnreachableInst(F.getContext(), Bad);
        Head->getTerminator()->eraseFromParent();
        IRBuilder<>(Head).CreateCondBr(In, Tail, Bad);
        B.SetInsertPoint(W);
      }
      Value *To = B.CreateGEP(B.getInt8Ty(), C.arg("data"), B.CreateMul(Index, word(Op.ElemSize)));
      MaybeAlign A;
      if (auto *N = dyn_cast_or_null<ConstantInt>(C.arg("elem_align")); N && isPowerOf2_64(N->getZExtValue()))
        A = Align(std::min<uint64_t>(N->getZExtValue(), 16));
      if (V)
        B.CreateAlignedStore(V, To, A.valueOrOne());
      else if (isPowerOf2_64(Op.ElemSize) && Op.ElemSize <= 8)
        B.CreateAlignedStore(B.CreateAlignedLoad(B.getIntNTy(Op.ElemSize * 8), Elem, Align(1)), To, A.valueOrOne());
      else
        B.CreateMemMove(To, A, Elem, Align(1), Op.ElemSize);
    }
    W->eraseFromParent();
  }

  // stored returns the value that was stored to a call's own slot just before, and
  // removes the store.
  Value *stored(Instruction *W, Value *Elem, uint64_t Size) {
    if (!isCallSlot(Elem))
      return nullptr;
    const DataLayout &DL = F.getParent()->getDataLayout();
    for (Instruction *I = W->getPrevNode(); I; I = I->getPrevNode()) {
      auto *S = dyn_cast<StoreInst>(I);
      if (S && S->getPointerOperand() == Elem && DL.getTypeStoreSize(S->getValueOperand()->getType()) == Size) {
        Value *V = S->getValueOperand();
        S->eraseFromParent();
        return V;
      }
      if (I->mayWriteToMemory())
        return nullptr;
    }
    return nullptr;
  }
};

// onlyStore returns the store that is all that a block does before it goes on.
StoreInst *onlyStore(BasicBlock *X) {
  auto *S = dyn_cast<StoreInst>(&X->front());
  return S && S->isSimple() && S->getNextNode() == X->getTerminator() && X->getSingleSuccessor() ? S : nullptr;
}

// chooseStore makes a select of a branch that chooses which of two values is stored in a
// place, as for a maximum.
//
//	X: br c, T, E;  T: store a, p;  E: store b, p    ──►    X: store (c ? a : b), p
bool chooseStore(BasicBlock *X) {
  auto *Br = dyn_cast<BranchInst>(X->getTerminator());
  if (!Br || !Br->isConditional())
    return false;
  BasicBlock *T = Br->getSuccessor(0), *E = Br->getSuccessor(1);
  if (T == E || T->getSinglePredecessor() != X || E->getSinglePredecessor() != X)
    return false;
  // The address is mostly computed on both ways.
  for (;;) {
    Instruction *I = &T->front(), *J = &E->front();
    if (I->isTerminator() || I->mayReadOrWriteMemory() || !I->isIdenticalTo(J) || !isSafeToSpeculativelyExecute(I))
      break;
    J->replaceAllUsesWith(I);
    J->eraseFromParent();
    I->moveBefore(*X, Br->getIterator());
  }
  StoreInst *A = onlyStore(T), *O = onlyStore(E);
  BasicBlock *Next = T->getSingleSuccessor();
  if (!A || !O || Next != E->getSingleSuccessor() || A->getPointerOperand() != O->getPointerOperand() ||
      A->getValueOperand()->getType() != O->getValueOperand()->getType())
    return false;
  IRBuilder<> B(Br);
  Value *C = Br->getCondition();
  StoreInst *Both = B.CreateAlignedStore(B.CreateSelect(C, A->getValueOperand(), O->getValueOperand()), A->getPointerOperand(),
                                         std::min(A->getAlign(), O->getAlign()));
  Both->setAAMetadata(A->getAAMetadata().merge(O->getAAMetadata()));
  for (PHINode &P : Next->phis()) {
    Value *V = P.getIncomingValueForBlock(T), *W = P.getIncomingValueForBlock(E);
    P.addIncoming(V == W ? V : B.CreateSelect(C, V, W), X);
    P.removeIncomingValue(T, false);
    P.removeIncomingValue(E, false);
  }
  B.CreateBr(Next);
  Br->eraseFromParent();
  DeleteDeadBlocks({T, E});
  return true;
}

// straighten replaces branches in the windows by selects: without calls and checks, data
// decides where they go. LLVM's own passes bring such stores together after the last
// time that they look for selects.
void straighten(Function &F, FunctionAnalysisManager &FAM, ArrayRef<WeakVH> Headers) {
  FunctionPassManager Equal; // values that are loaded twice are one
  Equal.addPass(EarlyCSEPass(true));
  Equal.run(F, FAM);
  FAM.invalidate(F, PreservedAnalyses::none());
  auto &LI = FAM.getResult<LoopAnalysis>(F);
  SmallVector<WeakVH> Blocks;
  for (const WeakVH &H : Headers)
    if (auto *X = cast_or_null<BasicBlock>(static_cast<Value *>(H)))
      if (Loop *W = LI.getLoopFor(X); W && W->getHeader() == X)
        Blocks.append(W->block_begin(), W->block_end());
  for (const WeakVH &H : Blocks)
    if (auto *X = cast_or_null<BasicBlock>(static_cast<Value *>(H)))
      chooseStore(X);
  FAM.invalidate(F, PreservedAnalyses::none());
}

std::string sum(const Question &Q) {
  unsigned Unique = 0, Ranges = 0;
  SmallPtrSet<Value *, 8> Lists;
  for (const Step &S : Q.Steps) {
    Unique += S.K == Step::Unique && Lists.insert(Q.resolve(S.Op->Data)).second;
    Ranges += S.K == Step::Range;
  }
  return std::to_string(Unique) + " uniqueness tests and " + std::to_string(Ranges) + " bounds checks moved out of the loop";
}

} // namespace

bool openWindows(Function &F, FunctionAnalysisManager &FAM, Log &L) {
  bool Changed = false;
  SmallPtrSet<BasicBlock *, 16> Done;
  SmallVector<WeakVH> Headers; // of the windows
  for (;;) {
    auto &LI = FAM.getResult<LoopAnalysis>(F);
    auto &DT = FAM.getResult<DominatorTreeAnalysis>(F);
    auto &SE = FAM.getResult<ScalarEvolutionAnalysis>(F);
    auto &AA = FAM.getResult<AAManager>(F);
    bool Opened = false;
    for (Loop *Next : LI.getLoopsInPreorder()) {
      if (!Next->isInnermost() || !Done.insert(Next->getHeader()).second)
        continue;
      bool Concerned = false;
      for (BasicBlock *B : Next->blocks())
        for (Instruction &I : *B)
          if (Call C(&I); C && (C.is("ori_list_unshare_cow") || C.is("ori_list_set_cow")))
            Concerned = true;
      Question Q(*Next, DT, SE, AA);
      Instruction *At = Next->getHeader()->getTerminator();
      if (!Q.find()) {
        if (Concerned && L.wanted())
          L.left("windows", Q.WhyAt ? Q.WhyAt : At, "no window: " + Q.Why);
        continue;
      }
      L.done("windows", At, "window opened: " + sum(Q));
      auto Built = Window(*Next, Q).build();
      Done.insert(Built.begin(), Built.end());
      Headers.push_back(Built[1]);
      Opened = Changed = true;
      break;
    }
    if (!Opened)
      break;
    FAM.invalidate(F, PreservedAnalyses::none());
  }
  if (Changed) {
    FunctionPassManager Tidy;
    Tidy.addPass(SimplifyCFGPass());
    Tidy.addPass(ADCEPass());
    Tidy.run(F, FAM);
    FAM.invalidate(F, PreservedAnalyses::none());
    straighten(F, FAM, Headers);
  }
  return Changed;
}

} // namespace oriopt
