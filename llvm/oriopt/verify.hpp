// Whether references balance on every path.
//
// Each function is run along its paths with symbols for values. A value that an
// operation gave has one reference, a retain adds one, a release or a consuming
// call takes one. On the way out, nothing may be left of what did not go
// anywhere; and nothing may be taken, or read, that is gone.
//
// What leaves the function's sight, by a store or a call that is not known, is
// nobody's fault any more. Of values that come from outside only this is said: a
// retain that is undone on one path and not on another. So what is reported is
// wrong; not everything that is wrong is reported.
#include "pass.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugLoc.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"

#include <map>
#include <optional>
#include <set>

using namespace llvm;

namespace oriopt {

namespace {

constexpr unsigned StepLimit = 20000; // blocks for each function
constexpr unsigned PathLimit = 1000;  // blocks in a row

struct Held {
  int64_t Count = 0;
  bool Made = false;    // by a call in this function
  bool Gone = false;    // out of sight
  const Instruction *At = nullptr; // what made it, or retained it first
};

struct State {
  std::map<const Value *, unsigned> Names; // of values: which Held
  std::vector<Held> All;
  // Flags that the path decides: of "if (!given) release" one way is not possible.
  std::map<const Value *, APInt> Numbers;
};

class Verifier {
public:
  Verifier(Function &F, Log &L) : F(F), L(L), DL(F.getParent()->getDataLayout()) {}

  int64_t run() {
    for (const Instruction &I : instructions(F))
      if (Call C(&I); isRelease(C))
        if (Value *D = countedBy(C))
          Released.insert(origin(D));
    State S;
    walk(&F.getEntryBlock(), nullptr, S);
    return Faults;
  }

private:
  Function &F;
  Log &L;
  const DataLayout &DL;
  int64_t Faults = 0;
  unsigned Steps = 0;
  SmallPtrSet<const Value *, 16> Released;
  std::set<std::pair<const BasicBlock *, std::string>> Seen;
  std::set<std::pair<const Instruction *, std::string>> Said;
  std::vector<const BasicBlock *> Path;

  static const Value *origin(const Value *V) { return V->stripPointerCasts(); }

  // held returns the state of what Data points to; null for NULL and constants.
  Held *held(State &S, const Value *Data) {
    Data = origin(Data);
    if (isa<Constant>(Data))
      return nullptr;
    auto It = S.Names.find(Data);
    if (It == S.Names.end()) {
      S.All.push_back({});
      It = S.Names.emplace(Data, S.All.size() - 1).first;
    }
    return &S.All[It->second];
  }

  std::string path() {
    std::string Text;
    int Last = 0;
    for (const BasicBlock *B : Path) {
      int Line = 0;
      for (const Instruction &I : *B)
        if (const DebugLoc &D = I.getDebugLoc(); D && D.getLine()) {
          Line = D.getLine();
          break;
        }
      std::string Part = Line ? std::to_string(Line) : B->hasName() ? "%" + B->getName().str() : "";
      if (Part.empty() || (Line && Line == Last))
        continue;
      Last = Line;
      Text += (Text.empty() ? "" : " > ") + Part;
    }
    return Text.empty() ? "the only one" : Text;
  }

  void fault(const Instruction *At, const std::string &Message) {
    if (!Said.insert({At, Message}).second)
      return;
    Faults++;
    L.left("verify", At, Message + "; path: " + path());
  }

  static std::string nameOf(const Instruction *I) {
    if (Call C(I); C)
      return C.name().str();
    return "it";
  }

  void take(State &S, const Value *Data, const Instruction *I, const char *How) {
    Held *H = held(S, Data);
    if (!H)
      return;
    if (H->Made && !H->Gone && H->Count <= 0) {
      fault(I, nameOf(I) + " " + How + " a reference that is gone: the value of " + nameOf(H->At) + " had no more");
      H->Gone = true;
      return;
    }
    H->Count--;
  }

  void use(State &S, const Value *Pointer, const Instruction *I) {
    const Value *P = origin(Pointer);
    while (auto *GEP = dyn_cast<GEPOperator>(P))
      P = origin(GEP->getPointerOperand());
    auto It = S.Names.find(P);
    if (It == S.Names.end())
      return;
    Held &H = S.All[It->second];
    if (H.Made && !H.Gone && H.Count <= 0) {
      fault(I, "read after its last reference was dropped: the value of " + nameOf(H.At));
      H.Gone = true;
    }
  }

  void lose(State &S, const Value *V) {
    V = origin(V);
    while (auto *GEP = dyn_cast<GEPOperator>(V))
      V = origin(GEP->getPointerOperand());
    auto It = S.Names.find(V);
    if (It != S.Names.end())
      S.All[It->second].Gone = true;
  }

  void make(State &S, const Value *Data, const Instruction *By) {
    S.All.push_back({1, true, false, By});
    S.Names[Data] = S.All.size() - 1;
  }

  void libraryCall(State &S, const Call &C) {
    const Instruction *I = C.CB;
    if (isRetain(C)) {
      if (Value *D = countedBy(C))
        if (Held *H = held(S, D)) {
          if (H->Made && !H->Gone && H->Count <= 0) {
            fault(I, "retained after its last reference was dropped: the value of " + nameOf(H->At));
            H->Gone = true;
          }
          if (!H->At)
            H->At = I;
          H->Count++;
        }
      return;
    }
    if (isRelease(C)) {
      if (Value *D = countedBy(C))
        take(S, D, I, "drops");
      return;
    }
    for (unsigned N = 0; N < C.E->Params.size(); N++) {
      const Param &P = C.E->Params[N];
      Value *A = C.CB->getArgOperand(N);
      if (!A->getType()->isPointerTy() || P.O == Owner::Plain || P.O == Owner::Filled)
        continue;
      bool Text = P.T == Type::Str;
      bool Place = Text || P.T == Type::ConstPointer;
      if (P.O == Owner::Consumed && !Text)
        take(S, A, I, "consumes");
      else if (P.O == Owner::Consumed || P.O == Owner::MovedIn) {
        if (Words W = wordsAt(C, A))
          take(S, W.Data, I, P.O == Owner::MovedIn ? "moves in" : "consumes");
      } else if (!Place || StringRef(P.Name).starts_with("data"))
        use(S, A, I);
    }
    if (C.CB->getType()->isPointerTy() && C.E->has(ResultUnique))
      make(S, C.CB, I);
  }

  void instruction(State &S, const Instruction &I) {
    if (Call C(&I); C) {
      libraryCall(S, C);
      return;
    }
    if (auto *Load = dyn_cast<LoadInst>(&I)) {
      const Value *P = Load->getPointerOperand();
      int64_t Off = 0;
      const Value *Base = GetPointerBaseWithConstantOffset(P, Off, DL);
      if (isCallSlot(Base) && Load->getType()->isPointerTy()) {
        // The words of an operation's result.
        for (const User *U : Base->users())
          if (Call C(U); C && C.arg("out") == Base)
            make(S, Load, cast<Instruction>(U));
      } else {
        use(S, P, &I);
      }
      return;
    }
    if (auto *Store = dyn_cast<StoreInst>(&I)) {
      if (!isCallSlot(getUnderlyingObject(Store->getPointerOperand()))) {
        use(S, Store->getPointerOperand(), &I);
        lose(S, Store->getValueOperand());
      }
      return;
    }
    if (isa<DbgInfoIntrinsic>(I) || isa<PHINode>(I) || isa<GetElementPtrInst>(I) || isa<ICmpInst>(I))
      return;
    if (auto *II = dyn_cast<IntrinsicInst>(&I); II && II->isLifetimeStartOrEnd())
      return;
    for (const Use &U : I.operands())
      lose(S, U.get());
  }

  void leave(State &S, const Instruction *Ret) {
    for (auto &[V, N] : S.Names) {
      Held &H = S.All[N];
      if (H.Gone || H.Count <= 0)
        continue;
      if (!H.Made && !Released.count(V))
        continue;
      fault(H.At, H.Made ? "what " + nameOf(H.At) + " gives is not released" : "retained, and not released");
      H.Gone = true;
    }
  }

  static std::string key(const State &S) {
    std::string K;
    for (auto &[V, N] : S.Names) {
      const Held &H = S.All[N];
      K.append(reinterpret_cast<const char *>(&V), sizeof V);
      K += std::to_string(N) + ":" + std::to_string(H.Count) + (H.Gone ? "g" : "") + ",";
    }
    for (auto &[V, N] : S.Numbers) {
      K.append(reinterpret_cast<const char *>(&V), sizeof V);
      K += std::to_string(N.getLimitedValue()) + ";";
    }
    return K;
  }

  // number returns what V is on this path, if it is a small known number.
  static const APInt *number(const State &S, const Value *V) {
    if (auto *C = dyn_cast<ConstantInt>(V))
      return &C->getValue();
    auto It = S.Numbers.find(V);
    return It == S.Numbers.end() ? nullptr : &It->second;
  }

  // decided returns which way a branch goes on this path; -1: either.
  static int decided(const State &S, const Instruction *T) {
    auto *Br = dyn_cast<BranchInst>(T);
    if (!Br || !Br->isConditional())
      return -1;
    const Value *C = Br->getCondition();
    if (const APInt *N = number(S, C))
      return N->isZero() ? 1 : 0;
    auto *Cmp = dyn_cast<ICmpInst>(C);
    if (!Cmp)
      return -1;
    const APInt *X = number(S, Cmp->getOperand(0)), *Y = number(S, Cmp->getOperand(1));
    return X && Y ? (ICmpInst::compare(*X, *Y, Cmp->getPredicate()) ? 0 : 1) : -1;
  }

  void walk(const BasicBlock *B, const BasicBlock *From, State S) {
    if (++Steps > StepLimit || Path.size() > PathLimit)
      return;
    // Of what is not watched no numbers are kept, so that a loop comes to an end.
    for (Held &H : S.All) {
      if (H.Gone)
        H.Count = 0;
      else if (!H.Made)
        H.Count = std::max<int64_t>(-1, std::min<int64_t>(2, H.Count));
    }
    // The phis take their values all at once.
    std::vector<std::pair<const PHINode *, unsigned>> Joined;
    for (const PHINode &P : B->phis())
      if (P.getType()->isPointerTy()) {
        const Value *V = P.getIncomingValueForBlock(From);
        if (held(S, V))
          Joined.push_back({&P, S.Names[origin(V)]});
        else
          S.Names.erase(&P);
      }
    std::vector<std::pair<const PHINode *, std::optional<APInt>>> Flags;
    for (const PHINode &P : B->phis())
      if (P.getType()->isIntegerTy()) {
        const APInt *N = number(S, P.getIncomingValueForBlock(From));
        Flags.push_back({&P, N && N->ult(4) ? std::optional<APInt>(*N) : std::nullopt});
      }
    for (auto &[P, N] : Flags) {
      S.Numbers.erase(P);
      if (N)
        S.Numbers.emplace(P, *N);
    }
    for (auto &[P, N] : Joined)
      S.Names[P] = N;
    if (From && !B->hasNPredecessors(1)) {
      State Short = S; // numbers from the same start, so that equal states look equal
      Short.All.clear();
      std::map<unsigned, unsigned> Renamed;
      for (auto &[V, N] : Short.Names) {
        auto [It, New] = Renamed.emplace(N, Short.All.size());
        if (New)
          Short.All.push_back(S.All[N]);
        N = It->second;
      }
      if (!Seen.insert({B, key(Short)}).second)
        return;
    }
    Path.push_back(B);
    for (const Instruction &I : *B) {
      if (auto *Ret = dyn_cast<ReturnInst>(&I)) {
        if (Value *V = Ret->getReturnValue())
          lose(S, V);
        leave(S, Ret);
        break;
      }
      instruction(S, I);
      if (auto *CB = dyn_cast<CallBase>(&I); CB && CB->doesNotReturn())
        break;
    }
    const Instruction *T = B->getTerminator();
    if (!isa<ReturnInst>(T) && !isa<UnreachableInst>(T)) {
      if (int Way = decided(S, T); Way >= 0)
        walk(T->getSuccessor(Way), B, S);
      else
        for (const BasicBlock *Next : successors(B))
          walk(Next, B, S);
    }
    Path.pop_back();
  }
};

} // namespace

int64_t verifyBalance(Module &M, Log &L) {
  int64_t Faults = 0;
  for (Function &F : M)
    if (!F.isDeclaration() && !lookup(F.getName()) && callsLibrary(F))
      Faults += Verifier(F, L).run();
  return Faults;
}

} // namespace oriopt
