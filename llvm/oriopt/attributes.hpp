// What the table proves about the library's functions goes onto their
// declarations, for front ends that emit them bare.
#include "pass.h"

#include "llvm/Config/llvm-config.h"
#include "llvm/IR/Attributes.h"
#include "llvm/IR/Function.h"
#if LLVM_VERSION_MAJOR >= 21
#include "llvm/Support/ModRef.h"
#endif

using namespace llvm;

namespace oriopt {

namespace {

// add puts attributes on, spelled as in the table, that have no argument or one
// number; nocapture is called captures(none) from LLVM 21 on.
void add(Function &F, int Param, StringRef Words) {
  LLVMContext &C = F.getContext();
  SmallVector<StringRef, 8> List;
  Words.split(List, ' ', -1, false);
  for (StringRef W : List) {
    if (W.consume_front("dereferenceable(")) {
      uint64_t N = 0;
      if (!W.consumeInteger(10, N) && Param >= 0 && !F.getArg(Param)->hasAttribute(Attribute::Dereferenceable))
        F.addParamAttr(Param, Attribute::getWithDereferenceableBytes(C, N));
      continue;
    }
#if LLVM_VERSION_MAJOR >= 21
    if (W == "nocapture" && Param >= 0) {
      F.addParamAttr(Param, Attribute::getWithCaptureInfo(C, CaptureInfo::none()));
      continue;
    }
#endif
    Attribute::AttrKind K = Attribute::getAttrKindFromName(W);
    if (K == Attribute::None || !Attribute::isEnumAttrKind(K))
      continue;
    if (Param < 0)
      F.addFnAttr(K);
    else
      F.addParamAttr(Param, K);
  }
}

} // namespace

bool addAttributes(Module &M) {
  bool Changed = false;
  for (Function &F : M) {
    if (!F.isDeclaration())
      continue;
    const Export *E = lookup(F.getName());
    if (!E || E->Params.size() != F.arg_size() || F.isVarArg())
      continue;
    AttributeList Before = F.getAttributes();
    add(F, -1, E->Attrs);
    for (unsigned I = 0; I < E->Params.size(); I++)
      if (F.getArg(I)->getType()->isPointerTy())
        add(F, I, E->Params[I].Attrs);
    Changed |= Before != F.getAttributes();
  }
  return Changed;
}

} // namespace oriopt
