// Package keyed holds what maps and sets have in common: packed keys, packed
// values behind them, and behind those a hash index. A set is a map whose
// values have no bytes.
//
//	data                data + cap*ks          data + cap*(ks+vs), rounded up to 8
//	┌────┬────┬───┬──┬──┬────┬────┬───┬──┬──┬─────────────────────────────┐
//	│ k0 │ k1 │ … │  │  │ v0 │ v1 │ … │  │  │ index: Slots(cap) × 8 bytes  │
//	└────┴────┴───┴──┴──┴────┴────┴───┴──┴──┴─────────────────────────────┘
//	 └── cap × ks ─────┘ └── cap × vs ─────┘  only if the header's index bit is set
//
// Keys and values stay in insertion order and without gaps, so that generated
// code iterates over them as over two arrays and never sees the index.
//
// # The index
//
// Linear probing over slots of eight bytes; a lookup touches one cache line of
// them, and then the key.
//
//	63            32 31             0
//	┌───────────────┬───────────────┐
//	│ hash          │ position + 1  │     0: empty
//	└───────────────┴───────────────┘
//
// The hash is kept whole, so that growing, copying and removing rebuild or
// repair the index without calling hash or eq again, and its home slot is
// hash*slots/2³²: in index order the hashes ascend (but for probing), so that a
// rebuild into a larger index writes from front to back.
//
// A buffer of at most LinearMax slots, or made without a hash callback, has no
// index: its keys are scanned, which is faster there.
//
// # Removal
//
// Keeping insertion order without gaps means that removing from the middle
// moves everything behind it: memmove for keys and values, and one pass over
// the index that lowers the positions (both at memory speed, without a
// callback). Removing the newest entry is O(1).
package keyed
