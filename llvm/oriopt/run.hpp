// All passes in order, the C interface, and the report.
#include "pass.h"

#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DebugLoc.h"
#include "llvm/IR/Function.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/CBindingWrapping.h"
#include "llvm/Transforms/Scalar/DCE.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Scalar/SROA.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/LCSSA.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"

using namespace llvm;

namespace oriopt {

void Log::say(int Done, const char *Pass, const Instruction *At, const std::string &Message) {
  if (!Report)
    return;
  std::string File;
  int Line = 0;
  if (const DebugLoc &Loc = At->getDebugLoc()) {
    Line = Loc.getLine();
    if (auto *Scope = dyn_cast_or_null<DIScope>(Loc.getScope()))
      File = Scope->getFilename().str();
  }
  Report(Context, Done, Pass, At->getFunction()->getName().str().c_str(), File.c_str(), Line, Message.c_str());
}

void Log::done(const char *Pass, const Instruction *At, const std::string &Message) {
  Changes++;
  say(1, Pass, At, Message);
}

void Log::left(const char *Pass, const Instruction *At, const std::string &Message) { say(0, Pass, At, Message); }

// A function without a return does not return: what raises errors, mostly.
static void markNoReturn(Module &M) {
  for (Function &F : M)
    if (!F.isDeclaration() && F.hasExactDefinition() && !F.isPresplitCoroutine() && !F.hasFnAttribute(Attribute::Naked) &&
        none_of(F, [](BasicBlock &B) { return isa<ReturnInst>(B.getTerminator()); }))
      F.setDoesNotReturn();
}

bool run(Module &M, unsigned Passes, Log &L) {
  PassBuilder PB;
  LoopAnalysisManager LAM;
  FunctionAnalysisManager FAM;
  CGSCCAnalysisManager CAM;
  ModuleAnalysisManager MAM;
  PB.registerModuleAnalyses(MAM);
  PB.registerCGSCCAnalyses(CAM);
  PB.registerFunctionAnalyses(FAM);
  PB.registerLoopAnalyses(LAM);
  PB.crossRegisterProxies(LAM, FAM, CAM, MAM);

  SmallVector<Function *> Functions;
  auto collect = [&] {
    Functions.clear();
    for (Function &F : M)
      if (mayChange(F) && callsLibrary(F))
        Functions.push_back(&F);
  };
  if (Passes & ORIOPT_ATTRIBUTES)
    addAttributes(M);
  if (Passes & ORIOPT_PREPARE) {
    markNoReturn(M);
    inlineWrappers(M, L);
    collect();
    FunctionPassManager Tidy;
    Tidy.addPass(SROAPass(SROAOptions::PreserveCFG));
    Tidy.addPass(EarlyCSEPass(true));
    Tidy.addPass(SimplifyCFGPass());
    Tidy.addPass(DCEPass());
    for (Function *F : Functions) {
      splitAggregates(*F);
      onePlaceOneAddress(*F);
      slotsToRegisters(*F);
      FAM.invalidate(*F, PreservedAnalyses::none());
      Tidy.run(*F, FAM);
      FAM.invalidate(*F, PreservedAnalyses::none());
    }
  }
  collect();
  if (Passes & ORIOPT_COUNTS) {
    bool Changed = uncountChildren(M, L);
    Changed |= balanceCounts(M, L);
    for (Function *F : Functions) {
      FAM.invalidate(*F, PreservedAnalyses::none());
      loadOnce(*F, FAM.getResult<DominatorTreeAnalysis>(*F));
    }
    HandedOver Handed;
    while (handOver(M, Handed, L)) {
      Changed = true;
      moveToHandedOver(M, Handed, L);
    }
    if (Changed)
      for (Function *F : Functions)
        readInPlace(*F);
    readWhereItIs(M, L);
  }
  if (Passes & ORIOPT_CALLS)
    for (Function *F : Functions)
      betterCalls(*F, L);
  if (Passes & (ORIOPT_CALLS | ORIOPT_WINDOWS))
    for (Function *F : Functions) {
      FAM.invalidate(*F, PreservedAnalyses::none());
      FunctionPassManager Loops;
      Loops.addPass(LoopSimplifyPass());
      Loops.addPass(LCSSAPass());
      Loops.run(*F, FAM);
      FAM.invalidate(*F, PreservedAnalyses::none());
      if (Passes & ORIOPT_CALLS)
        replaceFills(*F, FAM, L);
    }
  if (Passes & (ORIOPT_WINDOWS | ORIOPT_OPEN))
    markKnownUnique(M, Functions);
  if (Passes & ORIOPT_WINDOWS)
    for (Function *F : Functions)
      openWindows(*F, FAM, L);
  if (Passes & ORIOPT_OPEN)
    openOperations(M, Functions, FAM, L);
  return L.Changes != 0;
}

} // namespace oriopt

using namespace oriopt;

extern "C" int64_t oriopt_run(OrioptModule Mod, unsigned Passes, oriopt_report Report, void *Context) {
  Log L(Report, Context);
  run(*unwrap(Mod), Passes, L);
  return L.Changes;
}

extern "C" int64_t oriopt_verify(OrioptModule Mod, oriopt_report Report, void *Context) {
  // Of a copy, in which the program's slots are registers.
  std::unique_ptr<Module> Copy = CloneModule(*unwrap(Mod));
  Log Quiet(nullptr, nullptr), L(Report, Context);
  run(*Copy, ORIOPT_PREPARE, Quiet);
  return verifyBalance(*Copy, L);
}
