// Children of what is lent are not counted.
//
// A function whose callers all hold a reference to what they lend, until it is back, may rely on
// that buffer: whoever else owns it finds it shared, so nobody changes it in place, and what its
// elements refer to stays referred to. A retain of such a child with its release behind only
// adds one and takes it away again:
//
//	%row = load %element of p
//	retain(%row); call f(%row); release(%row)     ──►     call f(%row)
//
// whatever stands between, as long as the reference is not given away there. The child is lent
// in the same way then, so that f may rely on it as well.
#include "pass.h"

#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace oriopt {

namespace {

class Children {
public:
  Children(Module &M, Log &L) : M(M), L(L) {}

  bool run() {
    std::vector<std::pair<Function *, SmallVector<Value *, 4>>> Found; // before anything goes
    for (Function &F : M)
      if (SmallVector<CallInst *> Calls; callsOf(F, Calls))
        Found.push_back({&F, lentTo(F, Calls)});
    bool Changed = false;
    for (auto &[F, Lists] : Found)
      Changed |= uncount(Lists);
    return Changed;
  }

private:
  Module &M;
  Log &L;

  // lentTo returns the data words of lists that every caller holds as long as F runs.
  SmallVector<Value *, 4> lentTo(Function &F, ArrayRef<CallInst *> Calls) {
    SmallVector<Value *, 4> Found;
    for (Instruction &I : instructions(F)) {
      auto *Load = dyn_cast<LoadInst>(&I);
      auto P = Load && Load->getType()->isPointerTy() ? lentWord(F, Load) : std::nullopt;
      if (P && all_of(Calls, [&](CallInst *CB) { return holds(*CB, *P); }))
        Found.push_back(Load);
    }
    return Found;
  }

  // holds reports whether the caller drops a reference to the list behind the call, on all paths.
  static bool holds(CallInst &CB, const Lent &P) {
    Value *Data = dataAt(CB, P);
    if (!Data)
      return false;
    if (isa<ConstantPointerNull>(Data))
      return true;
    Region R;
    return !isa<Constant>(Data) && R.walk(&CB, [&](Instruction *J) { return releases(J, Data); }, [](Instruction *) { return false; }) &&
           all_of(R.Found, [](Instruction *J) { return Call(J).is("ori_buffer_rc_dec"); });
  }

  // uncount takes away the counts of what the elements of lists refer to, and so on.
  bool uncount(SmallVectorImpl<Value *> &Lists) {
    bool Changed = false;
    SmallPtrSet<Value *, 16> Seen(Lists.begin(), Lists.end());
    for (unsigned N = 0; N < Lists.size(); N++) {
      Changed |= pairsOf(Lists[N]);
      SmallVector<Value *> Addresses{Lists[N]};
      for (unsigned A = 0; A < Addresses.size(); A++)
        for (User *U : Addresses[A]->users()) {
          if (auto *GEP = dyn_cast<GetElementPtrInst>(U); GEP && GEP->getPointerOperand() == Addresses[A])
            Addresses.push_back(U);
          auto *Load = dyn_cast<LoadInst>(U);
          if (!Load || !Load->isSimple() || !Load->getType()->isPointerTy() || onHeader(Load->getPointerOperand()) || !Seen.insert(U).second)
            continue;
          // Of what is counted as a list the elements are children in their turn. A box may be
          // changed by all who have it.
          bool List = any_of(U->users(), [&](User *W) { return Call(W).is("ori_list_rc_inc") || Call(W).is("ori_buffer_rc_dec"); });
          if (List)
            Lists.push_back(U); // and pairsOf it
          else
            Changed |= pairsOf(U);
        }
    }
    return Changed;
  }

  bool pairsOf(Value *Data) {
    SmallVector<Instruction *> Retains;
    auto look = [&](User *U) {
      if (auto *CB = dyn_cast<CallInst>(U); CB && isRetain(Call(CB)) && countedBy(Call(CB)) == Data)
        Retains.push_back(CB);
    };
    for (User *U : Data->users()) {
      look(U);
      if (auto *St = dyn_cast<StoreInst>(U))
        if (auto *Slot = getUnderlyingObject(St->getPointerOperand(), 0); isCallSlot(Slot))
          for (User *W : Slot->users())
            look(W);
    }
    bool Changed = false;
    for (Instruction *I : Retains) {
      Region R;
      if (!R.walk(I, [&](Instruction *J) { return releases(J, Data); }, [&](Instruction *J) { return givesAway(J, Data); }))
        continue;
      L.done("counts", I, "retain and its release removed: it lies in what is lent");
      for (Instruction *J : R.Found)
        J->eraseFromParent();
      I->eraseFromParent();
      Changed = true;
    }
    return Changed;
  }

  // givesAway reports whether the reference may have another owner behind I.
  static bool givesAway(Instruction *I, Value *Data) {
    for (const Use &U : I->operands()) {
      if (U.get() != Data)
        continue;
      if (isa<GetElementPtrInst>(I) || isa<LoadInst>(I) || isa<CmpInst>(I))
        continue;
      if (auto *St = dyn_cast<StoreInst>(I)) {
        if (St->getPointerOperand() == Data)
          continue;
        auto *Slot = dyn_cast<AllocaInst>(getUnderlyingObject(St->getPointerOperand(), 0));
        if (Slot && isCallSlot(Slot) ? all_of(Slot->uses(), borrows) : Slot && onlyLent(Slot))
          continue;
        return true;
      }
      if (!borrows(U))
        return true;
    }
    return false;
  }

  // borrows reports whether a call only looks at the value, or counts it, by this use; other
  // uses of a slot are stores to it and addresses in it.
  static bool borrows(const Use &U) {
    auto *CB = dyn_cast<CallBase>(U.getUser());
    if (!CB)
      return isa<StoreInst>(U.getUser()) || isa<GetElementPtrInst>(U.getUser());
    Call C(CB);
    return C && CB->isArgOperand(&U) && (C.E->Params[CB->getArgOperandNo(&U)].O == Owner::Borrowed || isRetain(C) || isRelease(C));
  }
};

} // namespace

bool uncountChildren(Module &M, Log &L) { return Children(M, L).run(); }

} // namespace oriopt
