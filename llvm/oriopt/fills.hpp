// A loop that only pushes one and the same element onto an empty list, a number of times
// that is known in front of it, becomes one call:
//
//	for i in 0..n { x.push(0) }     ──►     x = ori_list_repeat(0, n)
//
// The list has the same elements and no more memory than pushes would have taken.
#include "pass.h"

#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"

using namespace llvm;

namespace oriopt {

namespace {

// Expander is LLVM's, whose constructor needs no data layout any more in newer versions.
struct Expander : SCEVExpander {
  template <typename SE, std::enable_if_t<std::is_constructible_v<SCEVExpander, SE &, const char *>, int> = 0>
  Expander(SE &S, const DataLayout &) : SCEVExpander(S, "ori.rounds") {}
  template <typename SE, std::enable_if_t<!std::is_constructible_v<SCEVExpander, SE &, const char *>, int> = 0>
  Expander(SE &S, const DataLayout &DL) : SCEVExpander(S, DL, "ori.rounds") {}
};

class Fill {
public:
  Fill(Loop &L, DominatorTree &DT, ScalarEvolution &SE)
      : L(L), DT(DT), SE(SE), Pre(L.getLoopPreheader()), Header(L.getHeader()), Leaving(L.getExitingBlock()) {}

  bool find() {
    Exit = L.getExitBlock();
    if (!L.isInnermost() || !Pre || !L.getLoopLatch() || !Leaving || !Exit || !scan() || !Push)
      return false;
    // Each round that goes on pushes once.
    if (!DT.dominates(Push.CB->getParent(), L.getLoopLatch()))
      return false;
    Rounds = SE.getBackedgeTakenCount(&L);
    if (isa<SCEVCouldNotCompute>(Rounds) || !Rounds->getType()->isIntegerTy(64))
      return false;
    bool Behind = DT.dominates(Push.CB, Leaving->getTerminator()); // the last round pushes, too
    if (!Behind && !DT.dominates(Leaving, Push.CB->getParent()))
      return false;
    if (Behind)
      Rounds = SE.getAddExpr(Rounds, SE.getOne(Rounds->getType()));
    return startsEmpty() && endsWithWords(Behind);
  }

  void replace() {
    Instruction *At = Pre->getTerminator();
    Expander Expand(SE, Pre->getModule()->getDataLayout());
    Value *N = Expand.expandCodeFor(Rounds, llvm::Type::getInt64Ty(Pre->getContext()), At);
    DenseMap<PHINode *, Value *> Ends;
    for (auto &[P, S] : Computed)
      Ends[P] = Expand.expandCodeFor(S, P->getType(), At);
    IRBuilder<> B(At);
    B.SetCurrentDebugLocation(Push.CB->getDebugLoc());
    if (Element)
      B.CreateAlignedStore(Element->getValueOperand(), Push.arg("elem"), Element->getAlign());
    Module &M = *Pre->getModule();
    llvm::Type *Ptr = B.getPtrTy(), *Word = B.getInt64Ty();
    FunctionCallee Repeat =
        M.getOrInsertFunction("ori_list_repeat", FunctionType::get(B.getVoidTy(), {Ptr, Word, Word, Word, Ptr, Ptr}, false));
    AllocaInst *Slot = newSlot(*Header->getParent(), 24);
    B.CreateCall(Repeat, {Push.arg("elem"), N, Push.arg("elem_size"), Push.arg("elem_align"), ConstantPointerNull::get(B.getPtrTy()), Slot});
    auto load = [&](llvm::Type *T, uint64_t Off) { return B.CreateAlignedLoad(T, B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Slot, Off), Align(8)); };
    Value *Words[] = {load(Word, 0), load(Word, 8), load(Ptr, 16)};
    for (PHINode &P : Exit->phis()) {
      Value *V = P.getIncomingValueForBlock(Leaving);
      Value *End = Ends.lookup(&P);
      if (!End)
        End = wordOf(V) >= 0 ? Words[wordOf(V)] : V;
      P.addIncoming(End, Pre);
    }
    B.CreateBr(Exit);
    At->eraseFromParent();
  }

  const Call &push() const { return Push; }

private:
  Loop &L;
  DominatorTree &DT;
  ScalarEvolution &SE;
  BasicBlock *Pre, *Header, *Leaving, *Exit = nullptr;
  Call Push;
  StoreInst *Element = nullptr; // to the call's own slot
  const SCEV *Rounds = nullptr;
  SmallVector<std::pair<PHINode *, const SCEV *>> Computed; // what else the loop leaves behind

  // scan reports whether the loop does nothing else.
  bool scan() {
    for (BasicBlock *X : L.blocks())
      for (Instruction &I : *X) {
        if (isa<PHINode>(I) || I.isTerminator() || isa<DbgInfoIntrinsic>(I))
          continue;
        if (Call C(&I); C.is("ori_list_push_cow") && isa<CallInst>(I) && !Push) {
          if (!C.elemSize() || C.calls("inc") || C.calls("dec") || !isCallSlot(C.arg("out")) || !isCallSlot(C.arg("elem")))
            return false;
          Push = C;
          continue;
        }
        if (auto *St = dyn_cast<StoreInst>(&I); St && St->isSimple() && !Element && L.isLoopInvariant(St->getValueOperand())) {
          Element = St;
          continue;
        }
        if (auto *Load = dyn_cast<LoadInst>(&I); Load && Load->isSimple() && isCallSlot(getUnderlyingObject(Load->getPointerOperand())))
          continue;
        if (I.mayReadOrWriteMemory() || !isSafeToSpeculativelyExecute(&I))
          return false;
      }
    // All of the element, by one store.
    return Push && Element && Element->getPointerOperand() == Push.arg("elem") && DT.dominates(Element, Push.CB) &&
           Push.CB->getModule()->getDataLayout().getTypeStoreSize(Element->getValueOperand()->getType()) == Push.elemSize();
  }

  // wordOf returns which word of the list V is, in the loop: 0 len, 1 cap, 2 data; else -1.
  int wordOf(Value *V) const {
    const char *Names[] = {"len", "cap", "data"};
    for (int N = 0; N < 3; N++) {
      if (V == Push.arg(Names[N]))
        return N;
      auto *Load = dyn_cast<LoadInst>(V);
      int64_t Off = 0;
      if (Load && GetPointerBaseWithConstantOffset(Load->getPointerOperand(), Off, Load->getModule()->getDataLayout()) == Push.arg("out") &&
          Off == 8 * N)
        return N;
    }
    return -1;
  }

  bool startsEmpty() const {
    for (const char *Name : {"len", "cap", "data"}) {
      auto *P = dyn_cast<PHINode>(Push.arg(Name));
      if (!P || P->getParent() != Header)
        return false;
      auto *First = dyn_cast<Constant>(P->getIncomingValueForBlock(Pre));
      Value *Next = P->getIncomingValueForBlock(L.getLoopLatch());
      if (!First || !First->isNullValue() || isa<PHINode>(Next) || wordOf(Next) != wordOf(P))
        return false;
    }
    return true;
  }

  // endsWithWords reports whether all that the loop leaves behind is known in front of it.
  bool endsWithWords(bool Behind) {
    Expander Expand(SE, Pre->getModule()->getDataLayout());
    if (!Expand.isSafeToExpandAt(Rounds, Pre->getTerminator()))
      return false;
    for (PHINode &P : Exit->phis()) {
      Value *V = P.getIncomingValueForBlock(Leaving);
      if (L.isLoopInvariant(V))
        continue;
      if (wordOf(V) >= 0) { // as they are behind the last push
        if (isa<LoadInst>(V) != Behind)
          return false;
        continue;
      }
      if (!SE.isSCEVable(P.getType()))
        return false;
      const SCEV *End = SE.getSCEVAtScope(V, L.getParentLoop());
      if (isa<SCEVCouldNotCompute>(End) || !SE.isLoopInvariant(End, &L) || !Expand.isSafeToExpandAt(End, Pre->getTerminator()))
        return false;
      Computed.push_back({&P, End});
    }
    for (BasicBlock *X : L.blocks())
      for (Instruction &I : *X)
        for (User *U : I.users())
          if (auto *W = cast<Instruction>(U); !L.contains(W) && !(isa<PHINode>(W) && W->getParent() == Exit))
            return false;
    return true;
  }
};

} // namespace

bool replaceFills(Function &F, FunctionAnalysisManager &FAM, Log &Out) {
  bool Changed = false;
  for (bool Again = true; Again;) {
    Again = false;
    auto &DT = FAM.getResult<DominatorTreeAnalysis>(F);
    auto &SE = FAM.getResult<ScalarEvolutionAnalysis>(F);
    for (Loop *L : FAM.getResult<LoopAnalysis>(F).getLoopsInPreorder()) {
      Fill One(*L, DT, SE);
      if (!One.find())
        continue;
      Out.done("calls", One.push().CB, "a loop of pushes became ori_list_repeat");
      One.replace();
      removeUnreachableBlocks(F);
      FAM.invalidate(F, PreservedAnalyses::none());
      Changed = Again = true;
      break;
    }
  }
  return Changed;
}

} // namespace oriopt
