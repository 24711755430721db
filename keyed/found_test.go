package keyed_test

import (
	"testing"
	"unsafe"

	"libori.org/rt/cowmap"
	"libori.org/rt/cowset"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// TestAKeyIsHashedOnce counts the calls of hash by operations on maps and sets with an index
// that keeps the hashes of what is stored: one for the key that is passed, whichever path
// the operation takes.
func TestAKeyIsHashedOnce(t *testing.T) {
	type key [2]uint64
	calls := 0
	defer check.NewHeap(t).Close()
	elem := rc.Elem{Size: int64(unsafe.Sizeof(key{})), Align: 8}
	hash := runtime.GoHash(func(p unsafe.Pointer) uint64 { calls++; return (*key)(p)[0] * 0x9E3779B97F4A7C15 })
	eq := runtime.GoEq(func(a, b unsafe.Pointer) bool { return *(*key)(a) == *(*key)(b) })
	keys := cowmap.Keys{KeySize: elem.Size, ValSize: 8, Eq: eq, Hash: hash}
	member := cowset.Member{Eq: eq, Hash: hash}
	const n = 40
	val, missing := uint64(7), key{1000}

	// Each operation with a key that is there and with one that is not.
	var slot unsafe.Pointer
	var isNew bool
	for name, op := range map[string]struct {
		ofMap func(m rc.Triple, k unsafe.Pointer) rc.Triple
		ofSet func(s rc.Triple, k unsafe.Pointer) rc.Triple
	}{
		"insert": {
			func(m rc.Triple, k unsafe.Pointer) rc.Triple {
				return cowmap.Insert(m, k, unsafe.Pointer(&val), keys, cowmap.Refs{})
			},
			func(s rc.Triple, k unsafe.Pointer) rc.Triple { return cowset.Insert(s, k, elem, member) },
		},
		"insert_was_new": {
			func(m rc.Triple, k unsafe.Pointer) rc.Triple {
				return cowmap.InsertWasNew(m, k, unsafe.Pointer(&val), &isNew, keys, cowmap.Refs{})
			},
			func(s rc.Triple, k unsafe.Pointer) rc.Triple { return cowset.InsertWasNew(s, k, &isNew, elem, member) },
		},
		"remove": {
			func(m rc.Triple, k unsafe.Pointer) rc.Triple { return cowmap.Remove(m, k, keys, cowmap.Refs{}) },
			func(s rc.Triple, k unsafe.Pointer) rc.Triple { return cowset.Remove(s, k, elem, member) },
		},
		"swap_remove": {
			func(m rc.Triple, k unsafe.Pointer) rc.Triple { return cowmap.SwapRemove(m, k, keys, cowmap.Refs{}) },
			func(s rc.Triple, k unsafe.Pointer) rc.Triple { return cowset.SwapRemove(s, k, elem, member) },
		},
		"update": {ofMap: func(m rc.Triple, k unsafe.Pointer) rc.Triple {
			return cowmap.Update(m, k, unsafe.Pointer(&val), keys, cowmap.Refs{})
		}},
		"entry": {ofMap: func(m rc.Triple, k unsafe.Pointer) rc.Triple {
			return cowmap.Entry(m, k, unsafe.Pointer(&val), keys, cowmap.Refs{}, &slot)
		}},
		"take": {ofMap: func(m rc.Triple, k unsafe.Pointer) rc.Triple {
			return cowmap.Take(m, k, unsafe.Pointer(&val), &isNew, keys, cowmap.Refs{})
		}},
	} {
		for _, present := range []bool{false, true} {
			for _, shared := range []bool{false, true} {
				for _, full := range []bool{false, true} {
					slots := int64(2 * n)
					if full {
						slots = n
					}
					m := cowmap.Unshare(rc.Triple{}, slots, keys, cowmap.Refs{})
					s := cowset.Unshare(rc.Triple{}, slots, elem, member)
					for i := int64(0); i < n || full && i < m.Cap; i++ {
						k := key{uint64(i)}
						m = cowmap.Insert(m, unsafe.Pointer(&k), unsafe.Pointer(&val), keys, cowmap.Refs{})
						s = cowset.Insert(s, unsafe.Pointer(&k), elem, member)
					}
					k := missing
					if present {
						k = key{n / 2}
					}
					once := func(of string, run func(rc.Triple, unsafe.Pointer) rc.Triple, table rc.Triple, drop func(rc.Triple)) {
						if run != nil {
							if shared {
								rc.ListInc(table)
								defer drop(table)
							}
							calls = 0
							table = run(table, unsafe.Pointer(&k))
							if calls != 1 {
								t.Errorf("%s of a %s, present %v, shared %v, full %v: hash is called %d times", name, of, present, shared, full, calls)
							}
						}
						drop(table)
					}
					once("map", op.ofMap, m, func(m rc.Triple) { cowmap.BufferDec(m, keys, cowmap.Refs{}) })
					once("set", op.ofSet, s, func(s rc.Triple) { rc.BufferDec(s, elem) })
				}
			}
		}
	}
}
