// A back end: what a compiler for a language with lists of integers emits, through LLVM's C++ API.
#pragma once

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>
#include <map>
#include <memory>
#include <string>

// Emits one function, main. A list variable is a slot { i64 len, i64 cap, ptr data } in the frame.
class Emitter {
public:
	/// Starts with the library's declarations, ori_rt.ll, as the module: the attributes are true, and
	/// a library of another ABI version does not link.
	Emitter(llvm::LLVMContext &context, const std::string &declarations);

	// ---- lists ----
	void list(const std::string &name);                             ///< name = []
	void push(const std::string &name, llvm::Value *value);         ///< consumes the list, stores the new one
	void share(const std::string &name, const std::string &of);     ///< name = of: a second reference
	void move(const std::string &name, const std::string &from);    ///< name = from, of which it was the last use
	void reverse(const std::string &name);
	void set(const std::string &name, llvm::Value *index, llvm::Value *value);
	void release(const std::string &name);                          ///< the end of an owner
	llvm::Value *length(const std::string &name);
	llvm::Value *get(const std::string &name, llvm::Value *index);  ///< a load: no call

	// ---- the rest of the language ----
	llvm::Value *number(int64_t n) { return b.getInt64(n); }
	llvm::IRBuilder<> &builder() { return b; }
	/// for (i = 0; i < n; i++) body(i)
	template <class Body> void loop(llvm::Value *n, Body body);
	void print(llvm::Value *value);

	/// Ends main with the number of what is still alive, 0 in a correct program.
	std::unique_ptr<llvm::Module> finish();

private:
	struct Triple { llvm::Value *len, *cap, *data; };
	Triple load(const std::string &name);
	llvm::Value *slot(llvm::Type *type); // in the entry block, where LLVM makes registers of slots
	llvm::CallInst *call(const char *function, llvm::ArrayRef<llvm::Value *> args);

	std::unique_ptr<llvm::Module> module;
	llvm::IRBuilder<> b;
	llvm::StructType *listType;
	llvm::Function *main;
	std::map<std::string, llvm::Value *> vars;
	llvm::Constant *null, *eight;
};

template <class Body> void Emitter::loop(llvm::Value *n, Body body) {
	llvm::LLVMContext &c = b.getContext();
	llvm::BasicBlock *before = b.GetInsertBlock(), *round = llvm::BasicBlock::Create(c, "loop", main),
	                 *after = llvm::BasicBlock::Create(c, "after", main);
	b.CreateCondBr(b.CreateICmpSGT(n, b.getInt64(0)), round, after);
	b.SetInsertPoint(round);
	llvm::PHINode *i = b.CreatePHI(b.getInt64Ty(), 2);
	i->addIncoming(b.getInt64(0), before);
	body(i);
	llvm::Value *next = b.CreateAdd(i, b.getInt64(1), "", true, true);
	i->addIncoming(next, b.GetInsertBlock());
	b.CreateCondBr(b.CreateICmpSLT(next, n), round, after);
	b.SetInsertPoint(after);
}

/// Inlines the library's fast paths (libori_rt_inline.bc; "" for none), optimises, writes an object.
void compile(llvm::Module &module, const std::string &bitcode, const std::string &object);
