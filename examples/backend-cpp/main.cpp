// Compiles a program that is written down here, where a front end would hand over its own:
//
//     a = []; for i < 10: a.push(i * i)
//     b = a                     a second owner
//     b.reverse()               copies: a is the other one
//     for i < a.len: a[i] = a[i] + b[i]
//     print a[0], a[9]; sum of b
//
// usage: backend ori_rt.ll libori_rt_inline.bc program.o
#include "backend.h"

#include <llvm/Support/raw_ostream.h>

int main(int argc, char **argv) {
	if (argc != 4) {
		llvm::errs() << "usage: backend ori_rt.ll libori_rt_inline.bc program.o\n";
		return 2;
	}
	llvm::LLVMContext context;
	Emitter e(context, argv[1]);
	auto &b = e.builder();

	e.list("a");
	e.loop(e.number(10), [&](llvm::Value *i) { e.push("a", b.CreateMul(i, i)); });
	e.share("b", "a");
	e.reverse("b");
	e.loop(e.length("a"), [&](llvm::Value *i) { e.set("a", i, b.CreateAdd(e.get("a", i), e.get("b", i))); });
	e.print(e.get("a", e.number(0)));
	e.print(e.get("a", e.number(9)));
	e.move("c", "b"); // the last use of b: no count changes
	llvm::Value *sum = b.CreateAlloca(b.getInt64Ty());
	b.CreateStore(e.number(0), sum);
	e.loop(e.length("c"), [&](llvm::Value *i) {
		b.CreateStore(b.CreateAdd(b.CreateLoad(b.getInt64Ty(), sum), e.get("c", i)), sum);
	});
	e.print(b.CreateLoad(b.getInt64Ty(), sum));
	e.release("a");
	e.release("c");

	compile(*e.finish(), argv[2], argv[3]);
}
