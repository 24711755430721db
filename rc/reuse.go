package rc

import (
	"unsafe"

	"libori.org/rt/account"
	"libori.org/rt/runtime"
)

// Reuse: a compiler that knows that a box is looked at for the last time, and that a box
// of the same size is about to be made, keeps the memory (Perceus: drop-reuse and
// allocate-at). Between the two it has a token: the memory, or NULL.
//
//	match t with                    token = ori_rc_drop_reuse(t, release_children)
//	  node(l, x, r) ->              ...
//	    node(f l, x, r)             n = ori_rc_alloc_reuse(token, 24, 8); store the fields

// DropReuse ends a reference to an object and returns its memory for another, if it was
// the last: then release is called with the address of the contents, and the block comes
// back with count 1 and contents that hold nothing. Otherwise one reference is dropped,
// and the result is NULL. Where the contents' references are to live on, in what is made
// of them, test with ori_rc_is_unique and hand the block on without this call.
//
//	consumes  data
//	releases  all data
//	runs      release on data
//	result    inside data
//	fails     freed data
//
//ori:export ori_rc_drop_reuse(data, release)
//go:inline
func DropReuse(data unsafe.Pointer, release runtime.ElemFn) unsafe.Pointer {
	if data == nil {
		return nil
	}
	if IsUnique(data) {
		if !release.IsNil() {
			release.Call(data)
		}
		return data
	}
	return dropShared(data, release)
}

// dropShared drops a reference to what had another owner when it was asked. That one may
// have left since.
//
//go:noinline
func dropShared(data unsafe.Pointer, release runtime.ElemFn) unsafe.Pointer {
	h := headerOf(data)
	if !h.drop() {
		return nil
	}
	runtime.StoreRelaxed(&h.count, 1)
	if !release.IsNil() {
		release.Call(data)
	}
	return data
}

// AllocReuse returns size bytes of data with count 1: the memory of token where that has
// exactly this size and alignment, otherwise new memory, and then it frees token. NULL is
// no token. A token that is not used after all is freed with ori_rc_free.
//
//	consumes   token
//	allocates
//	fails      negative size; overflow size; align align
//
//ori:export nonnull ori_rc_alloc_reuse(token, size, align)
//go:inline
func AllocReuse(token unsafe.Pointer, size, align int64) unsafe.Pointer {
	if token != nil && align <= mallocAlign && align > 0 && size >= 0 && runtime.LoadRelaxed(&headerOf(token).size) == size {
		return token
	}
	return allocReuse(token, size, align)
}

//go:noinline
func allocReuse(token unsafe.Pointer, size, align int64) unsafe.Pointer {
	const op = "ori_rc_alloc_reuse"
	if size < 0 {
		FailNegative(op, "size", size)
	}
	if token != nil {
		checkAlign(op, align)
		if h := headerOf(token); h.bytes() == size && !h.moved() && h.alignedAt() == max(align, headerBytes) {
			return token
		}
	}
	fresh := New(op, size, align)
	if token != nil {
		free(token)
	}
	return fresh
}

// IncN adds n references at once. NULL and immortals: nothing.
//
//	borrows  data
//	retains  data when n > 0
//	header   data
//	fails    negative n; freed data
//
//ori:export ori_rc_inc_n(data, n)
//go:inline
func IncN(data unsafe.Pointer, n int64) {
	if n < 0 {
		FailNegative("ori_rc_inc_n", "n", n)
	}
	if data == nil {
		return
	}
	h := headerOf(data)
	count := runtime.LoadRelaxed(&h.count)
	if runtime.Likely(count > 0 && n < saturated-count) {
		if runtime.SingleThreaded() {
			runtime.StoreRelaxed(&h.count, count+n)
		} else {
			runtime.AddRelaxed(&h.count, n)
		}
		return
	}
	if count == 0 {
		failFreed("ori_rc_inc_n", data)
	}
	if count > 0 {
		runtime.StoreRelaxed(&h.count, saturated)
	}
}

// DecIsLast drops a reference and reports whether it was the last: then the caller
// destroys the object, and frees it with ori_rc_free. NULL and immortals: false.
//
//	consumes  data
//	header    data
//	fails     freed data
//
//ori:export ori_rc_dec_is_last(data)
//go:inline
func DecIsLast(data unsafe.Pointer) bool { return data != nil && headerOf(data).drop() }

// MakeImmortal freezes an object: from now on it is never counted, never changed in
// place and never freed, and any number of threads may share it without a write. It no
// longer counts as alive. What it refers to stays alive with it: make that immortal
// first, or let it count. Whoever holds a reference keeps it; NULL: nothing.
//
//	borrows  data
//	header   data
//	anything -- the object's count
//	fails    freed data
//
//ori:export ori_rc_make_immortal(data)
func MakeImmortal(data unsafe.Pointer) {
	if data == nil {
		return
	}
	h := headerOf(data)
	count := runtime.LoadRelaxed(&h.count)
	if count == 0 {
		failFreed("ori_rc_make_immortal", data)
	}
	if count > 0 {
		runtime.StoreRelaxed(&h.count, immortal)
		account.Freed()
	}
}

// immortal is the count that MakeImmortal sets; any negative one means the same.
const immortal = -1 << 62
