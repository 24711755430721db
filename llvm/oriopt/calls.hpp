// Better calls.
//
//	concat(x, [y])       push(x, y), where the literal is nobody else's
//
// Both read the same elements, and make the same copy of a shared x.
#include "pass.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace oriopt {

namespace {

// Literal is a list of one element, made just before it is appended.
struct Literal {
  CallBase *Made = nullptr;           // unshare or push, of the empty list
  SmallVector<Instruction *> Stores;  // of the element, by plain stores
  Value *Data = nullptr;
  AllocaInst *Slot = nullptr;         // of the call
};

bool isNull(const Value *V) { return V && isa<Constant>(V) && cast<Constant>(V)->isNullValue(); }
bool isOne(const Value *V) {
  auto *N = dyn_cast_or_null<ConstantInt>(V);
  return N && N->isOne();
}

// literalAt finds the literal behind the second operand of a concat, if that is all
// the literal is for.
bool literalAt(const Call &Concat, Literal &L) {
  auto *Data = dyn_cast<LoadInst>(Concat.arg("data2"));
  if (!Data)
    return false;
  L.Data = Data;
  L.Slot = dyn_cast<AllocaInst>(const_cast<Value *>(getUnderlyingObject(Data->getPointerOperand())));
  if (!isCallSlot(L.Slot))
    return false;
  const DataLayout &DL = Concat.CB->getModule()->getDataLayout();
  SmallVector<User *> Users(L.Slot->users());
  Value *Len = nullptr;
  for (unsigned N = 0; N < Users.size(); N++) {
    auto *U = cast<Instruction>(Users[N]);
    if (isa<GetElementPtrInst>(U)) {
      Users.append(U->user_begin(), U->user_end());
      continue;
    }
    if (Call C(U); C) {
      if (C.arg("out") != L.Slot || L.Made)
        return false;
      L.Made = C.CB;
      continue;
    }
    auto *Load = dyn_cast<LoadInst>(U);
    int64_t Off = 0;
    if (!Load || GetPointerBaseWithConstantOffset(Load->getPointerOperand(), Off, DL) != L.Slot)
      return false;
    if (Off == 0)
      Len = Load;
    // Each word goes to the concat alone; data also to the element's place.
    for (User *W : Load->users())
      if (W != Concat.CB && !(Off == 16 && Load == Data))
        return false;
  }
  if (!L.Made || L.Made->getParent() != Concat.CB->getParent())
    return false;
  Call Made(L.Made);
  if (!isNull(Made.arg("data")) || !isNull(Made.arg("len")) || !isNull(Made.arg("cap")) || !Made.elemSize() ||
      Made.elemSize() != Concat.elemSize() || Made.arg("elem_align") != Concat.arg("elem_align"))
    return false;
  if (Made.is("ori_list_push_cow"))
    return Concat.arg("len2") == Len && !any_of(Data->users(), [&](User *U) { return U != Concat.CB; });
  if (!Made.is("ori_list_unshare_cow") || !isOne(Made.arg("min_cap")) || !isOne(Concat.arg("len2")))
    return false;
  // The element is stored word by word through data.
  SmallVector<User *> Through(Data->users());
  for (unsigned N = 0; N < Through.size(); N++) {
    auto *U = cast<Instruction>(Through[N]);
    if (U == Concat.CB)
      continue;
    if (auto *GEP = dyn_cast<GetElementPtrInst>(U)) {
      APInt Off(64, 0);
      if (!GEP->accumulateConstantOffset(DL, Off))
        return false;
      Through.append(U->user_begin(), U->user_end());
      continue;
    }
    auto *Store = dyn_cast<StoreInst>(U);
    if (!Store || Store->isVolatile() || Store->getParent() != Concat.CB->getParent() || Store->getValueOperand() == Data)
      return false;
    L.Stores.push_back(Store);
  }
  return !L.Stores.empty();
}

// pushInstead turns a concat of a literal into a push.
bool pushInstead(const Call &Concat, Log &Out) {
  Literal L;
  if (!literalAt(Concat, L))
    return false;
  Call Made(L.Made);
  Function *Push = Concat.CB->getModule()->getFunction("ori_list_push_cow");
  const Export *E = lookup("ori_list_push_cow");
  Module &M = *Concat.CB->getModule();
  LLVMContext &C = M.getContext();
  IRBuilder<> B(Concat.CB);
  if (!Push) {
    llvm::Type *P = B.getPtrTy(), *I = B.getInt64Ty();
    Push = Function::Create(FunctionType::get(B.getVoidTy(), {P, I, I, P, I, I, P, P, P}, false), GlobalValue::ExternalLinkage,
                            "ori_list_push_cow", M);
    Push->setDoesNotThrow();
  }
  if (Push->arg_size() != E->Params.size())
    return false;
  Value *Elem;
  if (Made.is("ori_list_push_cow")) {
    // What the literal was made of must still lie there.
    for (Instruction *I = L.Made->getNextNode(); I != Concat.CB; I = I->getNextNode())
      if (I->mayWriteToMemory() && !isCallSlot(getUnderlyingObject(Made.arg("elem"))))
        return false;
    Elem = Made.arg("elem");
  } else {
    IRBuilder<> Entry(&*Concat.CB->getFunction()->getEntryBlock().getFirstInsertionPt());
    auto *Slot = Entry.CreateAlloca(ArrayType::get(Entry.getInt8Ty(), Made.elemSize()), nullptr, "ori.elem");
    Slot->setAlignment(Align(16));
    Elem = Slot;
    const DataLayout &DL = M.getDataLayout();
    for (Instruction *I : L.Stores) {
      auto *S = cast<StoreInst>(I);
      int64_t Off = 0;
      GetPointerBaseWithConstantOffset(S->getPointerOperand(), Off, DL);
      if (Off < 0 || uint64_t(Off) + DL.getTypeStoreSize(S->getValueOperand()->getType()) > Made.elemSize())
        return false;
    }
    for (Instruction *I : L.Stores) {
      auto *S = cast<StoreInst>(I);
      int64_t Off = 0;
      GetPointerBaseWithConstantOffset(S->getPointerOperand(), Off, DL);
      IRBuilder<> At(S);
      S->setOperand(1, Off ? At.CreateConstInBoundsGEP1_64(At.getInt8Ty(), Slot, Off) : Slot);
      S->setAlignment(Align(1));
      S->setAAMetadata(AAMDNodes());
    }
  }
  CallInst *New = B.CreateCall(Push, {Concat.arg("data1"), Concat.arg("len1"), Concat.arg("cap1"), Elem, Concat.arg("elem_size"),
                                      Concat.arg("elem_align"), Concat.arg("inc"), Concat.arg("dec"), Concat.arg("out")});
  New->setDebugLoc(Concat.CB->getDebugLoc());
  Out.done("calls", New, "concat with a list of one element became a push");
  Concat.CB->eraseFromParent();
  // What is left of the literal.
  SmallVector<Instruction *> Dead;
  SmallVector<User *> Users(L.Slot->users());
  for (unsigned N = 0; N < Users.size(); N++) {
    if (isa<GetElementPtrInst>(Users[N]))
      Users.append(Users[N]->user_begin(), Users[N]->user_end());
    Dead.push_back(cast<Instruction>(Users[N]));
  }
  SmallVector<User *> Through(L.Data->users());
  for (unsigned N = 0; N < Through.size(); N++) {
    Through.append(Through[N]->user_begin(), Through[N]->user_end());
    Dead.push_back(cast<Instruction>(Through[N]));
  }
  SmallPtrSet<Instruction *, 16> Once;
  for (Instruction *I : reverse(Dead))
    if (Once.insert(I).second) {
      I->replaceAllUsesWith(PoisonValue::get(I->getType()));
      I->eraseFromParent();
    }
  (void)C;
  return true;
}

} // namespace

bool betterCalls(Function &F, Log &L) {
  SmallVector<CallBase *> Concats;
  for (Instruction &I : instructions(F))
    if (Call C(&I); C.is("ori_list_concat_cow") && isa<CallInst>(I))
      Concats.push_back(C.CB);
  bool Changed = false;
  for (CallBase *CB : Concats)
    Changed |= pushInstead(Call(CB), L);
  return Changed;
}

} // namespace oriopt
