package main

// A mutant is a deliberate bug in oriopt: one place of a function, changed. To add one, name
// the function, say what the bug does, and give the place and what stands there instead:
//
//	in    the file without its ending and the function: "windows.askRange"
//	old   what the function has once, however it is laid out and whatever comments say
//	new   what is there instead, where $0 is what was; "" takes it out
//
// A test says whether every mutant finds its place; make mutants-oriopt plants them all, and
// go run ./tools/passmutants -run 'text of what' some.
type mutant struct{ in, what, old, new string }

var mutants = []mutant{
	// What is asked in front of a window.
	{"windows.askUnique", "a list is not asked whether it is unique", "B.CreateICmpEQ(Count, word(1))", "B.CreateICmpNE(Count, word(0))"},
	{"windows.askRange", "an index that stays is not asked for", "unless(B.CreateICmpULT(X, Len)); return;", "return;"},
	{"windows.askRange", "the last round's index is not asked for", "unless(B.CreateICmpULE(X, B.CreateSub(Top, Last)));", ""},
	{"windows.askRange", "a step wider than one counts as one", "Last = B.CreateMul(Last, word(By));", ""},
	{"windows.askRange", "backwards, the end is not asked for", "unless(B.CreateICmpULE(Last, By == 1 ? X : B.CreateUDiv(X, word(By))));", ""},
	{"windows.lastRound", "a closed limit is taken for an open one", "Closed ? Distance : B.CreateSub(Distance, word(1))", "B.CreateSub(Distance, word(1))"},
	{"windows.ask", "a place may lie in the list that is written", "unless(B.CreateICmpUGE(From, Bytes));", ""},
	{"windows.ask", "the way on is taken where the loop is left", "L.contains(Br->getSuccessor(0)) ? C : B.CreateNot(C)", "L.contains(Br->getSuccessor(0)) ? B.CreateNot(C) : C"},
	{"windows.openOperation", "an index that is not asked for is not tested", "CreateCondBr(In, Tail, Bad)", "CreateCondBr(B.getTrue(), Tail, Bad)"},
	{"windows.chooseStore", "a choice of two places is taken for one place", "A->getPointerOperand() != O->getPointerOperand() ||", ""},
	{"windows.chooseStore", "a choice is made the wrong way round", "B.CreateSelect(C, A->getValueOperand(), O->getValueOperand())", "B.CreateSelect(C, O->getValueOperand(), A->getValueOperand())"},
	{"ask.operation", "a list that gets a buffer is taken for one that has it", "&& !Op->Buffer", ""},
	// Pairs and moves.
	{"counts.pairsOnce", "a test between retain and release does not matter", "((E.of(*J) & Mask) || changes(J, Data))", "changes(J, Data)"},
	{"region.scan", "a retain goes although a path returns with it", "Barrier = T; return false; } Through.insert(B);", "return true; } Through.insert(B);"},
	{"region.scan", "a retain goes in a loop whose release is behind it", "if (S == Start) { Barrier = T; return false; }", "if (S == Start) continue;"},
	{"region.lastUse", "a move although the list is used afterwards", "any_of(J->operands(), [&](const Use &U) { return Through.count(U.get()) != 0; }) ||", ""},
	{"region.consumes", "a move of one argument that is passed twice", "Times == 1", "Times >= 1"},
	{"counts.move", "a move past a test", "if (!(E.of(*C) & Mask)) continue;", "continue;"},
	{"counts.move", "a function may change the place that is moved from", "(!Held.none() && Foreign)", "false"},
	{"counts.move", "the last retain before a function is taken for one that is not needed", "(Foreign && Retained)", "false"},
	{"region.heldIn", "a place that has been given the list before is not thought of", "Held.add(St->getPointerOperand(), C->getModule()->getDataLayout());", ";"},
	// Arguments that are handed over.
	{"handover.scan", "a look at the argument behind the change does not matter", "else if (Given && looks(I)) { return false; }", ""},
	{"handover.give", "a way that does not keep the argument does not release it", "for (ReturnInst *Ret : K.Returns) releaseAt(Ret, P, *First, From);", ""},
	{"handover.give", "where two ways join, the one that does not keep it does not release it", "for (auto &[B, S] : K.Edges) releaseAt(SplitEdge(B, S)->getTerminator(), P, *First, From);", ""},
	{"handover.follow", "a name for what is only lent is taken for the variable", "if (Data.count(Phi->getIncomingValue(N)) && !retained(Phi->getIncomingBlock(N))) return false;", ";"},
	{"handover.give", "a caller that is lent the list itself does not retain it", "copyAt(S.CB, Retains[0], S.CB->getArgOperand(P.Arg), P.Offset, Kept);", ";"},
	{"handover.takes", "the same list may be another argument", "if (N != Taken->Arg || offsetIn(St->getPointerOperand(), Slot, DL) != Taken->Offset + 16) return false;", ";"},
	{"region.staysSame", "a write between two loads does not matter", "return isPotentiallyReachable(W, B, &Not);", "return false;"},
	// What lies in a lent list.
	{"children.lentTo", "a caller need not hold what it lends", "all_of(Calls, [&](CallInst *CB) { return holds(*CB, *P); })", "true"},
	{"children.givesAway", "a reference that is given away goes", "continue; return true; }", "continue; continue; }"},
	{"children.uncount", "a box is taken for a list", "if (List)", "if (true)"},
	// Arguments that are read where they are.
	{"inplace.find", "what is called between the copy and the call does not matter", "if (Written) return false;", ""},
	{"inplace.find", "the words of a copy may come from anywhere", "if (From && (Base != From || Off - *At != Offset)) return false;", ""},
	{"inplace.writes", "a store to memory does not matter", "return !onOwnSlot(St->getPointerOperand());", "return false;"},
	{"ask.stored", "a place is a list's whatever was written to it since", "if (I->mayWriteToMemory() && isModSet(AA.getModRefInfo(I, MemoryLocation::get(Word)))) return false;", ";"},
	// Operations that are opened.
	{"owners.leaks", "a retain does not matter", "|| C.E->has(Retains) || C.E->has(Shares)) return true;", ") return true;"},
	{"owners.join", "what is said of one name is not said of another", "Same.unionSets(A, B);", ";"},
	{"owners.shared", "a list that lies in memory is nobody else's", "if (!Found && Adds)", "if (false)"},
	{"owners.adds", "no function adds a reference", "return !F || !(Never.count(F) || quiet(*F));", "return false;"},
	{"owners.comes", "one way to a list is enough", "return all_of(P->incoming_values(), [&](Value *X) { return comes(X, Seen); });", "return any_of(P->incoming_values(), [&](Value *X) { return comes(X, Seen); });"},
	{"open.conditions", "a slice is written in place", "unless(B.CreateAnd(Good, B.CreateICmpSGT(Cap, word(0))));", "unless(Good);"},
	{"open.conditions", "a list is not asked where it stands", "B.CreateICmpEQ(Count, word(1))", "B.CreateICmpNE(Count, word(0))"},
	{"open.conditions", "there is always room for a push", "Good = B.CreateICmpULT(Len, Cap);", "Good = B.CreateICmpULE(Len, Cap);"},
	{"open.candidate", "an old element is not released", "if (C.calls(\"dec\") || !there(\"elem\")) return false;", "if (!there(\"elem\")) return false;"},
	{"open.forward", "what was moved out is read behind another write", "if (I.mayWriteToMemory()) break;", ";"},
	{"open.write", "a text always has room", "Value *Room = B.CreateICmpULE(N, B.CreateSub(Cap, Len));", "Value *Room = B.getTrue();"},
	{"open.write", "a short text is written to as if it had a buffer", "B.CreateICmpSGE(B.CreateOr(B.CreateOr(B.CreatePtrToInt(Data, Word), Cap), Len), B.getInt64(0))", "B.getTrue()"},
	{"open.openOperations", "a list that turns out to be empty is asked for its references", "erase_if(Found, [](Candidate &C) { return isa<Constant>(C.data()); });", ""},
	{"open.slotFor", "a tail call writes to a slot of its caller", "cast<CallInst>(C.CB)->setTailCall(false);", ";"},
	{"open.markOpened", "the checking build is not told", "new GlobalVariable(M, T, true, GlobalValue::WeakODRLinkage, ConstantInt::get(T, 1), Name);", ";"},
	{"fills.startsEmpty", "a fill drops what was in the list", "!First || !First->isNullValue() ||", "!First ||"},
	{"fills.find", "the last round is left out of a fill", "Rounds = SE.getAddExpr(Rounds, SE.getOne(Rounds->getType()));", ";"},
	// Calls.
	{"calls.literalAt", "a literal of two becomes one push", "|| !isOne(Concat.arg(\"len2\"))", ""},
	{"calls.literalAt", "a literal that is used again goes", "if (W != Concat.CB && !(Off == 16 && Load == Data)) return false;", ";"},
}
