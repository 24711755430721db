package main

// A mutant is a deliberate bug: a text of a file, replaced.
type mutant struct {
	file, what string
	old, new   string
	threads    bool // what only interleavings show
}

var mutants = []mutant{
	// Counts.
	{"rc/count.go", "inc counts nothing", "runtime.AddRelaxed(&h.count, 1)", "runtime.AddRelaxed(&h.count, 0)", false},
	{"rc/count.go", "inc does not saturate", "uint64(count-1) < saturated-1)", "uint64(count-1) < saturated)", false},
	{"rc/count.go", "inc of a freed object is accepted", "uint64(count-1) < saturated-1)", "uint64(count) < saturated)", false},
	{"rc/count.go", "dec of an immortal frees it", "	if count == 1 {\n		runtime.Fence", "	if count == 1 || count < 0 {\n		runtime.Fence", false},
	{"rc/count.go", "dec of a freed object is accepted", `		failFreed("ori_rc_dec")`, "		return false", false},
	{"rc/count.go", "the last of two concurrent decs does not destroy", "		return true\n	}\n	return h.dropRare", "		return false\n	}\n	return h.dropRare", true},
	{"rc/count.go", "an immortal is unique", "return runtime.LoadOwners(&headerOf(data).count) == 1", "return runtime.LoadOwners(&headerOf(data).count) <= 1", false},
	{"rc/count.go", "the uniqueness test is relaxed", "return runtime.LoadOwners(&headerOf(data).count) == 1", "return runtime.LoadRelaxed(&headerOf(data).count) == 1", true},
	{"rc/count.go", "dec of the last owner does not acquire", "		runtime.FenceAcquire(&h.count)\n		runtime.StoreRelaxed", "		runtime.StoreRelaxed", true},
	{"rc/count.go", "dec after another's dec does not acquire", "		runtime.FenceAcquire(&h.count) // the others left between our load and our subtraction\n", "", true},
	{"rc/count.go", "dec does not release", "runtime.AddRelease(&h.count, -1) != 1", "runtime.AddRelaxed(&h.count, -1) != 1", true},
	{"rc/count.go", "dec loads and stores in two steps", "if runtime.Likely(runtime.AddRelease(&h.count, -1) != 1) {", "runtime.StoreRelaxed(&h.count, count-1)\n\t\tif count != 1 {", true},

	// Headers and memory.
	{"rc/alloc.go", "a free is not counted", "	account.Freed()\n", "", false},
	{"rc/alloc.go", "the alignment is not recorded", "return place(runtime.At(mem, align), size|log<<sizeBits)", "return place(runtime.At(mem, align), size|log&0)", false},
	{"rc/alloc.go", "realloc of an aligned object goes to malloc", "h.padding() == headerBytes && align <= mallocAlign", "align <= mallocAlign", false},
	{"rc/alloc.go", "realloc keeps the old size", "		h.size = newSize\n", "", false},
	{"rc/alloc.go", "realloc of a shared object is accepted", "	if !IsUnique(data) {\n		failNotUnique", "	if data == nil {\n		failNotUnique", false},
	{"rc/header.go", "making a slice loses the alignment", "&^sizeMask|bytes", "&0|bytes", false},
	{"rc/check.go", "the product of sizes is not checked", "size != 0 && count > MaxBytes/size", "size != 0 && count > MaxBytes", false},
	{"rc/check.go", "the sum of lengths is not checked", "	if n < 0 {\n", "	if n < 0 && size < 0 {\n", false},

	// Triples and slices.
	{"rc/triple.go", "the slice flag is lost", "sliceFlag | offset, runtime.At", "offset, runtime.At", false},
	{"rc/triple.go", "a slice of a slice forgets its offset", "t.Cap + offset, runtime.At", "t.Cap, runtime.At", false},
	{"rc/triple.go", "a slice records only its window", "h.setBytes(slicedBytes(t.Len, size))", "h.setBytes(slicedBytes(end-start, size))", false},
	{"rc/triple.go", "a slice of an immortal writes to it", "runtime.LoadRelaxed(&h.count) >= 0 {", "runtime.LoadRelaxed(&h.count) != 0 {", false},
	{"rc/triple.go", "a slice as last owner releases its window only", "	if t.IsSlice() {\n		n =", "	if t.IsSlice() && size < 0 {\n		n =", false},
	{"rc/triple.go", "a unique slice is written in place", "return t.Cap >= 0 && t.Data != nil && HasOneOwner(t.Data)", "return t.Data != nil && HasOneOwner(t.Buffer())", false},
	{"rc/triple.go", "capacity does not double", "max(need, 2*cur, MinCapacity)", "max(need, MinCapacity)", false},

	// Copies.
	{"rc/splice.go", "the head of a copy is not counted", "		dst.Inc(e.Inc, 0, head)\n", "", false},
	{"rc/splice.go", "the tail of a copy is counted where it was", "dst.Inc(e.Inc, head+gap, tail)", "dst.Inc(e.Inc, head, tail)", false},
	{"rc/splice.go", "a copied box is not released", "	box.Release(e.Size, e.Dec)\n", "", false},
	{"rc/replace.go", "the old element is released before the new one is read", "	CopyElem(s.At(), elem, e.Size)\n	Drop(passed.Dec, passed.At)\n	Drop(e.Dec, slot)\n	CopyElem(slot, s.At(), e.Size)", "	Drop(passed.Dec, passed.At)\n	Drop(e.Dec, slot)\n	CopyElem(slot, elem, e.Size)", false},
	{"rc/elems.go", "an element that straddles what moved is torn", "runtime.Copy(runtime.At(e.At(i), below), runtime.At(moved, e.size), e.size-below)", "runtime.Copy(runtime.At(e.At(i), below), moved, e.size-below)", false},
	{"rc/elems.go", "an element that moved is read where it was", "		src = runtime.At(src, e.size)\n", "", false},
	{"rc/elems.go", "an element's new address is wrong after realloc", "return runtime.At(now, runtime.Offset(p, old))", "return now", false},

	// Lists.
	{"cowlist/push.go", "push in place at capacity", "0 < l.Len && l.Len < l.Cap && rc", "0 < l.Len && l.Len <= l.Cap && rc", false},
	{"cowlist/push.go", "push counts what it moves in", "return appended(op, l, elem, 1, runtime.ElemFn{}, e)", "return appended(op, l, elem, 1, e.Inc, e)", false},
	{"cowlist/push.go", "extend reads a moved source where it was", "		src = rc.Rebase(src, old.Data, old.Len*e.Size, l.Data)\n", "		_ = old\n", false},
	{"cowlist/push.go", "the list is released before it is copied", "		fresh := l.Spliced(op, l.Len, l.Len, n, rc.NextCapacity(l.Len, l.Len+n), e)\n", "		l.Release(e.Size, e.Dec)\n		rc.ListInc(l)\n		fresh := l.Spliced(op, l.Len, l.Len, n, rc.NextCapacity(l.Len, l.Len+n), e)\n", true},
	{"cowlist/remove.go", "truncate releases one too few", "l.Elems(e.Size).Dec(e.Dec, newLen, l.Len-newLen)", "l.Elems(e.Size).Dec(e.Dec, newLen, l.Len-newLen-1)", false},
	{"cowlist/remove.go", "take from a shared list does not count", "	rc.ElemsAt(elemOut, e.Size).Inc(e.Inc, 0, 1)\n", "", false},
	{"cowlist/concat.go", "concat counts the elements of a unique list 2", "	if l2.IsUnique() {\n		l2.FreeEmptied()\n", "	if l2.IsUnique() {\n		tail.Inc(e.Inc, l1.Len, l2.Len)\n		l2.FreeEmptied()\n", false},
	{"cowlist/concat.go", "x + x moves the elements of x", "	if l2.IsUnique() {\n", "	if l2.IsUnique() || l1.Data == l2.Data {\n", false},
	{"cowlist/concat.go", "concat with an empty list 2 leaks it", "		l2.Release(e.Size, e.Dec)\n		return l1\n", "		return l1\n", false},
	{"cowlist/slice.go", "bounds are not clamped", "min(end, l.Len)", "end", false},
	{"cowlist/slice.go", "a slice does not count its buffer", "	rc.ListInc(l)\n", "", false},
	{"cowlist/reverse.go", "the middle of a long list stays", "for ; j-i >= 8; i, j = i+4, j-4 {", "for ; j-i >= 8; i, j = i+4, j-5 {", false},

	// Maps and sets.
	{"keyed/buffer.go", "values lie one key too low", "return rc.ElemsAt(runtime.At(t.Data, t.Cap*ty.Key.Size), ty.Val.Size)", "return rc.ElemsAt(runtime.At(t.Data, t.Len*ty.Key.Size), ty.Val.Size)", false},
	{"keyed/buffer.go", "values are not aligned", "	return max(slots, (slots+step-1)&^(step-1))", "	return slots + step - step", false},
	{"keyed/buffer.go", "the overwritten value of a copy is counted", "		vals.Inc(ty.Val.Inc, overwritten+1, n-overwritten-1)", "		vals.Inc(ty.Val.Inc, overwritten, n-overwritten)", false},
	{"keyed/buffer.go", "a copy is made with the index of the original", "if c.Cap == t.Cap && hole.at < 0 {", "if c.Cap == t.Cap {", false},
	{"keyed/find.go", "a value that moved is read where it was", "key, val = ty.rebased(key, old, t), ty.rebased(val, old, t)", "key = ty.rebased(key, old, t)", false},
	{"keyed/buffer.go", "the hashes are not moved when a map grows", "	if was && indexed {\n", "	if was && indexed && t.Len == 0 {\n", false},
	{"keyed/remove.go", "removal leaves the index as it is", "		ty.index(t).remove(pos, t.Len)\n", "", false},
	{"keyed/remove.go", "the index does not know where the last entry went", "		ty.index(t).replace(at, last)\n", "		ty.index(t).vacate(ty.index(t).slotOf(at.Pos))\n", false},
	{"keyed/remove.go", "removal does not move the values", "		ty.Vals(t).Shift(pos, pos+1, t.Len-pos-1)\n", "", false},
	{"keyed/remove.go", "removal does not release the value", "	ty.Vals(t).Drop(ty.Val.Dec, at.Pos)\n", "", false},
	{"keyed/buffer.go", "a copy keeps its order where the last entry should fill the hole", "	case !h.filled:\n", "	case !h.filled || h.at < n:\n", false},
	{"keyed/find.go", "an index that cannot be kept stays", "		rc.SetIndexed(t.Data, false)\n", "", false},
	{"keyed/index.go", "a hole in a run of the index stays", "	*x.slot(i) = vacant\n}", "	*x.slot(i) = *x.slot(i)\n}", false},
	{"keyed/index.go", "a run is closed over its home", ">= (j-i)&x.mask {", "> (j-i)&x.mask {", false},
	{"keyed/index.go", "positions are lowered one too few", "if e&bare > pos {", "if e&bare > pos+1 {", false},
	{"keyed/index.go", "a group of four that was full is not filled again", "	if full {\n		x.refill(i)", "	if full && x.mask == 0 {\n		x.refill(i)", false},
	{"keyed/index.go", "what went past one group of four stays there", ">= (g-i&^3)&x.mask {", "> (g-i&^3)&x.mask {", false},
	{"keyed/buffer.go", "a shared table is written to", "t.Len|(t.Cap-1) >= 0 && rc.HasOneOwner(t.Data)", "t.Len|(t.Cap-1) >= 0", false},
	{"cowstr/text.go", "the last bytes of equal texts are not compared", "	return (t.word(last)^u.word(last))|(t.word(last+8)^u.word(last+8)) == 0", "	return true", false},
	{"keyed/index.go", "a search of four stops at the first tag", "; same &= same - 1 {", "; same = 0 {", false},
	{"keyed/index.go", "four slots are full when one is", "if empty := runtime.Negative4(four); empty != 0 {", "if empty := runtime.Negative4(four); empty == 15 {", false},
	{"keyed/find.go", "a guess is not verified", "if guess < uint64(t.Len) && ty.equal(keys.At(int64(guess)), key) {", "if guess < uint64(t.Len) {", false},
	{"rc/triple.go", "elements without bytes count as none", "		return min(n, sizeMask)", "		return 0", false},
	{"keyed/select.go", "what is kept in a copy is not counted", "	ty.Keys(c).Inc(ty.Key.Inc, 0, n)\n", "", false},
	{"keyed/select.go", "an empty result keeps its buffer", "	if n == 0 {\n		t.FreeEmptied()\n		return rc.Triple{}\n	}\n", "", false},
	{"keyed/select.go", "what goes is not released", "	s.drop(keys, ty.Key.Dec, !in)\n", "", false},
	{"keyed/select.go", "symmetric difference releases before it adds", "		t = ty.With(op, t, held, other, come)\n		gone.n = t.Len", "		t = ty.With(op, ty.Kept(op, t, held, gone, false), held, other, come)\n		return t\n		gone.n = t.Len", false},
	{"keyed/selection.go", "a position is chosen twice", "	s.count = last + 1\n", "", false},
	{"cowset/algebra.go", "a set changes while it is its own operand", "		return rc.Shared\n", "		return s1.Ownership()\n", false},
	{"cowmap/change.go", "merge releases the map that it reads", "		rc.Inc(m2.Data)\n", "		rc.Inc(nil)\n", false},
	{"cowmap/insert.go", "the passed key of a known entry is kept", "val, ty.Val, rc.Passed{At: key, Dec: ty.Key.Dec})", "val, ty.Val, rc.Passed{})", false},
	{"cowmap/change.go", "merge does not count a replaced value", "		vals.Inc(ty.Val.Inc, i, 1)\n", "		if pos < 0 {\n			vals.Inc(ty.Val.Inc, i, 1)\n		}\n", false},
	{"keyed/select.go", "union does not count what it takes", "	ty.Keys(t).Inc(ty.Key.Inc, t.Len, s.count)\n", "", false},

	// Strings.
	{"cowstr/append.go", "a push of the string's own bytes reads them where they were", "		if !copied {\n			t.data = rc.Rebase(t.data, own.data, own.len, h.Data)\n		}\n", "", false},
	{"cowstr/append.go", "concat leaks its second string", "	s2.release()\n	return joined", "	return joined", false},
	{"cowstr/slice.go", "a long slice does not count its buffer", "	rc.ListInc(t)\n", "	rc.ListInc(rc.Triple{})\n", false},
	{"cowstr/inline.go", "an inline string may be one byte longer", "	inlineMax = 23 // bytes of text", "	inlineMax = 24 // bytes of text", false},
}
