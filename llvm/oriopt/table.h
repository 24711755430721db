// The contract table of the C ABI, generated from abi.Exports, and calls seen
// through it. There is no second list: what a function consumes, borrows or
// tests is asked here.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Instructions.h"

namespace oriopt {

using llvm::CallBase;
using llvm::Function;
using llvm::Instruction;
using llvm::StringRef;
using llvm::Value;

// Type is a parameter's type, as far as the passes tell types apart.
enum class Type {
  Number,
  Pointer,      // to an object, or to memory
  ConstPointer, // to an object or an element that is only read
  Str,          // a string, passed by address
  Out,          // where a collection is stored
  Slot,         // where something else is stored
  Callback,
};

// As abi.Ownership.
enum class Owner { Plain, Consumed, Borrowed, MovedIn, Filled };

struct Param {
  const char *Name;
  Type T;
  Owner O;
  const char *Attrs;
};

// What a function does beyond its parameters' ownership.
enum Fact : unsigned {
  Copies = 1 << 0,       // tests whether it may work in place
  Releases = 1 << 1,     // may drop elements
  ResultUnique = 1 << 2, // the result is unique, whatever came in
  Tests = 1 << 3,        // its result depends on a count
  Retains = 1 << 4,      // adds a reference to its parameter
  Shares = 1 << 5,       // its result holds references to what it borrowed
  Drops = 1 << 6,        // drops a reference
  ReadsPlace = 1 << 7,   // reads the 24 bytes of its parameter and nothing else
};

struct Export {
  const char *Name;
  llvm::ArrayRef<Param> Params;
  unsigned Facts;
  const char *Attrs; // of the function

  bool has(Fact F) const { return Facts & F; }
  int index(StringRef Param) const; // -1: there is none
};

// Export of that name; null: not of the library.
const Export *lookup(StringRef Name);
llvm::ArrayRef<Export> exports();

// A call of the library. False in a condition where it is none.
class Call {
public:
  CallBase *CB = nullptr;
  const Export *E = nullptr;

  Call() = default;
  explicit Call(const Value *V);
  explicit operator bool() const { return E; }
  StringRef name() const { return E->Name; }
  bool is(StringRef Name) const { return E && Name == E->Name; }
  // arg returns the argument for a parameter, null if there is none of that name.
  Value *arg(StringRef Param) const;
  // The element size in bytes; 0 if it is not constant or there is none.
  uint64_t elemSize() const;
  // Whether the callback of that name is there and not NULL.
  bool calls(StringRef Param) const;
};

} // namespace oriopt
