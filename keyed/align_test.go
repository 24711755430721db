package keyed_test

import (
	"testing"
	"unsafe"

	"libori.org/rt/cowmap"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// TestValuesAreAlignedOnEveryWayToACapacity makes maps of every pair of small sizes, in
// every way in which a map gets its capacity, and looks where the values lie.
func TestValuesAreAlignedOnEveryWayToACapacity(t *testing.T) {
	eq := runtime.GoEq(func(a, b unsafe.Pointer) bool { return *(*byte)(a) == *(*byte)(b) })
	hash := runtime.GoHash(func(p unsafe.Pointer) uint64 { return uint64(*(*byte)(p)) })
	var key, val [64]byte
	live := rc.LiveCount()
	for ks := int64(1); ks <= 32; ks++ {
		for _, vs := range []int64{1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 32, 40, 48} {
			for _, h := range []runtime.HashFn{{}, hash} {
				k := cowmap.Keys{KeySize: ks, ValSize: vs, Eq: eq, Hash: h}
				var r cowmap.Refs
				check := func(way string, m rc.Triple) {
					vals := runtime.At(m.Data, m.Cap*ks)
					if m.Data != nil && uintptr(vals)%uintptr(min(16, vs&-vs)) != 0 {
						t.Fatalf("%s: keys of %d bytes, values of %d, cap %d: the values lie at data + %d", way, ks, vs, m.Cap, m.Cap*ks)
					}
				}
				fill := func(m rc.Triple, n int) rc.Triple {
					for i := range n {
						key[0] = byte(i)
						m = cowmap.Insert(m, unsafe.Pointer(&key), unsafe.Pointer(&val), k, r)
						check("insert", m)
					}
					return m
				}
				drop := func(m rc.Triple) { cowmap.BufferDec(m, k, r) }
				for n := range 20 {
					m := fill(rc.Triple{}, n)
					shared := func() rc.Triple { rc.Inc(m.Data); return m }
					made := cowmap.Unshare(rc.Triple{}, int64(n), k, r)
					check("unshare", made)
					drop(fill(made, n))
					for more := range int64(4) {
						c := cowmap.Unshare(shared(), int64(n)+more, k, r)
						check("copy", c)
						drop(c)
					}
					for i := range min(n, 3) {
						key[0] = byte(i * 5 % max(n, 1))
						c := cowmap.Remove(shared(), unsafe.Pointer(&key), k, r)
						check("remove", c)
						drop(c)
						c = cowmap.Update(shared(), unsafe.Pointer(&key), unsafe.Pointer(&val), k, r)
						check("update", c)
						drop(c)
					}
					other := fill(rc.Triple{}, 3)
					key[0] = 77
					other = cowmap.Insert(other, unsafe.Pointer(&key), unsafe.Pointer(&val), k, r)
					c := cowmap.Merge(shared(), other, k, r)
					check("merge", c)
					drop(c)
					drop(other)
					m = cowmap.Unshare(m, m.Cap+1, k, r)
					check("grow", m)
					drop(m)
				}
			}
		}
	}
	if n := rc.LiveCount(); n != live {
		t.Errorf("%d buffers are alive", n-live)
	}
}
