package main

import (
	"fmt"
	"strings"
)

// A mutant is a deliberate bug in a file of oriopt: a place, which the file has once, and what
// stands there instead.
type mutant struct{ file, what, old, new string }

// plant returns the text with the bug.
func (m mutant) plant(text string) (string, error) {
	if n := strings.Count(text, m.old); n != 1 {
		return "", fmt.Errorf("%s has %q %d times", m.file, m.old, n)
	}
	return strings.Replace(text, m.old, m.new, 1), nil
}

var mutants = []mutant{
	// What is asked in front of a window.
	{"windows.hpp", "a list is not asked whether it is unique", `unless(B.CreateICmpEQ(Count, word(1)));`, `unless(B.CreateICmpNE(Count, word(0)));`},
	{"windows.hpp", "an index that stays is not asked for", `      unless(B.CreateICmpULT(X, Len));
      return;`, `      return;`},
	{"windows.hpp", "the last round's index is not asked for", `unless(B.CreateICmpULE(X, B.CreateSub(Top, Last)));`, ``},
	{"windows.hpp", "a step wider than one counts as one", `Last = B.CreateMul(Last, word(By));`, ``},
	{"windows.hpp", "backwards, the end is not asked for", `unless(B.CreateICmpULE(Last, By == 1 ? X : B.CreateUDiv(X, word(By))));`, ``},
	{"windows.hpp", "a closed limit is taken for an open one", `Closed ? Distance : B.CreateSub(Distance, word(1))`, `B.CreateSub(Distance, word(1))`},
	{"windows.hpp", "a place may lie in the list that is written", `unless(B.CreateICmpUGE(From, Bytes));`, ``},
	{"windows.hpp", "the way on is taken where the loop is left", `unless(L.contains(Br->getSuccessor(0)) ? C : B.CreateNot(C));`, `unless(L.contains(Br->getSuccessor(0)) ? B.CreateNot(C) : C);`},
	{"windows.hpp", "an index that is not asked for is not tested", `IRBuilder<>(Head).CreateCondBr(In, Tail, Bad);`, `IRBuilder<>(Head).CreateCondBr(B.getTrue(), Tail, Bad);`},
	{"windows.hpp", "a choice of two places is taken for one place", `A->getPointerOperand() != O->getPointerOperand() ||`, ``},
	{"windows.hpp", "a choice is made the wrong way round", `B.CreateSelect(C, A->getValueOperand(), O->getValueOperand())`, `B.CreateSelect(C, O->getValueOperand(), A->getValueOperand())`},
	// Pairs and moves.
	{"counts.hpp", "a test between retain and release does not matter", `((E.of(*J) & Mask) || changes(J, Data))`, `changes(J, Data)`},
	{"counts.hpp", "a retain goes although a path returns with it", `      Barrier = T;
      return false;
    }
    Through.insert(B);`, `      return true;
    }
    Through.insert(B);`},
	{"counts.hpp", "a retain goes in a loop whose release is behind it", `      if (S == Start) {
        Barrier = T; // round to the retain again without a release
        return false;
      }`, `      if (S == Start)
        continue;`},
	{"counts.hpp", "a move although the list is used afterwards", `            if (Through.count(U.get()))
              return true;`, ``},
	{"counts.hpp", "a move of one argument that is passed twice", `return Times == 1;`, `return Times >= 1;`},
	{"counts.hpp", "a move past a test", `if (C->isTerminator() || (E.of(*C) & Mask))`, `if (C->isTerminator())`},
	// Calls.
	{"calls.hpp", "a literal of two becomes one push", `!isOne(Made.arg("min_cap")) || !isOne(Concat.arg("len2"))`, `!isOne(Made.arg("min_cap"))`},
	{"calls.hpp", "a literal that is used again goes", `      if (W != Concat.CB && !(Off == 16 && Load == Data))
        return false;`, ``},
}
