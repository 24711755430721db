// What a loop is asked in front of its window.
#pragma once

#include "pass.h"

#include "llvm/Analysis/AliasAnalysis.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"

#include <map>
#include <set>
#include <vector>

namespace oriopt {

// Operation is an operation on a list that is nothing on a unique one: unshare,
// or set of plain elements, which leaves a store.
struct Operation {
  Call C;
  Value *Data, *Len, *Cap; // as written in the loop
  uint64_t ElemSize;
  Value *Index = nullptr;   // of set
  bool IndexAsked = false;  // the question covers it
  bool Sure = false;        // in every round that gets as far, or known to be a list
  bool Buffer = false;      // the operation gives an empty list one
  bool Known = false;       // to be unique
  bool NearPage = false;    // asked whether the header is on the page of the data
};

// Bound is the loop's own test: the loop goes on while Counter Pred Limit.
struct Bound {
  BasicBlock *Block = nullptr;
  llvm::CmpInst::Predicate Pred = llvm::CmpInst::BAD_ICMP_PREDICATE;
  Value *Counter = nullptr, *Limit = nullptr;
  int64_t Step = 0; // of the counter; 0: Stride
  Value *Stride = nullptr;
  bool AtLatch = false; // the test stands behind what it counts
};

// Step is one part of the question, in the order of the program.
struct Step {
  enum Kind {
    Load,   // a word that no round changes
    Stay,   // the branch stays in the loop, in this round
    Always, // it does so in every round, since nothing in its condition changes
    Range,  // Index < Len, unsigned, in every round
    Unique, // the operation would work in place
  } K;
  Instruction *I = nullptr; // the load, or the branch
  Value *Index = nullptr, *Len = nullptr;
  int64_t By = 0;          // what the index grows by in a round; 0: as the bound's counter
  const Bound *Until = nullptr;
  Operation *Op = nullptr;
};

// Question finds out what must hold for the loop to run as a window.
class Question {
public:
  Question(llvm::Loop &L, llvm::DominatorTree &DT, llvm::ScalarEvolution &SE, llvm::AAResults &AA)
      : L(L), DT(DT), SE(SE), AA(AA) {}
  // find returns whether there is a question worth asking; Why and WhyAt say why not.
  bool find();

  std::vector<Step> Steps;
  std::vector<std::unique_ptr<Operation>> Operations;
  std::vector<std::unique_ptr<Bound>> Bounds;
  // Words that are read in the window, beside the buffers that are written there:
  // the one must not lie in the other.
  std::set<std::pair<Instruction *, Operation *>> Apart;
  std::string Why;
  Instruction *WhyAt = nullptr;

  // resolve follows what is known to be equal inside the window.
  Value *resolve(Value *V) const;
  bool invariant(Value *V) const;
  bool isFixed(llvm::PHINode *P) const { return Fixed.count(P); }
  // Values of the loop that the window takes from the question.
  std::vector<Instruction *> Taken;
  // Branches that stay in the loop, in the window.
  std::vector<std::pair<llvm::BranchInst *, bool>> Folded; // and which successor stays

private:
  llvm::Loop &L;
  llvm::DominatorTree &DT;
  llvm::ScalarEvolution &SE;
  llvm::AAResults &AA;

  using Key = std::vector<uintptr_t>;
  llvm::DenseMap<Value *, Value *> Alias;
  llvm::SmallPtrSet<llvm::PHINode *, 8> Fixed;
  llvm::SmallPtrSet<Value *, 32> Invariant;
  std::map<Key, Instruction *> Numbers;
  llvm::SmallPtrSet<Instruction *, 8> Unsafe; // loads that must stay where they are
  llvm::SmallPtrSet<BasicBlock *, 8> Barriers;
  llvm::SmallPtrSet<BasicBlock *, 8> Needed, Gone; // tests that bound others, tests that go
  std::vector<Instruction *> Stores;
  llvm::DenseMap<BasicBlock *, std::vector<std::pair<int, Value *>>> Events;
  std::vector<BasicBlock *> Order;

  bool no(Instruction *At, const std::string &Reason);
  bool scan();
  bool scanInstruction(Instruction &I);
  bool scanCall(llvm::CallBase &CB);
  bool operation(Call C);
  void scanLoad(Instruction &I, Value *Pointer);
  void number(Instruction &I);
  bool known(Key K, Instruction &I);
  bool scanBranch(BasicBlock *B);
  bool range(BasicBlock *B, Instruction *I, Value *Index, Value *Len, Operation *Op);
  const Bound *boundFor(BasicBlock *B, Value *Index, int64_t &By);
  Value *strideOf(Value *Counter) const;
  void findBounds();
  bool fewRounds() const;
  Value *place(Value *Pointer, int64_t &Off) const;
  bool stored(const Operation &Op) const;
  bool now(Value *V, unsigned Depth = 0) const;
  bool ivDependent(BasicBlock *B) const;
  bool spine(const BasicBlock *B) const;
  bool settle(bool &Again);
  bool clobbers(bool &Again);
  Value *root(Value *Pointer) const;
  bool isList(Value *Data, Value *Cap) const;
  bool isListFrom(Value *Data, Value *Cap, llvm::SmallPtrSetImpl<Value *> &Seen) const;
  void reset();
};

} // namespace oriopt
