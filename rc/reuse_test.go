package rc_test

import (
	"fmt"
	"testing"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

func TestReuse(t *testing.T) {
	defer expectNothingAlive(t, rc.LiveCount())
	released := 0
	release := runtime.GoElem(func(data unsafe.Pointer) {
		released++
		rc.Dec(*(*unsafe.Pointer)(data), runtime.DropFn{})
	})
	boxed := func() (box, inner unsafe.Pointer) {
		box, inner = rc.Alloc(24, 8), rc.Alloc(8, 8)
		*(*unsafe.Pointer)(box) = inner
		return box, inner
	}

	box, inner := boxed()
	rc.Inc(inner)
	token := rc.DropReuse(box, release)
	if token != box || released != 1 || rc.Count(token) != 1 || rc.Count(inner) != 1 {
		t.Errorf("unique: token %p of %p, %d released, counts %d and %d", token, box, released, rc.Count(token), rc.Count(inner))
	}
	if again := rc.AllocReuse(token, 24, 8); again != box || rc.Count(again) != 1 {
		t.Errorf("the same size does not get the same memory")
	}
	other := rc.AllocReuse(box, 40, 8)
	if other == box || rc.DataSize(other) != 40 {
		t.Errorf("another size gets the same memory")
	}
	wide := rc.AllocReuse(other, 40, 64)
	if runtime.Offset(wide, nil)%64 != 0 {
		t.Errorf("a token of another alignment is used")
	}
	if again := rc.AllocReuse(wide, 40, 64); again != wide {
		t.Errorf("the same alignment does not get the same memory")
	}
	rc.Free(wide, 40, 64)
	rc.Free(inner, 8, 8)

	box, inner = boxed()
	rc.Inc(box)
	if token := rc.DropReuse(box, release); token != nil || released != 1 || rc.Count(box) != 1 {
		t.Errorf("shared: token %p, %d released, count %d", token, released, rc.Count(box))
	}
	if token := rc.DropReuse(nil, release); token != nil {
		t.Errorf("NULL gives a token")
	}
	fresh := rc.AllocReuse(nil, 8, 8)
	rc.Free(fresh, 8, 8)
	rc.Free(box, 24, 8)
	rc.Free(inner, 8, 8)
}

func TestCountsByTheNumber(t *testing.T) {
	defer expectNothingAlive(t, rc.LiveCount())
	p := rc.Alloc(8, 8)
	rc.IncN(p, 3)
	rc.IncN(p, 0)
	for i := int64(4); i > 1; i-- {
		if rc.Count(p) != i || rc.DecIsLast(p) {
			t.Errorf("count %d, or last, with %d references", rc.Count(p), i)
		}
	}
	if !rc.DecIsLast(p) {
		t.Errorf("the last reference is not")
	}
	for want, do := range map[string]func(){
		"ori: ori_rc_inc_n: n is negative: -1":                                                   func() { rc.IncN(p, -1) },
		fmt.Sprintf("ori: ori_rc_inc_n: the object at %p was already freed: count 0", p):         func() { rc.IncN(p, 1) },
		fmt.Sprintf("ori: ori_rc_dec: the object at %p was already freed: count 0", p):           func() { rc.DecIsLast(p) },
		fmt.Sprintf("ori: ori_rc_make_immortal: the object at %p was already freed: count 0", p): func() { rc.MakeImmortal(p) },
		"ori: ori_rc_alloc_reuse: size is negative: -1":                                          func() { rc.AllocReuse(nil, -1, 8) },
		"ori: ori_rc_alloc_reuse: alignment 3 is not a power of two":                             func() { rc.AllocReuse(nil, 8, 3) },
	} {
		if got := check.Fatal(do); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	rc.Free(p, 8, 8)
	rc.IncN(nil, 2)
	if rc.DecIsLast(nil) {
		t.Errorf("NULL has a last reference")
	}
	q := rc.Alloc(8, 8)
	rc.IncN(q, 1<<63-1)
	if rc.Count(q) != 1<<63-1 {
		t.Errorf("the count is %d, want the one that sticks", rc.Count(q))
	}
	rc.Free(q, 8, 8)
}

func TestImmortalFromNowOn(t *testing.T) {
	live := rc.LiveCount()
	p := rc.Alloc(8, 8)
	rc.Inc(p)
	rc.MakeImmortal(p)
	rc.MakeImmortal(p)
	rc.MakeImmortal(nil)
	if rc.Count(p) >= 0 || rc.IsUnique(p) || rc.LiveCount() != live {
		t.Errorf("count %d, %d alive", rc.Count(p), rc.LiveCount()-live)
	}
	count := rc.Count(p)
	rc.Dec(p, runtime.DropFn{})
	rc.Dec(p, runtime.DropFn{})
	rc.Dec(p, runtime.DropFn{})
	rc.Inc(p)
	rc.Free(p, 8, 8)
	if rc.Count(p) != count {
		t.Errorf("the count was changed to %d", rc.Count(p))
	}
	runtime.Free(runtime.At(p, -16))
}
