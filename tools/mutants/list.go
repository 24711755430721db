package main

// A mutant is a deliberate bug: one place of a function, changed. To add one, name the
// function, say what the bug does, and give the place and what stands there instead:
//
//	in    the package's folder and the function, method or constant: "rc.Inc",
//	      "rc.Header.drop", "cowstr.shortMax"; in whatever file
//	old   an expression or statements that the function has once, however they are laid
//	      out; _ is any expression
//	new   what is there instead, where $0 is what was; "" where statements go
//
// Mark as threads what only package interleave can notice. A test says whether every mutant
// finds its place; make mutants plants them all, and go run ./tools/mutants -run 'text of
// what' some.
type mutant struct {
	in, what string
	old, new string
	threads  bool
}

var mutants = []mutant{
	// Counts, headers, triples, copies.
	{"rc.Inc", "inc counts nothing", "runtime.AddRelaxed(&h.count, 1)", "runtime.AddRelaxed(&h.count, 0)", false},
	{"rc.Inc", "inc does not saturate", "saturated - 1", "saturated", false},
	{"rc.Inc", "inc of a freed object is accepted", "uint64(count-1) < saturated-1", "uint64(count) < saturated", false},
	{"rc.Header.dropRare", "dec of an immortal frees it", "count == 1", "count == 1 || count < 0", false},
	{"rc.Header.dropRare", "dec of a freed object is accepted", `failFreed("ori_rc_dec", h.data())`, "return false", false},
	{"rc.Header.drop", "the last of two concurrent decs does not destroy", "true", "false", true},
	{"rc.HasOneOwner", "an immortal is unique", "runtime.LoadOwners(&headerOf(data).count) == 1", "runtime.LoadOwners(&headerOf(data).count) <= 1", false},
	{"rc.HasOneOwner", "the uniqueness test is relaxed", "LoadOwners", "LoadRelaxed", true},
	{"rc.Header.dropRare", "dec of the last owner does not acquire", "runtime.FenceAcquire(&h.count)", "", true},
	{"rc.Header.drop", "dec after another's dec does not acquire", "runtime.FenceAcquire(&h.count)", "", true},
	{"rc.Header.drop", "dec does not release", "AddRelease", "AddRelaxed", true},
	{"rc.Header.drop", "dec loads and stores in two steps", "if runtime.Likely(runtime.AddRelease(&h.count, -1) != 1) { return false }", "runtime.StoreRelaxed(&h.count, count-1); if count != 1 { return false }", true},
	{"rc.free", "a free is not counted", "account.Freed()", "", false},
	{"rc.TryNew", "the alignment is not recorded", "log << sizeBits", "log & 0", false},
	{"rc.TryResize", "realloc of an aligned object goes to malloc", "h.padding() == headerBytes && align <= mallocAlign", "align <= mallocAlign", false},
	{"rc.TryResize", "realloc keeps the old size", "h.size = newSize", "", false},
	{"rc.Realloc", "realloc of a shared object is accepted", "!IsUnique(data)", "data == nil", false},
	{"account.SetAllocator", "an allocator comes after the first allocation", "sum().allocated != 0", "false", false},
	{"account.SetAllocator", "an allocator without realloc is taken", "realloc.IsNil()", "false", false},
	{"runtime.SetAllocator", "the allocator's ctx is lost", "allocator.alloc, allocator.realloc, allocator.free, allocator.ctx = alloc, realloc, free, ctx", "allocator.alloc, allocator.realloc, allocator.free = alloc, realloc, free", false},
	{"runtime.MallocAligned", "an alignment is not passed on", "callAlloc(allocator.alloc.fn, size, align, allocator.ctx)", "callAlloc(allocator.alloc.fn, size, mallocAlign, allocator.ctx)", false},
	{"rc.Triple.Advanced", "a header that moves up loses the alignment", "word&^sizeMask|movedBit", "movedBit", false},
	{"rc.Triple.Advanced", "a header that moves up again forgets where the memory begins", "h.padding() + bytes", "h.alignedAt() + bytes", false},
	{"rc.Triple.Advanced", "the slots given up stay in the capacity", "t.Cap - n", "t.Cap", false},
	{"rc.Triple.Advanced", "a header moves up before former owners' slices are seen", "runtime.FenceAcquire(&h.count)", "", true},
	{"rc.Triple.CanAdvance", "a list gives up slots that unalign it", "n*e.Size&(max(e.Align, headerAlign)-1) == 0", "n*e.Size&(headerAlign-1) == 0", false},
	{"rc.Triple.reclaimed", "a header that comes back stays marked", "word&^(movedBit|sizeMask)", "word&^sizeMask", false},
	{"rc.Triple.Regrown", "slots given up never come back", "t.Cap + t.GivenUp(e.Size) >= slots", "false", false},
	{"cowlist.closed", "the front moves up to the wrong place", "l.Elems(e.Size).Shift(1, 0, index)", "l.Elems(e.Size).Shift(0, 1, index)", false},
	{"rc.Header.setBytes", "making a slice loses the alignment", "runtime.LoadRelaxed(&h.size) &^ sizeMask", "runtime.LoadRelaxed(&h.size) & 0", false},
	{"rc.Bytes", "the product of sizes is not checked", "MaxBytes / size", "MaxBytes", false},
	{"rc.Sum", "the sum of lengths is not checked", "n < 0", "n < 0 && size < 0", false},
	{"rc.Triple.Slice", "the slice flag is lost", "sliceFlag | offset", "offset", false},
	{"rc.Triple.Slice", "a slice of a slice forgets its offset", "t.Cap + offset", "t.Cap", false},
	{"rc.Triple.Slice", "a slice records only its window", "t.Len", "end - start", false},
	{"rc.Triple.Slice", "a slice of an immortal writes to it", "runtime.LoadRelaxed(&h.count) >= 0", "runtime.LoadRelaxed(&h.count) != 0", false},
	{"rc.Triple.Destroy", "a slice as last owner releases its window only", "t.IsSlice()", "t.IsSlice() && size < 0", false},
	{"rc.Triple.IsUnique", "a unique slice is written in place", "t.Cap >= 0 && t.Data != nil && HasOneOwner(t.Data)", "t.Data != nil && HasOneOwner(t.Buffer())", false},
	{"rc.NextCapacity", "capacity does not double", "max(need, 2*cur, MinCapacity)", "max(need, MinCapacity)", false},
	{"rc.Triple.Spliced", "the head of a copy is not counted", "dst.Inc(e.Inc, 0, head)", "", false},
	{"rc.Triple.Spliced", "the tail of a copy is counted where it was", "dst.Inc(e.Inc, head+gap, tail)", "dst.Inc(e.Inc, head, tail)", false},
	{"rc.boxCopy", "a copied box is not released", "box.Release(e.Size, e.Dec)", "", false},
	{"rc.Elems.PutShifted", "an element that straddles what moved is torn", "runtime.At(moved, e.size)", "moved", false},
	{"rc.Elems.PutShifted", "an element that moved is read where it was", "src = runtime.At(src, e.size)", "", false},
	{"rc.Rebase", "an element's new address is wrong after realloc", "runtime.At(now, runtime.Offset(p, old))", "now", false},
	{"rc.slicedBytes", "elements without bytes count as none", "min(n, sizeMask)", "0", false},
	{"rc.Replace", "the old element is released before the new one is read", "CopyElem(s.At(), elem, e.Size); Drop(unstored.Dec, unstored.At); Drop(e.Dec, slot); CopyElem(slot, s.At(), e.Size)", "Drop(unstored.Dec, unstored.At); Drop(e.Dec, slot); CopyElem(slot, elem, e.Size)", false},

	// Lists.
	{"cowlist.pushInPlace", "push in place at capacity", "l.Len < l.Cap", "l.Len <= l.Cap", false},
	{"cowlist.pushSlow", "push counts what it moves in", "runtime.ElemFn{}", "e.Inc", false},
	{"cowlist.appended", "extend reads a moved source where it was", "src = rc.Rebase(src, old.Data, old.Len*e.Size, l.Data)", "_ = old", false},
	{"cowlist.appended", "the list is released before it is copied", "fresh := l.Spliced(_, _, _, _, _, _)", "l.Release(e.Size, e.Dec); rc.ListInc(l); $0", true},
	{"cowlist.truncated", "truncate releases one too few", "l.Len - newLen", "l.Len - newLen - 1", false},
	{"cowlist.takeSlow", "take from a shared list does not count", "rc.ElemsAt(elemOut, e.Size).Inc(e.Inc, 0, 1)", "", false},
	{"cowlist.closed", "a queue moves all its elements at each take", "index < l.Len/2 && l.CanAdvance(_, _, _)", "false", false},
	{"cowlist.Concat", "concat counts the elements of a unique list 2", "l2.FreeEmptied()", "tail.Inc(e.Inc, l1.Len, l2.Len); $0", false},
	{"cowlist.Concat", "x + x moves the elements of x", "l2.IsUnique()", "l2.IsUnique() || l1.Data == l2.Data", false},
	{"cowlist.Concat", "concat with an empty list 2 leaks it", "l2.Release(_, _); return l1", "return l1", false},
	{"cowlist.view", "bounds are not clamped", "min(end, l.Len)", "end", false},
	{"cowlist.view", "a slice does not count its buffer", "rc.ListInc(l)", "", false},
	{"cowlist.reverseWords", "the middle of a long list stays", "i, j = i+4, j-4", "i, j = i+4, j-5", false},

	// What maps and sets share.
	{"keyed.Type.Vals", "values lie one key too low", "Cap", "Len", false},
	{"keyed.Type.capacity", "values are not aligned", "max(slots, (slots+step-1)&^(step-1))", "slots + step - step", false},
	{"keyed.Type.copied", "the overwritten value of a copy is counted", "vals.Inc(ty.Val.Inc, overwritten+1, n-overwritten-1)", "vals.Inc(ty.Val.Inc, overwritten, n-overwritten)", false},
	{"keyed.Type.fillIndex", "a copy is made with the index of the original", "hole.at < 0", "hole.at < c.Cap", false},
	{"keyed.Type.Added", "a value that moved is read where it was", "key, val = ty.rebased(_, _, _), ty.rebased(_, _, _); return ty.Append(t, ty.vacancy(t, p, key), key, val)", "key = ty.rebased(key, old, t); return ty.Append(t, ty.vacancy(t, p, key), key, val)", false},
	{"keyed.Type.Regrown", "the hashes are not moved when a map grows", "if sameHashes { from := _; runtime.Move(_, _, _) }", "", false},
	{"keyed.Type.closeUp", "removal leaves the index as it is", "index.takeOut(ty, t, at)", "", false},
	{"keyed.Type.fill", "the index does not know where the last entry went", "index.replace(narrow, ty, t, at)", "index.vacate(narrow, ty, t, index.slotAt(narrow, ty, t, at))", false},
	{"keyed.Type.closeUp", "removal does not move the values", "ty.Vals(t).Shift(pos, pos+1, behind)", "", false},
	{"keyed.Type.without", "removal does not release the value", "ty.Vals(t).Drop(ty.Val.Dec, at.Pos)", "", false},
	{"keyed.Hole.copy", "a copy keeps its order where the last entry should fill the hole", "!h.swapped", "!h.swapped || h.at < n", false},
	{"keyed.Type.Ready", "an index that cannot be kept stays", "rc.SetIndexed(t.Data, false)", "", false},
	{"keyed.Index.vacate", "a slot is not emptied", "x.store(w, i, vacant)", "", false},
	{"keyed.Index.refill", "what went past a group stays there", "(g-home)&mask < (g-hole)&mask", "(g-home)&mask <= (g-hole)&mask", false},
	{"keyed.lowered", "positions are lowered one too few", "e&bare > pos", "e&bare > pos+1", false},
	{"keyed.Index.vacate", "a group that was full is not filled again", "x.refillFar(ty, from, i)", "", false},
	{"keyed.Index.refill", "an entry that came home is marked as displaced", "home == hole", "home != hole", false},
	{"keyed.Mix", "the hash is not keyed", "runtime.MulWide(h^runtime.HashKey(0), runtime.HashKey(1))", "runtime.MulWide(h, 0x9E3779B97F4A7C15)", false},
	{"keyed.Writable", "a shared table is written to", "t.Len|(t.Cap-1) >= 0 && rc.HasOneOwner(t.Data)", "t.Len|(t.Cap-1) >= 0", false},
	{"keyed.Index.findGroups", "a search of a group stops at the first tag", "same &= same - 1", "same = 0", false},
	{"keyed.Index.findGroups", "a group is full when one slot is", "runtime.Likely(vacancies != 0)", "runtime.Likely(vacancies&1 != 0)", false},
	{"keyed.Type.find", "a guess is not verified", "guess < uint64(t.Len) && ty.equal(keys.At(int64(guess)), key)", "guess < uint64(t.Len)", false},
	{"keyed.Type.Chosen", "what is kept in a copy is not counted", "ty.Keys(c).Inc(ty.Key.Inc, 0, n)", "", false},
	{"keyed.Type.sieved", "an empty result keeps its buffer", "if n == 0 { ty.dropChosen(_, _, _); t.FreeEmptied(); return rc.Triple{} }", "", false},
	{"keyed.Type.sieved", "what goes is not released", "ty.dropChosen(t, s, !in); s.gather(keys, 0, keys, in)", "s.gather(keys, 0, keys, in)", false},
	{"keyed.Type.dropChosen", "values that go are not released", "s.drop(ty.Vals(t), _, _)", "", false},
	{"keyed.Type.sieved", "what goes is released before its hash is asked for", "ty.index(t).takeOutChosen(ty, t, s)", "ty.dropChosen(t, s, !in); ty.Key.Dec, ty.Val.Dec = rc.Elem{}.Dec, rc.Elem{}.Dec; $0", true},
	{"keyed.Type.Exchanged", "symmetric difference releases before it adds", "t = ty.With(_, t, held, other, come)", "t = ty.With(op, ty.Kept(op, t, held, gone, false), held, other, come); return t", false},
	{"keyed.Selection.Sort", "a position is chosen twice", "s.count = last + 1", "", false},
	{"keyed.Type.AppendChosen", "union does not count what it takes", "ty.Keys(t).Inc(ty.Key.Inc, t.Len, s.count)", "", false},
	{"keyed.Type.Exchanged", "symmetric difference asks a second time whether it is the only owner", "ty.Release(t)", "if t.IsUnique() { t.FreeEmptied() } else { $0 }", true},

	// Maps.
	{"cowmap.merge", "merge releases the map that it reads", "rc.Inc(m2.Data)", "rc.Inc(nil)", false},
	{"cowmap.insertInPlace", "the unstored key of a known entry is kept", "rc.Unstored{At: key, Dec: ty.Key.Dec}", "rc.Unstored{}", false},
	{"cowmap.merge", "merge does not count a replaced value", "vals.Inc(ty.Val.Inc, i, 1)", "if pos < 0 { $0 }", false},

	// Sets.
	{"cowset.common", "the elements of the larger set are looked up", "s2.Len < s1.Len/2", "false", false},
	{"cowset.held", "a set changes while it is its own operand", "rc.Shared", "s1.Ownership()", false},

	// Strings.
	{"cowstr.text.equalWords", "the last bytes of equal texts are not compared", "(t.word(last)^u.word(last))|(t.word(last+8)^u.word(last+8)) == 0", "true", false},
	{"cowstr.Str.joined", "a push of the string's own bytes reads them where they were", "if !copied { t.data = rc.Rebase(_, _, _, _) }", "", false},
	{"cowstr.view", "a long slice does not count its buffer", "rc.ListInc(t)", "rc.ListInc(rc.Triple{})", false},
	{"cowstr.shortMax", "a short string may be one byte longer", "23", "24", false},
	{"cowstr.concat", "concat leaks its second string", "s2.release(); return joined", "return joined", false},

	// Whole collections, reuse, texts cut and built.
	{"cowlist.splicedInPlace", "splice in place does not release what it replaces", "elems.Shift(from+n, to, l.Len-to)\n		elems.CopyFrom(from, rc.ElemsAt(read.At(), e.Size), 0, n)", "elems.CopyFrom(from, rc.ElemsAt(read.At(), e.Size), 0, n)", false},
	{"cowlist.replaced", "splice forgets the elements that it replaces", "old.Dec(e.Dec, from, to-from)", "", false},
	{"cowlist.filtered", "retain of a shared list does not count", "dst.Inc(e.Inc, kept, 1)", "", false},
	{"cowlist.SwapRemove", "swap_remove of the last element copies it", "min(last-index, 1)", "int64(1)", false},
	{"cowlist.BinarySearch", "binary search ends at any equal element", "n = half", "n = 0", false},
	{"keyed.Type.Taken", "take releases the value that it hands out", "ty.Val.Dec = runtime.ElemFn{}", "_ = runtime.ElemFn{}", false},
	{"keyed.Type.Cleared", "clear leaves the index as it was", "ty.index(t).clear()", "", false},
	{"keyed.Type.Built", "a bulk build does not count the values", "ty.Vals(t).Inc(ty.Val.Inc, 0, t.Len)", "", false},
	{"keyed.Type.Disjoint", "sets that share an element are disjoint", "false", "true", false},
	{"rc.dropShared", "a token of a shared box", "return nil", "return data", false},
	{"rc.MakeImmortal", "an immortal still counts as alive", "account.Freed()", "_ = account.Freed", false},
	{"runtime.Thread.Leave", "a fatal error leaves the depth raised", "t.depth = depth", "t.depth--", false},
}
