// A compiler that runs what it compiles: ORC's LLJIT, with the library's fast paths inlined into each module
// and its slow paths in the shared library, which this process loads.
#include <llvm/Bitcode/BitcodeReader.h>
#include <llvm/ExecutionEngine/Orc/ExecutionUtils.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/IRReader/IRReader.h>
#include <llvm/Linker/Linker.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/SourceMgr.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>

#include <cstdio>
#include <ctime>

using namespace llvm;
using namespace llvm::orc;

static ExitOnError check("jit: ");

// Reads the inline bitcode once, and links what a module calls into the module. Lazily: of what is not
// called, no body is ever read.
class Library {
	std::unique_ptr<MemoryBuffer> bitcode;

public:
	explicit Library(const std::string &file) : bitcode(check(errorOrToExpected(MemoryBuffer::getFile(file)))) {}
	void linkInto(Module &m) {
		auto library = check(getLazyBitcodeModule(bitcode->getMemBufferRef(), m.getContext()));
		if (Linker::linkModules(m, std::move(library), Linker::LinkOnlyNeeded))
			check(make_error<StringError>("the bitcode does not link", inconvertibleErrorCode()));
	}
};

static void optimise(Module &m, TargetMachine &machine) {
	LoopAnalysisManager loops;
	FunctionAnalysisManager functions;
	CGSCCAnalysisManager sccs;
	ModuleAnalysisManager modules;
	PassBuilder passes(&machine);
	passes.registerModuleAnalyses(modules);
	passes.registerCGSCCAnalyses(sccs);
	passes.registerFunctionAnalyses(functions);
	passes.registerLoopAnalyses(loops);
	passes.crossRegisterProxies(loops, functions, sccs, modules);
	passes.buildPerModuleDefaultPipeline(OptimizationLevel::O2).run(m, modules);
}

// What a front end would hand over: a function that sums the squares below n through a list.
static const char *const program = R"(
%List = type { i64, i64, ptr }
declare void @ori_list_push_cow(ptr, i64, i64, ptr, i64, i64, ptr, ptr, ptr)
declare void @ori_buffer_rc_dec(ptr, i64, i64, i64, ptr)
define i64 @NAME(i64 %n) {
entry:
  %list = alloca %List
  %elem = alloca i64
  store %List zeroinitializer, ptr %list
  br label %fill
fill:
  %i = phi i64 [ 0, %entry ], [ %i2, %fill ]
  %square = mul i64 %i, %i
  store i64 %square, ptr %elem
  %l = load %List, ptr %list
  %len = extractvalue %List %l, 0
  %cap = extractvalue %List %l, 1
  %data = extractvalue %List %l, 2
  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %list)
  %i2 = add i64 %i, 1
  %more = icmp slt i64 %i2, %n
  br i1 %more, label %fill, label %full
full:
  %whole = load %List, ptr %list
  %wlen = extractvalue %List %whole, 0
  %wcap = extractvalue %List %whole, 1
  %wdata = extractvalue %List %whole, 2
  br label %add
add:
  %j = phi i64 [ 0, %full ], [ %j2, %add ]
  %sum = phi i64 [ 0, %full ], [ %sum2, %add ]
  %at = getelementptr i64, ptr %wdata, i64 %j
  %v = load i64, ptr %at
  %sum2 = add i64 %sum, %v
  %j2 = add i64 %j, 1
  %again = icmp slt i64 %j2, %wlen
  br i1 %again, label %add, label %done
done:
  call void @ori_buffer_rc_dec(ptr %wdata, i64 %wlen, i64 %wcap, i64 8, ptr null)
  ret i64 %sum2
}
)";

static double seconds() { return double(clock()) / CLOCKS_PER_SEC; }

// usage: jit libori_rt_inline.bc libori_rt.so
int main(int argc, char **argv) {
	if (argc != 3) {
		errs() << "usage: jit libori_rt_inline.bc libori_rt.so\n";
		return 2;
	}
	InitializeNativeTarget();
	InitializeNativeTargetAsmPrinter();
	double start = seconds();
	auto machineBuilder = check(JITTargetMachineBuilder::detectHost());
	auto jit = check(LLJITBuilder().setJITTargetMachineBuilder(machineBuilder).create());
	auto machine = check(machineBuilder.createTargetMachine());
	// The shared library: its exported functions, and the slow paths of the inlined ones.
	jit->getMainJITDylib().addGenerator(
		check(DynamicLibrarySearchGenerator::Load(argv[2], jit->getDataLayout().getGlobalPrefix())));
	Library library(argv[1]);

	for (const std::string name : {"first", "second", "third"}) {
		auto context = std::make_unique<LLVMContext>();
		std::string text(program);
		text.replace(text.find("NAME"), 4, name);
		SMDiagnostic error;
		auto module = parseIR(MemoryBufferRef(text, name), error, *context);
		if (!module) {
			error.print("jit", errs());
			return 1;
		}
		module->setDataLayout(jit->getDataLayout());
		module->setTargetTriple(machine->getTargetTriple()
#if LLVM_VERSION_MAJOR < 21
			.str()
#endif
		);
		library.linkInto(*module);
		optimise(*module, *machine);
		bool inlined = true;
		for (Function &f : *module)
			inlined = inlined && (f.getName() != "ori_list_push_cow" || f.use_empty());
		check(jit->addIRModule(ThreadSafeModule(std::move(module), std::move(context))));
		auto *f = check(jit->lookup(name)).toPtr<int64_t(int64_t)>();
		double took = seconds() - start;
		printf("%s: %lld, push inlined: %s, in less than 0.3 s: %s\n", name.c_str(), (long long)f(1000), inlined ? "yes" : "no", took < 0.3 ? "yes" : "no");
		fprintf(stderr, "%s: %.0f ms\n", name.c_str(), took * 1000);
		start = seconds();
	}
	auto *live = check(jit->lookup("ori_rc_live_count")).toPtr<int64_t()>();
	printf("%lld alive at the end\n", (long long)live());
}
