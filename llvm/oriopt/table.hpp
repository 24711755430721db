#include "table.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Function.h"

using namespace llvm;

namespace oriopt {

namespace {
#include "table_data.h"
} // namespace

ArrayRef<Export> exports() { return Table; }

const Export *lookup(StringRef Name) {
  static const StringMap<const Export *> Known = [] {
    StringMap<const Export *> M;
    for (const Export &E : exports())
      M[E.Name] = &E;
    return M;
  }();
  if (!Name.starts_with("ori_"))
    return nullptr;
  return Known.lookup(Name);
}

int Export::index(StringRef Name) const {
  for (size_t I = 0; I < Params.size(); I++)
    if (Name == Params[I].Name)
      return I;
  return -1;
}

Call::Call(const Value *V) {
  auto *Found = dyn_cast<CallBase>(const_cast<Value *>(V));
  if (!Found)
    return;
  const Function *F = Found->getCalledFunction();
  if (!F || F->isIntrinsic())
    return;
  const Export *Known = lookup(F->getName());
  // A function that only bears the name is none of ours.
  if (!Known || Known->Params.size() != Found->arg_size() || F->isVarArg())
    return;
  CB = Found;
  E = Known;
}

Value *Call::arg(StringRef Name) const {
  int I = E->index(Name);
  return I < 0 ? nullptr : CB->getArgOperand(I);
}

uint64_t Call::elemSize() const {
  auto *Size = dyn_cast_or_null<ConstantInt>(arg("elem_size"));
  return Size ? Size->getLimitedValue() : 0;
}

bool Call::calls(StringRef Name) const {
  Value *Fn = arg(Name);
  return Fn && !isa<ConstantPointerNull>(Fn);
}

} // namespace oriopt
