package account_test

import (
	"testing"
	"unsafe"

	"libori.org/rt/account"
	"libori.org/rt/cowlist"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// An arena is an allocator for tests: it knows which blocks are out, and fails when its
// budget is used up.
type arena struct {
	t      *testing.T
	out    map[unsafe.Pointer][]byte
	calls  map[string]int
	budget int
	align  int64 // that was asked for last
	ctx    unsafe.Pointer
}

func (a *arena) use() {
	a.ctx, a.out, a.calls = unsafe.Pointer(new(int)), map[unsafe.Pointer][]byte{}, map[string]int{}
	runtime.SetAllocator(runtime.GoAlloc(a.alloc), runtime.GoRealloc(a.realloc), runtime.GoFree(a.free), a.ctx)
	a.t.Cleanup(a.leave)
}

func (a *arena) leave() {
	runtime.SetAllocator(runtime.AllocFn{}, runtime.ReallocFn{}, runtime.FreeFn{}, nil)
}

func (a *arena) alloc(size, align int64, ctx unsafe.Pointer) unsafe.Pointer {
	a.calls["alloc"]++
	a.align = align
	if ctx != a.ctx || align < 16 || align&(align-1) != 0 || align > 16 && size%align != 0 {
		a.t.Errorf("alloc(%d, %d, %p)", size, align, ctx)
	}
	return a.block(size, align)
}

func (a *arena) block(size, align int64) unsafe.Pointer {
	if a.budget == 0 {
		return nil
	}
	a.budget--
	mem := make([]byte, size+align)
	p := unsafe.Pointer(unsafe.SliceData(mem))
	p = unsafe.Add(p, -uintptr(p)&uintptr(align-1))
	a.out[p] = unsafe.Slice((*byte)(p), size)
	return p
}

func (a *arena) realloc(p unsafe.Pointer, oldSize, newSize int64, ctx unsafe.Pointer) unsafe.Pointer {
	a.calls["realloc"]++
	old, known := a.out[p]
	if ctx != a.ctx || !known || int64(len(old)) < oldSize {
		a.t.Errorf("realloc(%p, %d, %d, %p) of %d bytes", p, oldSize, newSize, ctx, len(old))
	}
	q := a.block(newSize, 16)
	if q != nil {
		copy(a.out[q], old[:oldSize])
		delete(a.out, p)
	}
	return q
}

func (a *arena) free(p, ctx unsafe.Pointer) {
	a.calls["free"]++
	if _, known := a.out[p]; ctx != a.ctx || !known {
		a.t.Errorf("free(%p, %p)", p, ctx)
	}
	delete(a.out, p)
}

// All memory comes from the program's allocator and goes back to it, aligned as it must be.
func TestTheProgramsAllocator(t *testing.T) {
	a := &arena{t: t, budget: 1 << 20}
	a.use()
	l := list(5)
	rc.ListInc(l)
	copied := cowlist.Reverse(l, word)
	wide := rc.Alloc(100, 64)
	if a.align != 64 || len(a.out) != 3 {
		t.Errorf("%d blocks are out, the last aligned to %d", len(a.out), a.align)
	}
	rc.Free(wide, 100, 64)
	release(copied)
	release(l)
	if len(a.out) != 0 || a.calls["alloc"] != 3 || a.calls["realloc"] != 1 || a.calls["free"] != 3 {
		t.Errorf("%d blocks are out after %v", len(a.out), a.calls)
	}
}

// Where the allocator has nothing more, an operation fails and has consumed nothing.
func TestTheProgramsAllocatorFails(t *testing.T) {
	for budget, want := range []string{
		"ori: ori_list_push_cow: out of memory allocating 32 bytes",
		"ori: ori_list_push_cow: out of memory allocating 64 bytes",
		"ori: ori_list_reverse_cow: out of memory allocating 40 bytes",
		"",
	} {
		a := &arena{t: t, budget: budget}
		a.use()
		var l, copied rc.Triple
		got := check.Fatal(func() {
			for i := range int64(5) {
				l = cowlist.Push(l, unsafe.Pointer(&i), word)
			}
			rc.ListInc(l)
			copied = cowlist.Reverse(l, word)
		})
		if got != want {
			t.Errorf("%d blocks: %q, want %q", budget, got, want)
		}
		if l.Len != int64([]int{0, 4, 5, 5}[budget]) || len(a.out) != min(budget, 1)+budget/3 {
			t.Errorf("%d blocks: %d elements, %d blocks are out", budget, l.Len, len(a.out))
		}
		for l.Data != nil && rc.Count(l.Data) > 1 {
			release(l)
		}
		release(l)
		release(copied)
		if len(a.out) != 0 {
			t.Errorf("%d blocks: %d are still out", budget, len(a.out))
		}
		a.leave()
	}
}

func TestAnAllocatorIsWholeAndInTime(t *testing.T) {
	release(list(1))
	a := &arena{t: t}
	alloc, realloc, free := runtime.GoAlloc(a.alloc), runtime.GoRealloc(a.realloc), runtime.GoFree(a.free)
	for _, test := range []struct {
		alloc   runtime.AllocFn
		realloc runtime.ReallocFn
		free    runtime.FreeFn
		want    string
	}{
		{runtime.AllocFn{}, realloc, free, "alloc is NULL"},
		{alloc, runtime.ReallocFn{}, free, "realloc is NULL"},
		{alloc, realloc, runtime.FreeFn{}, "free is NULL"},
		{alloc, realloc, free, "the library has allocated already"},
	} {
		got := check.Fatal(func() { account.SetAllocator(test.alloc, test.realloc, test.free, nil) })
		if want := "ori: ori_rt_set_allocator: " + test.want; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
