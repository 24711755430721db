package rc_test

import (
	"fmt"
	"math"
	"testing"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

func header(data unsafe.Pointer) *[2]int64 { return (*[2]int64)(runtime.At(data, -16)) }

func setCount(data unsafe.Pointer, n int64) { header(data)[1] = n }

// expectNothingAlive is deferred with the live count of the start.
func expectNothingAlive(t *testing.T, before int64) {
	t.Helper()
	if n := rc.LiveCount() - before; n != 0 {
		t.Errorf("%d allocations are still alive", n)
	}
}

var alignments = []int64{1, 2, 8, 16, 32, 64, 4096}

func TestAllocationsAreAlignedAndHaveTheDocumentedHeader(t *testing.T) {
	defer expectNothingAlive(t, rc.LiveCount())
	for _, align := range alignments {
		for _, size := range []int64{0, 1, 15, 16, 17, 100, 5000} {
			data := rc.Alloc(size, align)
			if uintptr(data)%uintptr(align) != 0 || uintptr(data)%16 != 0 {
				t.Errorf("%d bytes aligned to %d lie at %p", size, align, data)
			}
			if rc.Count(data) != 1 || rc.DataSize(data) != size || !rc.IsUnique(data) {
				t.Errorf("count %d, size %d, want 1 and %d", rc.Count(data), rc.DataSize(data), size)
			}
			want := size
			if align > 16 {
				for log := int64(5); log < 13; log++ {
					if 1<<log == align {
						want |= log << 56
					}
				}
			}
			if h := header(data); h[0] != want || h[1] != 1 {
				t.Errorf("the header is %#x, want %#x, 1", *h, want)
			}
			runtime.Fill(data, 0xAA, size)
			rc.Free(data, size, align)
		}
	}
}

func TestReallocKeepsBytesCountAndAlignment(t *testing.T) {
	defer expectNothingAlive(t, rc.LiveCount())
	for _, from := range alignments {
		for _, to := range alignments {
			data := rc.Alloc(100, from)
			for i := int64(0); i < 100; i++ {
				*(*byte)(runtime.At(data, i)) = byte(i)
			}
			size := int64(100)
			for _, next := range []int64{200, 5000, 40, 40, 100} {
				data = rc.Realloc(data, size, next, to)
				if uintptr(data)%uintptr(max(min(from, to), 16)) != 0 || to > 16 && uintptr(data)%uintptr(to) != 0 {
					t.Fatalf("aligned to %d, then %d: %p", from, to, data)
				}
				if rc.Count(data) != 1 || rc.DataSize(data) != next {
					t.Errorf("count %d, size %d, want 1 and %d", rc.Count(data), rc.DataSize(data), next)
				}
				for i := int64(0); i < 40; i++ {
					if *(*byte)(runtime.At(data, i)) != byte(i) {
						t.Fatalf("aligned to %d, then %d: byte %d of %d was lost", from, to, i, next)
					}
				}
				size = next
			}
			rc.Dec(data, runtime.DropFn{})
		}
	}
	data := rc.Realloc(nil, 0, 24, 64)
	if rc.Count(data) != 1 || rc.DataSize(data) != 24 || uintptr(data)%64 != 0 {
		t.Errorf("realloc of NULL: %p, header %v", data, *header(data))
	}
	rc.Free(data, 24, 64)
}

func TestCountsOfNullAreNothing(t *testing.T) {
	rc.Inc(nil)
	rc.Dec(nil, runtime.DropFn{})
	rc.Free(nil, 8, 8)
	rc.ListInc(rc.Triple{})
	rc.BufferDec(rc.Triple{}, rc.Elem{Size: 8})
	if rc.IsUnique(nil) || !rc.IsUniqueOrNull(nil) || rc.Count(nil) != 0 || rc.DataSize(nil) != 0 {
		t.Error("NULL is no object")
	}
}

func TestTheLastReferenceDrops(t *testing.T) {
	defer expectNothingAlive(t, rc.LiveCount())
	dropped := 0
	drop := runtime.GoDrop(func(data unsafe.Pointer) {
		dropped++
		rc.Free(data, 8, 8)
	})
	data := rc.Alloc(8, 8)
	for i := int64(1); i <= 3; i++ {
		if rc.Count(data) != i || rc.IsUnique(data) != (i == 1) || rc.IsUniqueOrNull(data) != (i == 1) {
			t.Errorf("count %d, want %d", rc.Count(data), i)
		}
		rc.Inc(data)
	}
	for i := int64(4); i > 1; i-- {
		rc.Dec(data, drop)
		if rc.Count(data) != i-1 || dropped != 0 {
			t.Errorf("count %d, want %d", rc.Count(data), i-1)
		}
	}
	rc.Dec(data, drop)
	if dropped != 1 {
		t.Errorf("dropped %d times", dropped)
	}
}

func TestImmortalsAndSaturatedCountsStick(t *testing.T) {
	defer expectNothingAlive(t, rc.LiveCount())
	noDrop := runtime.GoDrop(func(unsafe.Pointer) { t.Error("dropped") })
	data := rc.Alloc(8, 8)
	for _, count := range []int64{-1, -2, math.MinInt64, math.MaxInt64} {
		setCount(data, count)
		rc.Inc(data)
		rc.Dec(data, noDrop)
		rc.Dec(data, noDrop)
		rc.ListInc(rc.Triple{Len: 1, Cap: 1, Data: data})
		rc.BufferDec(rc.Triple{Len: 1, Cap: 1, Data: data}, rc.Elem{Size: 8})
		if rc.IsUnique(data) || rc.IsUniqueOrNull(data) || rc.Count(data) != count {
			t.Errorf("count %d became %d", count, rc.Count(data))
		}
		if count < 0 {
			rc.Free(data, 8, 8)
			if header(data)[0] != 8 {
				t.Errorf("an immortal was freed")
			}
		}
	}
	setCount(data, math.MaxInt64-1)
	rc.Dec(data, noDrop)
	if got := rc.Count(data); got != math.MaxInt64-2 {
		t.Errorf("the largest count that is not saturated, less one: %d", got)
	}
	rc.Inc(data)
	rc.Inc(data)
	rc.Inc(data)
	rc.Dec(data, noDrop)
	if got := rc.Count(data); got != math.MaxInt64 {
		t.Errorf("a count that grew to saturation and one dec: %d", got)
	}
	setCount(data, 1)
	rc.Free(data, 8, 8)
}

func TestFreedObjectsAreReported(t *testing.T) {
	data := rc.Alloc(8, 8)
	setCount(data, 0)
	list := rc.Triple{Len: 1, Cap: 1, Data: data}
	for _, test := range []struct {
		op string
		f  func()
	}{
		{"ori_rc_inc", func() { rc.Inc(data) }},
		{"ori_rc_inc", func() { rc.ListInc(list) }},
		{"ori_rc_dec", func() { rc.Dec(data, runtime.DropFn{}) }},
		{"ori_rc_dec", func() { rc.BufferDec(list, rc.Elem{Size: 8}) }},
	} {
		if got, want := check.Fatal(test.f), fmt.Sprintf("ori: %s: the object at %p was already freed: count 0", test.op, data); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	rc.Free(data, 8, 8)
}

func TestBoxUnshare(t *testing.T) {
	for _, align := range []int64{8, 64} {
		for _, how := range []string{"unique", "shared", "immortal", "other owner leaves"} {
			h := check.NewHeap(t)
			k := check.Box
			box := h.List(k, 1, 7)
			if align > 8 {
				k = check.Counted[4]
				check.Release(check.Box, box)
				box = h.List(k, 1, 7)
			}
			var others []rc.Triple
			switch how {
			case "shared":
				rc.Inc(box.Data)
				others = []rc.Triple{box}
			case "immortal":
				setCount(box.Data, -1)
			case "other owner leaves":
				rc.Inc(box.Data)
				h.OnNextInc(func() { rc.BufferDec(box, k.Elem) })
			}
			fresh := box
			cost := h.Cost(func() { fresh.Data = rc.BoxUnshare(box.Data, k.Size, align, k.Elem) })
			want := map[string]check.Cost{"shared": {Allocs: 1, Incs: 1}, "immortal": {Allocs: 1, Incs: 1}, "other owner leaves": {Allocs: 1, Incs: 1, Decs: 1}}[how]
			if cost != want {
				t.Errorf("%s: cost %+v, want %+v", how, cost, want)
			}
			if !rc.IsUnique(fresh.Data) || k.Get(fresh.Data) != 7 || uintptr(fresh.Data)%uintptr(align) != 0 {
				t.Errorf("%s: %p holds %d", how, fresh.Data, k.Get(fresh.Data))
			}
			if how == "immortal" {
				setCount(box.Data, 1)
				others = []rc.Triple{box}
			}
			h.Verify(k, append(others, fresh))
			check.Release(k, append(others, fresh)...)
			h.Close()
		}
	}
}

// The size that a slice records is one that the last owner can trust, for any
// order in which list and slices leave.
func TestAnySliceCanBeTheLastOwner(t *testing.T) {
	for _, k := range check.Kinds {
		for last := 0; last < 4; last++ {
			h := check.NewHeap(t)
			l := h.List(k, 9, 1, 2, 3, 4, 5, 6)
			rc.ListInc(l)
			a := l.Slice(1, 5, k.Size)
			rc.ListInc(a)
			b := a.Slice(1, 2, k.Size)
			rc.ListInc(l)
			c := l.Slice(5, 6, k.Size)
			owners := []rc.Triple{l, a, b, c}
			h.Verify(k, owners)
			final := owners[last]
			owners = append(owners[:last:last], owners[last+1:]...)
			for len(owners) > 0 {
				check.Release(k, owners[0])
				owners = owners[1:]
				h.Verify(k, append(owners, final))
			}
			check.Release(k, final)
			h.Close()
		}
	}
}

func TestSizesThatOverflowAreReported(t *testing.T) {
	defer expectNothingAlive(t, rc.LiveCount())
	for _, test := range []struct {
		f    func()
		want string
	}{
		{func() { rc.Alloc(-1, 8) }, "ori: ori_rc_alloc: size is negative: -1"},
		{func() { rc.Alloc(math.MinInt64, 8) }, "ori: ori_rc_alloc: size is negative: -9223372036854775808"},
		{func() { rc.Alloc(8, 3) }, "ori: ori_rc_alloc: alignment 3 is not a power of two"},
		{func() { rc.Alloc(8, 0) }, "ori: ori_rc_alloc: alignment 0 is not a power of two"},
		{func() { rc.Alloc(8, -8) }, "ori: ori_rc_alloc: alignment -8 is not a power of two"},
		{func() { rc.Alloc(8, math.MinInt64) }, "ori: ori_rc_alloc: alignment -9223372036854775808 is not a power of two"},
		{func() { rc.Alloc(math.MaxInt64, 8) }, "ori: ori_rc_alloc: 9223372036854775807 bytes are more than an allocation can hold"},
		{func() { rc.Alloc(1<<55+1, 8) }, "ori: ori_rc_alloc: 36028797018963969 bytes are more than an allocation can hold"},
		{func() { rc.Bytes("op", 1<<32, 1<<32) }, "ori: op: 4294967296 elements of 4294967296 bytes overflow the size of an allocation"},
		{func() { rc.Bytes("op", math.MaxInt64, 1) }, "ori: op: 9223372036854775807 elements of 1 bytes overflow the size of an allocation"},
		{func() { rc.Sum("op", math.MaxInt64, 1, 0) }, "ori: op: 9223372036854775807 and 1 elements of 0 bytes overflow the size of an allocation"},
		{func() { rc.Sum("op", 1<<54, 1<<54, 2) }, "ori: op: 36028797018963968 elements of 2 bytes overflow the size of an allocation"},
		{func() { rc.BoxUnshare(nil, 8, 8, rc.Elem{}) }, "ori: ori_box_unshare: data is NULL"},
	} {
		if got := check.Fatal(test.f); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
	for _, ok := range []struct{ count, size, want int64 }{{1 << 31, 1 << 24, 1 << 55}, {1 << 55, 1, 1 << 55}, {math.MaxInt64, 0, 0}, {0, math.MaxInt64, 0}, {1<<31 - 1, 1<<24 - 1, (1<<31 - 1) * (1<<24 - 1)}} {
		if got := rc.Bytes("op", ok.count, ok.size); got != ok.want {
			t.Errorf("Bytes(%d, %d) = %d", ok.count, ok.size, got)
		}
	}
	if n := rc.Sum("op", 1<<62, 1<<62-1, 0); n != 1<<63-1 {
		t.Errorf("Sum = %d", n)
	}
}

func TestReallocRefusesAndKeeps(t *testing.T) {
	defer expectNothingAlive(t, rc.LiveCount())
	for _, align := range []int64{8, 64} {
		data := rc.Alloc(8, align)
		*(*int64)(data) = 42
		rc.Inc(data)
		for _, test := range []struct {
			f    func()
			want string
		}{
			{func() { rc.Realloc(data, 8, 16, align) }, fmt.Sprintf("ori: ori_rc_realloc: the object at %p is not unique: count 2", data)},
			{func() { rc.Realloc(data, -1, 16, align) }, "ori: ori_rc_realloc: old_size is negative: -1"},
			{func() { rc.Realloc(data, 8, -1, align) }, "ori: ori_rc_realloc: new_size is negative: -1"},
			{func() { rc.Dec(data, runtime.DropFn{}); rc.Realloc(data, 8, 1<<60, align) }, "ori: ori_rc_realloc: 1152921504606846976 bytes are more than an allocation can hold"},
			{func() { rc.Realloc(data, 8, 16, 3) }, "ori: ori_rc_realloc: alignment 3 is not a power of two"},
			{func() {
				runtime.Refuse = func(int64) bool { return true }
				defer func() { runtime.Refuse = nil }()
				rc.Realloc(data, 8, 16, align)
			}, "ori: ori_rc_realloc: out of memory allocating 16 bytes"},
		} {
			if got := check.Fatal(test.f); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
			if *(*int64)(data) != 42 || rc.DataSize(data) != 8 {
				t.Fatalf("the object holds %d in %d bytes", *(*int64)(data), rc.DataSize(data))
			}
		}
		rc.Free(data, 8, align)
	}
}

func TestIndexedIsKeptBesideTheSize(t *testing.T) {
	for _, align := range []int64{8, 64} {
		data := rc.Alloc(40, align)
		rc.SetIndexed(data, true)
		l := rc.Triple{Len: 3, Cap: 5, Data: data}
		rc.ListInc(l)
		s := l.Slice(1, 2, 8)
		if !rc.Indexed(data) || rc.DataSize(data) != 24 {
			t.Errorf("indexed %v, size %d", rc.Indexed(data), rc.DataSize(data))
		}
		rc.SetIndexed(data, false)
		if rc.Indexed(data) || rc.DataSize(data) != 24 {
			t.Errorf("indexed %v, size %d", rc.Indexed(data), rc.DataSize(data))
		}
		rc.BufferDec(s, rc.Elem{Size: 8})
		rc.BufferDec(l, rc.Elem{Size: 8})
	}
}

func TestCapacityDoublesFromFour(t *testing.T) {
	for _, test := range []struct{ cur, need, want int64 }{{0, 1, 4}, {0, 5, 5}, {4, 5, 8}, {4, 9, 9}, {100, 101, 200}, {1 << 62, 1<<62 + 1, 1<<62 + 1}} {
		if got := rc.NextCapacity(test.cur, test.need); got != test.want {
			t.Errorf("NextCapacity(%d, %d) = %d, want %d", test.cur, test.need, got, test.want)
		}
	}
}
