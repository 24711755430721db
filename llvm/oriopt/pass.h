// The passes, and what they share.
//
//	prepare.hpp     small wrappers inlined, slots into registers
//	effects.hpp     which buffers an instruction may test or release
//	region.hpp      what lies between two instructions, and what holds a value
//	counts.hpp      retain/release pairs, moves
//	handover.hpp    arguments whose last reference a function gets
//	children.hpp    counts of what lies in a lent list
//	inplace.hpp     arguments that are read where they are
//	calls.hpp       better calls
//	fills.hpp       loops that only fill a list
//	owners.hpp      lists that are known to be unique
//	ask.hpp         windows: what a loop may be asked in front
//	windows.hpp     windows: the loop in two versions
//	open.hpp        operations opened where they stand
//	attributes.hpp  what the table proves, on declarations
//	verify.hpp      the balance of references on every path
//	run.hpp         all of it, in order
#pragma once

#include "oriopt.h"
#include "table.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"

#include <string>

namespace llvm {
class DominatorTree;
}

namespace oriopt {

using llvm::BasicBlock;
using llvm::FunctionAnalysisManager;
using llvm::Module;

// Log collects what was done or left, for -explain.
class Log {
public:
  Log(oriopt_report Report, void *Context) : Report(Report), Context(Context) {}
  int64_t Changes = 0;
  bool wanted() const { return Report; }
  void done(const char *Pass, const Instruction *At, const std::string &Message);
  void left(const char *Pass, const Instruction *At, const std::string &Message);

private:
  oriopt_report Report;
  void *Context;
  void say(int Done, const char *Pass, const Instruction *At, const std::string &Message);
};

// Whether the passes may touch F: it has a body, is no coroutine in the making,
// is not marked optnone, and nothing in it returns twice or jumps by address.
bool mayChange(const Function &F);

// Whether F calls the library.
bool callsLibrary(const Function &F);

// ---- prepare.hpp ----

// Inlines small functions of the module that call the library into their callers.
bool inlineWrappers(Module &M, Log &L);

// Loads and stores of whole structs become those of their fields.
void splitAggregates(Function &F);

// Gives each place at a constant offset one form of address.
void onePlaceOneAddress(Function &F);

// Gives every out parameter and every place that a call reads a slot of its
// own, so that the program's slots become registers.
bool slotsToRegisters(Function &F);

// Slots that hold a copy of a read-only argument, for reading, go: it is read where
// it is.
bool readInPlace(Function &F);

// Whether A is a slot that slotsToRegisters made: one call writes or reads it.
bool isCallSlot(const Value *A);

// The three words of a place that the call reads, if they were stored to its own
// slot just before; null where they are not known.
struct Words {
  Value *Len = nullptr, *Cap = nullptr, *Data = nullptr;
  explicit operator bool() const { return Data; }
};
Words wordsAt(const Call &C, Value *Place);

// ---- effects.hpp ----

// Classes is a set of buffers, one bit for each size of elements, one for maps,
// one for boxes. Buffers of different classes are different memory, since the
// contracts have one buffer always called with one element size.
using Classes = uint64_t;
constexpr Classes AllClasses = ~Classes(0);

class Effects {
public:
  // The buffers that I may test or whose references it may drop.
  Classes of(const Instruction &I) const;
  // The class of the buffer whose reference the call drops or consumes.
  Classes classOf(const Call &C) const;
  Classes summary(const Function *F) const;
  // Takes another summary; returns whether it grew.
  bool set(const Function *F, Classes C);
  // Assumes of every function with a body that it does nothing. set says more.
  void assumeNothing(const Module &M);

private:
  llvm::DenseMap<const Function *, Classes> Known;
  mutable llvm::DenseMap<uint64_t, unsigned> Sizes;
  Classes list(uint64_t ElemSize) const;
  Classes callback(const Call &C, StringRef Param) const;
};

// What a retain or release counts: the buffer behind Data.
Value *countedBy(const Call &C);
bool isRetain(const Call &C);
bool isRelease(const Call &C);

// ---- region.hpp ----

// Reads a word of a slot once where nothing writes to it in between.
bool loadOnce(Function &F, const llvm::DominatorTree &DT);

// ---- handover.hpp ----

// Lent is a value in an argument that is passed by address: its three words at Offset.
struct Lent {
  Function *F;
  unsigned Arg;
  int64_t Offset;
  bool operator==(const Lent &P) const { return F == P.F && Arg == P.Arg && Offset == P.Offset; }
};

// HandedOver are those that their functions release: the caller gives its reference away.
struct HandedOver {
  llvm::SmallVector<Lent, 8> Args;
  // Whether the call takes over a reference to the buffer behind Data, once, and gets it by no
  // other way.
  bool takes(llvm::CallInst &CB, const Value *Data) const;
};

// Has functions release arguments of which they keep what they are lent, where a caller then
// has no reference left. The moves that follow from it are moveToHandedOver's.
bool handOver(Module &M, HandedOver &Handed, Log &L);
bool moveToHandedOver(Module &M, const HandedOver &Handed, Log &L);

// ---- children.hpp ----

// Takes away retains and releases of what the elements of lent lists refer to.
bool uncountChildren(Module &M, Log &L);

// ---- inplace.hpp ----

// Passes the address of what was copied to functions that only read.
bool readWhereItIs(Module &M, Log &L);

// ---- the other passes ----

bool balanceCounts(Module &M, Log &L);
bool betterCalls(Function &F, Log &L);
bool replaceFills(Function &F, FunctionAnalysisManager &FAM, Log &L);
bool openWindows(Function &F, FunctionAnalysisManager &FAM, Log &L);
// Marks the calls whose list is known to be unique.
constexpr const char *KnownUnique = "oriopt.unique";
void markKnownUnique(Module &M, llvm::ArrayRef<Function *> Functions);
// Marks the calls of the written version of a loop that has a window.
constexpr const char *WrittenLoop = "oriopt.written";
bool openOperations(Module &M, llvm::ArrayRef<Function *> Functions, FunctionAnalysisManager &FAM, Log &L);
bool addAttributes(Module &M);
int64_t verifyBalance(Module &M, Log &L);

// run does what passes says.
bool run(Module &M, unsigned Passes, Log &L);

} // namespace oriopt
