/* The JIT of ../jit-cpp through LLVM's C API, as a compiler in any language can use it. */
#include <llvm-c/BitReader.h>
#include <llvm-c/Core.h>
#include <llvm-c/Error.h>
#include <llvm-c/IRReader.h>
#include <llvm-c/LLJIT.h>
#include <llvm-c/Linker.h>
#include <llvm-c/Orc.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>
#include <llvm-c/Transforms/PassBuilder.h>
#include <llvm/Config/llvm-config.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void check(LLVMErrorRef error)
{
	if (error) {
		char *message = LLVMGetErrorMessage(error);
		fprintf(stderr, "jit: %s\n", message);
		exit(1);
	}
}

static void must(LLVMBool failed, const char *what)
{
	if (failed) {
		fprintf(stderr, "jit: %s\n", what);
		exit(1);
	}
}

/* A function that makes a list of 0 to n - 1 and returns its last element. */
static const char program[] =
	"%List = type { i64, i64, ptr }\n"
	"declare void @ori_list_push_cow(ptr, i64, i64, ptr, i64, i64, ptr, ptr, ptr)\n"
	"declare void @ori_buffer_rc_dec(ptr, i64, i64, i64, ptr)\n"
	"define i64 @last(i64 %n) {\n"
	"entry:\n"
	"  %list = alloca %List\n"
	"  %elem = alloca i64\n"
	"  store %List zeroinitializer, ptr %list\n"
	"  br label %loop\n"
	"loop:\n"
	"  %i = phi i64 [ 0, %entry ], [ %next, %loop ]\n"
	"  store i64 %i, ptr %elem\n"
	"  %l = load %List, ptr %list\n"
	"  %len = extractvalue %List %l, 0\n"
	"  %cap = extractvalue %List %l, 1\n"
	"  %data = extractvalue %List %l, 2\n"
	"  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %list)\n"
	"  %next = add i64 %i, 1\n"
	"  %more = icmp slt i64 %next, %n\n"
	"  br i1 %more, label %loop, label %done\n"
	"done:\n"
	"  %w = load %List, ptr %list\n"
	"  %wlen = extractvalue %List %w, 0\n"
	"  %wcap = extractvalue %List %w, 1\n"
	"  %wdata = extractvalue %List %w, 2\n"
	"  %at = getelementptr i64, ptr %wdata, i64 %i\n"
	"  %v = load i64, ptr %at\n"
	"  call void @ori_buffer_rc_dec(ptr %wdata, i64 %wlen, i64 %wcap, i64 8, ptr null)\n"
	"  ret i64 %v\n"
	"}\n";

/* Links what m calls of the inline bitcode into it. All functions in there are available_externally, of
 * which LLVM's linker takes those that are called; read lazily, the others' bodies stay unread. */
static void link_library(LLVMModuleRef m, const char *file)
{
	LLVMMemoryBufferRef buffer;
	LLVMModuleRef library;
	char *message;
	if (LLVMCreateMemoryBufferWithContentsOfFile(file, &buffer, &message)) {
		fprintf(stderr, "jit: %s\n", message);
		exit(1);
	}
	must(LLVMGetBitcodeModuleInContext2(LLVMGetModuleContext(m), buffer, &library), "the bitcode was made by a newer LLVM");
	must(LLVMLinkModules2(m, library), "the bitcode does not link");
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: jit libori_rt_inline.bc libori_rt.so\n");
		return 2;
	}
	LLVMInitializeNativeTarget();
	LLVMInitializeNativeAsmPrinter();
	clock_t start = clock();

	LLVMOrcLLJITRef jit;
	check(LLVMOrcCreateLLJIT(&jit, NULL));
	LLVMOrcDefinitionGeneratorRef library;
	check(LLVMOrcCreateDynamicLibrarySearchGeneratorForPath(&library, argv[2], LLVMOrcLLJITGetGlobalPrefix(jit), NULL, NULL));
	LLVMOrcJITDylibAddGenerator(LLVMOrcLLJITGetMainJITDylib(jit), library);

	LLVMContextRef context = LLVMContextCreate();
#if LLVM_VERSION_MAJOR >= 21
	LLVMOrcThreadSafeContextRef safe = LLVMOrcCreateNewThreadSafeContextFromLLVMContext(context);
#else
	LLVMOrcThreadSafeContextRef safe = LLVMOrcCreateNewThreadSafeContext();
	LLVMContextDispose(context);
	context = LLVMOrcThreadSafeContextGetContext(safe);
#endif
	LLVMMemoryBufferRef text = LLVMCreateMemoryBufferWithMemoryRange(program, strlen(program), "program", 1);
	LLVMModuleRef m;
	char *message;
	if (LLVMParseIRInContext(context, text, &m, &message)) {
		fprintf(stderr, "jit: %s\n", message);
		return 1;
	}
	LLVMSetDataLayout(m, LLVMOrcLLJITGetDataLayoutStr(jit));
	LLVMSetTarget(m, LLVMOrcLLJITGetTripleString(jit));
	link_library(m, argv[1]);

	LLVMTargetRef target;
	must(LLVMGetTargetFromTriple(LLVMOrcLLJITGetTripleString(jit), &target, &message), "no such target");
	LLVMTargetMachineRef machine = LLVMCreateTargetMachine(target, LLVMOrcLLJITGetTripleString(jit), "", "",
		LLVMCodeGenLevelDefault, LLVMRelocDefault, LLVMCodeModelJITDefault);
	LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
	check(LLVMRunPasses(m, "default<O2>", machine, options));
	LLVMDisposePassBuilderOptions(options);
	LLVMDisposeTargetMachine(machine);
	LLVMValueRef push = LLVMGetNamedFunction(m, "ori_list_push_cow");
	int inlined = push == NULL || LLVMGetFirstUse(push) == NULL;

	check(LLVMOrcLLJITAddLLVMIRModule(jit, LLVMOrcLLJITGetMainJITDylib(jit), LLVMOrcCreateNewThreadSafeModule(m, safe)));
	LLVMOrcExecutorAddress last, live;
	check(LLVMOrcLLJITLookup(jit, &last, "last"));
	double took = (double)(clock() - start) / CLOCKS_PER_SEC;
	check(LLVMOrcLLJITLookup(jit, &live, "ori_rc_live_count"));
	printf("last: %ld, push inlined: %s, in less than 0.3 s: %s\n", (long)((int64_t(*)(int64_t))last)(1000),
		inlined ? "yes" : "no", took < 0.3 ? "yes" : "no");
	printf("%ld alive at the end\n", (long)((int64_t(*)(void))live)());
	LLVMOrcDisposeThreadSafeContext(safe);
	check(LLVMOrcDisposeLLJIT(jit));
	return 0;
}
