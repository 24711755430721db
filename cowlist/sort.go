package cowlist

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/sorting"
)

// Sort sorts the elements by cmp; equal ones may change places. A comparator that
// contradicts itself gives any order. Sorting moves elements and never calls inc
// or dec for it; it needs memory for a while.
//
//	consumes   data
//	copies     shared
//	unchanged  sorted
//	result     unique
//	length     len
//	allocates  always
//	fails      negative len elem_size; null cmp
//
//ori:export ori_list_sort_cow(data, len, cap, elem_size, elem_align, cmp, inc, dec, out)
//go:inline
func Sort(l rc.Triple, e rc.Elem, cmp runtime.CmpFn) rc.Triple {
	return sorted("ori_list_sort_cow", l, e, sorting.Plain(cmp), false)
}

// SortStable is [Sort], and equal elements keep their order.
//
//	consumes   data
//	copies     shared
//	unchanged  sorted
//	result     unique
//	length     len
//	allocates  always
//	fails      negative len elem_size; null cmp
//
//ori:export ori_list_sort_stable_cow(data, len, cap, elem_size, elem_align, cmp, inc, dec, out)
//go:inline
func SortStable(l rc.Triple, e rc.Elem, cmp runtime.CmpFn) rc.Triple {
	return sorted("ori_list_sort_stable_cow", l, e, sorting.Plain(cmp), true)
}

// SortBy is [Sort] with a cmp that is given ctx, such as the environment of a closure.
//
//	consumes   data
//	borrows    ctx
//	copies     shared
//	unchanged  sorted
//	result     unique
//	allocates  always
//	fails      negative len elem_size; null cmp
//
//ori:export ori_list_sort_by_cow(data, len, cap, elem_size, elem_align, cmp, ctx, inc, dec, out)
//go:inline
func SortBy(l rc.Triple, e rc.Elem, cmp runtime.CmpByFn, ctx unsafe.Pointer) rc.Triple {
	return sorted("ori_list_sort_by_cow", l, e, sorting.With(cmp, ctx), false)
}

// SortStableBy is [SortStable] with a cmp that is given ctx.
//
//	consumes   data
//	borrows    ctx
//	copies     shared
//	unchanged  sorted
//	result     unique
//	allocates  always
//	fails      negative len elem_size; null cmp
//
//ori:export ori_list_sort_stable_by_cow(data, len, cap, elem_size, elem_align, cmp, ctx, inc, dec, out)
//go:inline
func SortStableBy(l rc.Triple, e rc.Elem, cmp runtime.CmpByFn, ctx unsafe.Pointer) rc.Triple {
	return sorted("ori_list_sort_stable_by_cow", l, e, sorting.With(cmp, ctx), true)
}

// sorted sorts. It is inlined whole, since package sorting has an algorithm for
// the size and comparator that the caller may know.
//
//go:inline
func sorted(op string, l rc.Triple, e rc.Elem, cmp sorting.Comparator, stable bool) rc.Triple {
	l.Check(op, e)
	if cmp.IsNil() {
		rc.FailNull(op, "cmp")
	}
	if e.Size == 0 || inOrder(l.Elems(e.Size), l.Len, cmp) {
		return l
	}
	fresh, bytes := l, sortBytes(l.Len, e.Size, stable)
	unique := l.IsUnique()
	if !unique {
		fresh = l.Respliced(op, e)
	}
	scratch := sortScratch(bytes, e.Align)
	if scratch == nil {
		if !unique {
			fresh.FreeEmptied()
		}
		rc.FailNoMemory(op, bytes)
	}
	if !unique {
		elems := fresh.Elems(e.Size)
		elems.CopyFrom(0, l.Elems(e.Size), 0, l.Len)
		elems.Inc(e.Inc, 0, l.Len)
	}
	if stable {
		sorting.Stable(fresh.Data, l.Len, e, cmp, scratch)
	} else {
		sorting.Unstable(fresh.Data, l.Len, e, cmp, scratch)
	}
	runtime.Free(scratch)
	if !unique {
		l.Release(e.Size, e.Dec)
	}
	return fresh
}

// inOrder reports whether n elements are in order already.
//
//go:inline
func inOrder(elems rc.Elems, n int64, cmp sorting.Comparator) bool {
	if ints := sorting.Plain(runtime.Int64Compare()); !runtime.Inlined() && cmp.IsInt64() {
		return inOrderBy(elems, n, ints)
	}
	return inOrderBy(elems, n, cmp)
}

//go:inline
func inOrderBy(elems rc.Elems, n int64, cmp sorting.Comparator) bool {
	for i := int64(1); i < n; i++ {
		if cmp.Call(elems.At(i-1), elems.At(i)) > 0 {
			return false
		}
	}
	return true
}

// sortBytes returns the bytes of memory that sorting n elements takes: one or more, since of an
// allocator that returns NULL for none it could not be told whether there is memory.
func sortBytes(n, size int64, stable bool) int64 {
	if stable {
		return max(sorting.StableScratchBytes(n, size), 1)
	}
	return max(sorting.ScratchBytes(n, size), 1)
}

// sortScratch allocates memory for elements, or returns nil.
func sortScratch(bytes, align int64) unsafe.Pointer {
	if align <= 16 {
		return runtime.Malloc(bytes)
	}
	return runtime.MallocAligned(align, (bytes+align-1)&-align)
}
