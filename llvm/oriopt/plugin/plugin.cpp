// The pass as a plugin of opt and clang:
//
//	opt -load-pass-plugin=oriopt.so -passes='oriopt,default<O3>'
//	clang -O2 -fpass-plugin=oriopt.so
//
// Under clang it runs at the start of the pipeline, before anything of the
// library is inlined. With ORIOPT_EXPLAIN in the environment it says on standard
// error what it did and what it left.
#include "../pass.h"

#include "llvm/Config/llvm-config.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>
#if LLVM_VERSION_MAJOR >= 22
#include "llvm/Plugins/PassPlugin.h"
#else
#include "llvm/Passes/PassPlugin.h"
#endif

using namespace llvm;

namespace {

void explain(void *, int Done, const char *Pass, const char *Function, const char *File, int Line, const char *Message) {
  errs() << File << ':' << Line << ": " << (Done ? "done" : "left") << ": " << Pass << ": in " << Function << ": " << Message << '\n';
}

struct OrioptPass : PassInfoMixin<OrioptPass> {
  PreservedAnalyses run(Module &M, ModuleAnalysisManager &) {
    oriopt::Log L(getenv("ORIOPT_EXPLAIN") ? explain : nullptr, nullptr);
    return oriopt::run(M, ORIOPT_ALL, L) ? PreservedAnalyses::none() : PreservedAnalyses::all();
  }
  static bool isRequired() { return true; }
};

} // namespace

extern "C" LLVM_ATTRIBUTE_WEAK PassPluginLibraryInfo llvmGetPassPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "oriopt", "1", [](PassBuilder &PB) {
            PB.registerPipelineParsingCallback([](StringRef Name, ModulePassManager &PM, ArrayRef<PassBuilder::PipelineElement>) {
              if (Name != "oriopt")
                return false;
              PM.addPass(OrioptPass());
              return true;
            });
            PB.registerPipelineStartEPCallback([](ModulePassManager &PM, OptimizationLevel Level) {
              if (Level != OptimizationLevel::O0)
                PM.addPass(OrioptPass());
            });
          }};
}
