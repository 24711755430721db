#include "backend.h"

#include <llvm/Bitcode/BitcodeReader.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/IRReader/IRReader.h>
#include <llvm/Linker/Linker.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/SourceMgr.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/TargetParser/Host.h>

using namespace llvm;

static void fail(const Twine &what) {
	errs() << "backend: " << what << '\n';
	exit(1);
}

Emitter::Emitter(LLVMContext &context, const std::string &declarations) : b(context) {
	SMDiagnostic error;
	module = parseIRFile(declarations, error, context);
	if (!module)
		fail(declarations + ": " + error.getMessage());
	listType = StructType::getTypeByName(context, "OriList");
	main = Function::Create(FunctionType::get(b.getInt32Ty(), false), Function::ExternalLinkage, "main", module.get());
	b.SetInsertPoint(BasicBlock::Create(context, "entry", main));
	null = ConstantPointerNull::get(b.getPtrTy());
	eight = b.getInt64(8);
}

Value *Emitter::slot(Type *type) {
	BasicBlock &entry = main->getEntryBlock();
	return IRBuilder<>(&entry, entry.begin()).CreateAlloca(type);
}

CallInst *Emitter::call(const char *function, ArrayRef<Value *> args) { return b.CreateCall(module->getFunction(function), args); }

Emitter::Triple Emitter::load(const std::string &name) {
	Value *at = vars.at(name);
	auto field = [&](unsigned i, Type *type) { return b.CreateLoad(type, b.CreateStructGEP(listType, at, i)); };
	return {field(0, b.getInt64Ty()), field(1, b.getInt64Ty()), field(2, b.getPtrTy())};
}

void Emitter::list(const std::string &name) {
	vars[name] = slot(listType);
	b.CreateStore(Constant::getNullValue(listType), vars[name]);
}

// Every _cow function takes the old list by value, consumes it, and stores the new one through its last
// parameter: the same variable. Size, alignment and callbacks (none for integers) are constants, so that
// the inlined code folds.
void Emitter::push(const std::string &name, Value *value) {
	Value *element = slot(b.getInt64Ty());
	b.CreateStore(value, element);
	Triple l = load(name);
	call("ori_list_push_cow", {l.data, l.len, l.cap, element, eight, eight, null, null, vars[name]});
}

void Emitter::set(const std::string &name, Value *index, Value *value) {
	Value *element = slot(b.getInt64Ty());
	b.CreateStore(value, element);
	Triple l = load(name);
	call("ori_list_set_cow", {l.data, l.len, l.cap, index, element, eight, eight, null, null, vars[name]});
}

void Emitter::reverse(const std::string &name) {
	Triple l = load(name);
	call("ori_list_reverse_cow", {l.data, l.len, l.cap, eight, eight, null, null, vars[name]});
}

void Emitter::share(const std::string &name, const std::string &of) {
	Triple l = load(of);
	call("ori_list_rc_inc", {l.data, l.cap});
	move(name, of);
}

void Emitter::move(const std::string &name, const std::string &from) {
	vars[name] = slot(listType);
	b.CreateStore(b.CreateLoad(listType, vars.at(from)), vars[name]);
}

void Emitter::release(const std::string &name) {
	Triple l = load(name);
	call("ori_buffer_rc_dec", {l.data, l.len, l.cap, eight, null});
	vars.erase(name);
}

Value *Emitter::length(const std::string &name) { return load(name).len; }

Value *Emitter::get(const std::string &name, Value *index) {
	return b.CreateLoad(b.getInt64Ty(), b.CreateGEP(b.getInt64Ty(), load(name).data, index));
}

void Emitter::print(Value *value) {
	FunctionCallee printf = module->getOrInsertFunction("printf", FunctionType::get(b.getInt32Ty(), b.getPtrTy(), true));
	b.CreateCall(printf, {b.CreateGlobalString("%ld\n"), value});
}

std::unique_ptr<Module> Emitter::finish() {
	b.CreateRet(b.CreateTrunc(call("ori_rc_live_count", {}), b.getInt32Ty()));
	if (verifyModule(*module, &errs()))
		fail("the module is not valid");
	return std::move(module);
}

void compile(Module &module, const std::string &bitcode, const std::string &object) {
	InitializeNativeTarget();
	InitializeNativeTargetAsmPrinter();
	std::string error;
	Triple triple(sys::getDefaultTargetTriple());
#if LLVM_VERSION_MAJOR >= 21
	module.setTargetTriple(triple);
	const Target *target = TargetRegistry::lookupTarget(triple, error);
#else
	module.setTargetTriple(triple.str());
	const Target *target = TargetRegistry::lookupTarget(triple.str(), error);
#endif
	if (!target)
		fail(error);
	// "x86-64" runs everywhere. Give functions no target-cpu attribute that the library's code lacks, or it
	// is not inlined into them; a newer processor is chosen here, for the whole module.
	std::unique_ptr<TargetMachine> machine(target->createTargetMachine(
#if LLVM_VERSION_MAJOR >= 21
		triple,
#else
		triple.str(),
#endif
		triple.isX86() ? "x86-64" : "generic", "", TargetOptions(), Reloc::PIC_));
	module.setDataLayout(machine->createDataLayout());

	if (!bitcode.empty()) { // before optimising; what the module does not call is not even read
		auto buffer = MemoryBuffer::getFile(bitcode);
		if (!buffer)
			fail(bitcode + ": " + buffer.getError().message());
		Expected<std::unique_ptr<Module>> library = getOwningLazyBitcodeModule(std::move(*buffer), module.getContext());
		if (!library)
			fail(bitcode + ": " + toString(library.takeError())); // made by a newer LLVM than this one
		if (Linker::linkModules(module, std::move(*library), Linker::LinkOnlyNeeded))
			fail(bitcode + " does not link");
	}

	LoopAnalysisManager loops;
	FunctionAnalysisManager functions;
	CGSCCAnalysisManager sccs;
	ModuleAnalysisManager modules;
	PassBuilder passes(machine.get());
	passes.registerModuleAnalyses(modules);
	passes.registerCGSCCAnalyses(sccs);
	passes.registerFunctionAnalyses(functions);
	passes.registerLoopAnalyses(loops);
	passes.crossRegisterProxies(loops, functions, sccs, modules);
	passes.buildPerModuleDefaultPipeline(OptimizationLevel::O2).run(module, modules);

	std::error_code code;
	raw_fd_ostream out(object, code, sys::fs::OF_None);
	legacy::PassManager emit;
	if (code || machine->addPassesToEmitFile(emit, out, nullptr, CodeGenFileType::ObjectFile))
		fail("cannot write " + object);
	emit.run(module);
}
