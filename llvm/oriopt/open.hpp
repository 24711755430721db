// Operations opened where they stand.
//
// On a unique list with room most operations are a few instructions. Here these stand in
// front of the call, which is left for all other cases:
//
//	head ──► unique? ──► in place: data[len] = elem ──► join: len + 1
//	  │ no      │ no                                      ▲
//	  └─────────┴──────► the call ────────────────────────┘
//
// A list that is known to be unique is not asked (owners.hpp). What the call gives is unique
// in any case, so both ways join in a list that is known. One to which the function itself
// has added a reference is left to the call, which copies it; so is the written version of
// a loop that has a window.
#include "pass.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace oriopt {

namespace {

constexpr uint64_t MaxOpened = 64; // bytes of an element

// An operation that may be opened.
struct Candidate {
  enum Kind { Push, Take, Pop, Set, Swap, Unshare } K;
  Call C;
  uint64_t ElemSize;
  bool Known = false; // that the list is unique
  Value *data() const { return C.arg("data"); }
  Value *len() const { return C.arg("len"); }
  Value *cap() const { return C.arg("cap"); }
};

// readers collects the loads of a result's words. False where the slot has other uses.
bool readers(const Call &C, SmallVectorImpl<std::pair<LoadInst *, int64_t>> &Loads) {
  Value *Slot = C.arg("out");
  if (!isCallSlot(Slot))
    return false;
  const DataLayout &DL = C.CB->getModule()->getDataLayout();
  SmallVector<User *> Users(Slot->users());
  for (unsigned N = 0; N < Users.size(); N++) {
    if (isa<GetElementPtrInst>(Users[N])) {
      Users.append(Users[N]->user_begin(), Users[N]->user_end());
      continue;
    }
    if (Users[N] == C.CB)
      continue;
    auto *Load = dyn_cast<LoadInst>(Users[N]);
    int64_t Off = 0;
    if (!Load || !Load->isSimple() || GetPointerBaseWithConstantOffset(Load->getPointerOperand(), Off, DL) != Slot)
      return false;
    if (!(Load->getType()->isIntegerTy(64) && (Off == 0 || Off == 8)) && !(Load->getType()->isPointerTy() && Off == 16))
      return false;
    Loads.push_back({Load, Off});
  }
  return true;
}

// candidate returns whether the call may be opened, by its parameters alone.
bool candidate(CallInst &I, Candidate &Found) {
  using namespace PatternMatch;
  Call C(&I);
  if (!C || (I.hasMetadata(WrittenLoop) && !I.hasMetadata(KnownUnique)))
    return false;
  auto there = [&](StringRef Place) { return isa<AllocaInst>(getUnderlyingObject(C.arg(Place))); };
  uint64_t Size = C.elemSize();
  if (!Size || Size > MaxOpened || !C.arg("data") || isa<Constant>(C.arg("data")))
    return false;
  if (C.is("ori_list_push_cow")) {
    Found.K = Candidate::Push;
    if (!there("elem"))
      return false;
  } else if (C.is("ori_list_take_cow")) {
    Found.K = Candidate::Take; // of the last element
    if (!there("elem_out") || !match(C.arg("index"), m_CombineOr(m_Sub(m_Specific(C.arg("len")), m_One()),
                                                                 m_Add(m_Specific(C.arg("len")), m_AllOnes()))))
      return false;
  } else if (C.is("ori_list_pop_cow")) {
    Found.K = Candidate::Pop;
    if (C.calls("dec"))
      return false;
  } else if (C.is("ori_list_set_cow")) {
    Found.K = Candidate::Set;
    if (C.calls("dec") || !there("elem"))
      return false;
  } else if (C.is("ori_list_swap_cow")) {
    Found.K = Candidate::Swap;
    if (!isPowerOf2_64(Size) || Size > 8)
      return false;
  } else if (C.is("ori_list_unshare_cow")) {
    Found.K = Candidate::Unshare;
    auto *Min = dyn_cast<ConstantInt>(C.arg("min_cap"));
    if (!Min || Min->getSExtValue() < 0 || Min->getSExtValue() > 1)
      return false;
  } else {
    return false;
  }
  Found.C = C;
  Found.ElemSize = Size;
  return true;
}

class Opening {
public:
  explicit Opening(Candidate &Op)
      : Op(Op), CB(cast<CallInst>(Op.C.CB)), B(CB), Data(Op.data()), Len(Op.len()), Cap(Op.cap()) {}

  // build writes both ways.
  void build() {
    SmallVector<std::pair<LoadInst *, int64_t>> Loads;
    if (!readers(Op.C, Loads))
      return;
    B.SetCurrentDebugLocation(CB->getDebugLoc());
    Value *Index = Op.C.arg("index"), *Elem = Op.C.arg("elem");
    StoreInst *Word = Elem ? wordFor(Elem) : nullptr;

    BasicBlock *Head = CB->getParent();
    Join = Head->splitBasicBlock(std::next(CB->getIterator()), "ori.join");
    Head->getTerminator()->eraseFromParent();
    Slow = BasicBlock::Create(B.getContext(), "ori.call", Head->getParent(), Join);
    CB->removeFromParent();
    if (Word)
      Word->removeFromParent();
    B.SetInsertPoint(Head);
    conditions(Index);
    Fast = B.GetInsertBlock();
    Value *Moved = inPlace(Index, Word ? Word->getValueOperand() : nullptr, Elem);
    B.CreateBr(Join);

    B.SetInsertPoint(Slow);
    if (Word)
      B.Insert(Word);
    B.Insert(CB);
    CB->addFnAttr(Attribute::Cold);
    CB->addFnAttr(Attribute::NoInline); // the other way is what inlining brings
    Value *Slot = Op.C.arg("out"), *Out = Op.C.arg("elem_out");
    Value *SlowCap = B.CreateAlignedLoad(B.getInt64Ty(), B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Slot, 8), Align(8));
    Value *SlowData = B.CreateAlignedLoad(B.getPtrTy(), B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Slot, 16), Align(8));
    Value *SlowMoved = Moved ? B.CreateAlignedLoad(Moved->getType(), Out, Align(1)) : nullptr;
    B.CreateBr(Join);

    B.SetInsertPoint(&Join->front());
    auto either = [&](Value *Here, Value *There) -> Value * {
      PHINode *P = B.CreatePHI(Here->getType(), 2);
      P->addIncoming(Here, Fast);
      P->addIncoming(There, Slow);
      return P;
    };
    Value *NewCap = either(Cap, SlowCap), *NewData = either(Data, SlowData);
    Value *Got = Moved ? either(Moved, SlowMoved) : nullptr;
    // How many there are then is the same on both ways.
    Value *NewLen = Op.K == Candidate::Push  ? B.CreateAdd(Len, word(1))
                    : Op.K == Candidate::Take ? B.CreateSub(Len, word(1))
                    : Op.K == Candidate::Pop  ? B.CreateSub(Len, B.CreateZExt(B.CreateICmpNE(Len, word(0)), B.getInt64Ty()))
                                              : Len;
    for (auto [Load, Off] : Loads) {
      Load->replaceAllUsesWith(Off == 0 ? NewLen : Off == 8 ? NewCap : NewData);
      Load->eraseFromParent();
    }
    if (Got)
      forward(Out, Got);
  }

private:
  Candidate &Op;
  CallInst *CB;
  IRBuilder<> B;
  Value *Data, *Len, *Cap;
  BasicBlock *Join = nullptr, *Slow = nullptr, *Fast = nullptr;

  Value *word(int64_t N) { return B.getInt64(N); }
  bool isWord() const { return isPowerOf2_64(Op.ElemSize) && Op.ElemSize <= 8; }

  // unless goes on where Cond holds, else to the call.
  void unless(Value *Cond) {
    BasicBlock *Next = BasicBlock::Create(B.getContext(), "ori.open", Slow->getParent(), Slow);
    B.CreateCondBr(Cond, Next, Slow, MDBuilder(B.getContext()).createBranchWeights(2000, 1));
    B.SetInsertPoint(Next);
  }

  void conditions(Value *Index) {
    Value *Good = nullptr;
    switch (Op.K) {
    case Candidate::Push:
      Good = B.CreateICmpULT(Len, Cap);
      break;
    case Candidate::Take:
    case Candidate::Set:
      Good = B.CreateICmpULT(Index, Len);
      break;
    case Candidate::Pop:
      Good = B.CreateICmpSGT(Len, word(0));
      break;
    case Candidate::Swap:
      Good = B.CreateAnd(B.CreateICmpULT(Op.C.arg("i"), Len), B.CreateICmpULT(Op.C.arg("j"), Len));
      break;
    case Candidate::Unshare:
      Good = B.CreateICmpSGE(Cap, Op.C.arg("min_cap"));
      break;
    }
    if (Op.Known) {
      unless(Good);
      return;
    }
    unless(B.CreateAnd(Good, B.CreateICmpSGT(Cap, word(0))));
    // The acquire pairs with the release of whoever shared the buffer before.
    LoadInst *Count = B.CreateAlignedLoad(B.getInt64Ty(), B.CreateConstGEP1_64(B.getInt8Ty(), Data, -8), Align(8), "count");
    Count->setAtomic(AtomicOrdering::Acquire);
    unless(B.CreateICmpEQ(Count, word(1)));
  }

  Value *at(Value *Index) { return B.CreateGEP(B.getInt8Ty(), Data, B.CreateMul(Index, word(Op.ElemSize))); }

  Align align() const {
    auto *N = dyn_cast_or_null<ConstantInt>(Op.C.arg("elem_align"));
    return N && isPowerOf2_64(N->getZExtValue()) ? Align(std::min<uint64_t>(N->getZExtValue(), 16)) : Align(1);
  }

  // inPlace does what the call would do. Returns the word that take moves out.
  Value *inPlace(Value *Index, Value *Word, Value *Elem) {
    llvm::Type *T = isWord() ? B.getIntNTy(Op.ElemSize * 8) : nullptr;
    switch (Op.K) {
    case Candidate::Push:
    case Candidate::Set: {
      Value *To = at(Op.K == Candidate::Push ? Len : Index);
      if (T)
        B.CreateAlignedStore(Word ? Word : B.CreateAlignedLoad(T, Elem, Align(1)), To, align());
      else
        B.CreateMemMove(To, align(), Elem, Align(1), Op.ElemSize);
      return nullptr;
    }
    case Candidate::Take: {
      Value *From = at(Index), *Out = Op.C.arg("elem_out");
      if (!T) {
        B.CreateMemMove(Out, Align(1), From, align(), Op.ElemSize);
        return nullptr;
      }
      Value *V = B.CreateAlignedLoad(T, From, align());
      B.CreateAlignedStore(V, Out, Align(1));
      return V;
    }
    case Candidate::Swap: {
      Value *P = at(Op.C.arg("i")), *Q = at(Op.C.arg("j"));
      Value *X = B.CreateAlignedLoad(T, P, align()), *Y = B.CreateAlignedLoad(T, Q, align());
      B.CreateAlignedStore(Y, P, align());
      B.CreateAlignedStore(X, Q, align());
      return nullptr;
    }
    case Candidate::Pop:
    case Candidate::Unshare:
      return nullptr;
    }
    return nullptr;
  }

  // wordFor returns the store of a whole element to the call's own slot, just before it.
  StoreInst *wordFor(Value *Elem) {
    if (!isCallSlot(Elem) || !isWord())
      return nullptr;
    const DataLayout &DL = CB->getModule()->getDataLayout();
    if (any_of(Elem->users(), [&](User *U) { return U != CB && !isa<StoreInst>(U); }) || !Elem->hasNUses(2))
      return nullptr;
    for (Instruction *I = CB->getPrevNode(); I; I = I->getPrevNode()) {
      auto *S = dyn_cast<StoreInst>(I);
      if (S && S->getPointerOperand() == Elem)
        return S->isSimple() && DL.getTypeStoreSize(S->getValueOperand()->getType()) == Op.ElemSize ? S : nullptr;
    }
    return nullptr;
  }

  // forward gives the word that was moved out to whoever reads it next.
  void forward(Value *Out, Value *Got) {
    SmallVector<LoadInst *> Reads;
    for (Instruction &I : *Join) {
      auto *Load = dyn_cast<LoadInst>(&I);
      if (Load && Load->getPointerOperand() == Out && Load->isSimple() &&
          Load->getType()->getPrimitiveSizeInBits() == Got->getType()->getPrimitiveSizeInBits())
        Reads.push_back(Load);
      if (I.mayWriteToMemory())
        break;
    }
    for (LoadInst *Load : Reads) {
      IRBuilder<> At(Load);
      Load->replaceAllUsesWith(Load->getType()->isPointerTy() ? At.CreateIntToPtr(Got, Load->getType())
                                                              : At.CreateBitCast(Got, Load->getType()));
      Load->eraseFromParent();
    }
  }
};

// Text is a push of a few bytes to a string. In place it is one on the string's own
// buffer, with room; the call is left for short strings as well, so that it may be
// inlined there.
class Text {
public:
  static bool may(const Call &C) {
    if (C.is("ori_str_push_byte_cow"))
      return true;
    auto *N = C.is("ori_str_push_bytes_cow") ? dyn_cast<ConstantInt>(C.arg("n")) : nullptr;
    return N && !N->isZero() && N->getValue().ult(MaxBytes + 1) && isKnownNonNull(C.arg("bytes"));
  }

  explicit Text(Call C) : C(C), CB(cast<CallInst>(C.CB)), B(CB) {}

  void write() {
    SmallVector<std::pair<LoadInst *, int64_t>> Loads;
    bool InWords = readers(C, Loads);
    if (!InWords && isCallSlot(C.arg("out")))
      return;
    B.SetCurrentDebugLocation(CB->getDebugLoc());
    Value *S = C.arg("s"), *Out = C.arg("out");
    llvm::Type *Word = B.getInt64Ty();
    Value *N = C.arg("n") ? C.arg("n") : B.getInt64(1);
    Value *Len = load(Word, S, 0), *Cap = load(Word, S, 8), *Data = load(B.getPtrTy(), S, 16);

    BasicBlock *Head = CB->getParent();
    BasicBlock *Join = Head->splitBasicBlock(std::next(CB->getIterator()), "ori.join");
    Head->getTerminator()->eraseFromParent();
    Slow = BasicBlock::Create(B.getContext(), "ori.call", Head->getParent(), Join);
    CB->removeFromParent();
    B.SetInsertPoint(Head);
    Value *Plain = B.CreateICmpSGE(B.CreateOr(B.CreateOr(B.CreatePtrToInt(Data, Word), Cap), Len), B.getInt64(0));
    Value *Room = B.CreateICmpULE(N, B.CreateSub(Cap, Len));
    Value *Good = B.CreateAnd(B.CreateAnd(Plain, Room), B.CreateICmpSGT(Cap, Len));
    if (Value *Byte = C.arg("value"))
      Good = B.CreateAnd(Good, B.CreateICmpULT(Byte, B.getInt64(256)));
    unless(Good);
    LoadInst *Count = B.CreateAlignedLoad(Word, B.CreateConstGEP1_64(B.getInt8Ty(), Data, -8), Align(8), "count");
    Count->setAtomic(AtomicOrdering::Acquire);
    unless(B.CreateICmpEQ(Count, B.getInt64(1)));
    Value *To = B.CreateGEP(B.getInt8Ty(), Data, Len);
    if (Value *Byte = C.arg("value"))
      B.CreateAlignedStore(B.CreateTrunc(Byte, B.getInt8Ty()), To, Align(1));
    else
      B.CreateMemMove(To, Align(1), C.arg("bytes"), Align(1), N);
    Value *NewLen = B.CreateAdd(Len, N);
    Value *Words[] = {NewLen, Cap, Data};
    for (int W = 0; W < 3 && !InWords; W++)
      if (W == 0 || Out != S)
        B.CreateAlignedStore(Words[W], at(Out, 8 * W), Align(8));
    BasicBlock *Fast = B.GetInsertBlock();
    B.CreateBr(Join);

    B.SetInsertPoint(Slow);
    B.Insert(CB);
    Value *There[3] = {};
    for (int W = 0; W < 3 && InWords; W++)
      There[W] = load(Words[W]->getType(), Out, 8 * W);
    B.CreateBr(Join);
    B.SetInsertPoint(&Join->front());
    for (int W = 0; W < 3 && InWords; W++) {
      PHINode *P = B.CreatePHI(Words[W]->getType(), 2);
      P->addIncoming(Words[W], Fast);
      P->addIncoming(There[W], Slow);
      Words[W] = P;
    }
    for (auto [Load, Off] : Loads) {
      Load->replaceAllUsesWith(Words[Off / 8]);
      Load->eraseFromParent();
    }
  }

private:
  static constexpr uint64_t MaxBytes = 16;
  Call C;
  CallInst *CB;
  IRBuilder<> B;
  BasicBlock *Slow = nullptr;

  static bool isKnownNonNull(const Value *P) {
    const Value *Base = getUnderlyingObject(P);
    return isa<AllocaInst>(Base) || isa<GlobalVariable>(Base);
  }

  Value *at(Value *P, uint64_t Off) { return Off ? B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), P, Off) : P; }
  Value *load(llvm::Type *T, Value *P, uint64_t Off) { return B.CreateAlignedLoad(T, at(P, Off), Align(8)); }

  void unless(Value *Cond) {
    BasicBlock *Next = BasicBlock::Create(B.getContext(), "ori.open", Slow->getParent(), Slow);
    B.CreateCondBr(Cond, Next, Slow);
    B.SetInsertPoint(Next);
  }
};

// slotFor gives a call whose result goes to a place in memory a slot of its own.
void slotFor(const Call &C) {
  AllocaInst *Slot = newSlot(*C.CB->getFunction(), 24);
  Value *Place = C.arg("out");
  C.CB->setArgOperand(C.E->index("out"), Slot);
  cast<CallInst>(C.CB)->setTailCall(false); // it writes to a slot of its caller
  IRBuilder<> B(C.CB->getNextNode());
  B.SetCurrentDebugLocation(C.CB->getDebugLoc());
  copyWords(B, Place, Align(8), Slot, Slot->getAlign(), 24);
}

} // namespace

// markOpened leaves a symbol in the module, by which the checking build knows that it does
// not see every change of a unique list.
static void markOpened(Module &M) {
  constexpr const char *Name = "ori_rt_opened";
  if (M.getNamedGlobal(Name))
    return;
  auto *T = llvm::Type::getInt8Ty(M.getContext());
  new GlobalVariable(M, T, true, GlobalValue::WeakODRLinkage, ConstantInt::get(T, 1), Name);
}

bool openOperations(Module &M, ArrayRef<Function *> Functions, FunctionAnalysisManager &FAM, Log &L) {
  Sharing S(M);
  bool Changed = false;
  for (Function *F : Functions) {
    std::vector<Candidate> Found;
    for (Instruction &I : instructions(*F)) {
      Candidate C;
      if (auto *CI = dyn_cast<CallInst>(&I); CI && candidate(*CI, C))
        Found.push_back(C);
    }
    SmallVector<CallInst *> Texts;
    for (Instruction &I : instructions(*F))
      if (Call C(&I); C && isa<CallInst>(I) && Text::may(C))
        Texts.push_back(cast<CallInst>(&I));
    for (CallInst *CB : Texts) {
      L.done("open", CB, (Call(CB).name() + " opened: the string is asked where it stands").str());
      Text(Call(CB)).write();
      Changed = true;
    }
    if (Found.empty())
      continue;
    for (Candidate &C : Found)
      if (!isCallSlot(C.C.arg("out")))
        slotFor(C.C);
    FAM.invalidate(*F, PreservedAnalyses::none());
    FunctionPassManager Equal;
    Equal.addPass(EarlyCSEPass(true));
    Equal.run(*F, FAM);
    FAM.invalidate(*F, PreservedAnalyses::none());
    erase_if(Found, [](Candidate &C) { return isa<Constant>(C.data()); }); // it has turned out to be empty
    Owners Of(*F, S);
    for (Candidate &C : Found)
      C.Known = Of.unique(C.data());
    erase_if(Found, [&](Candidate &C) { return !C.Known && Of.retained(C.data()); });
    for (Candidate &C : Found) {
      L.done("open", C.C.CB,
             (C.C.name() + " opened: the list is " + (C.Known ? "known to be unique" : "asked where it stands")).str());
      Opening(C).build();
    }
    FAM.invalidate(*F, PreservedAnalyses::none());
    Changed = true;
  }
  if (Changed)
    markOpened(M);
  return Changed;
}

} // namespace oriopt
