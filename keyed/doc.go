// Package keyed holds what maps and sets have in common: packed keys, packed
// values behind them, and behind those a hash index. A set is a map whose
// values have no bytes.
//
//	data                data + cap*key_size data + cap*(key_size+val_size), rounded up to 8
//	┌────┬────┬───┬──┬──┬────┬────┬───┬──┬──┬───────────────┬──────────────┐
//	│ k0 │ k1 │ … │  │  │ v0 │ v1 │ … │  │  │ slots         │ hashes       │
//	└────┴────┴───┴──┴──┴────┴────┴───┴──┴──┴───────────────┴──────────────┘
//	 └─ cap × key_size ┘ └─ cap × val_size ┘ 2cap × 4 bytes  cap × 4 bytes
//	                                        └ the index, if the header has the bit ┘
//
// Keys and values stay in insertion order and without gaps, so that generated
// code iterates over them as over two arrays and never sees the index.
//
// # The index
//
// Linear probing over 2·cap slots of 32 bits, never more than half full; cap is a
// power of two. A lookup touches one cache line of slots, and then the key.
//
//	31  30          log2 cap           0
//	┌───┬───────────────┬───────────────┐
//	│ - │ tag           │ position      │     negative: vacant
//	└───┴───────────────┴───────────────┘
//
// The upper bits of a hash number the slot where its search begins, its home; those
// below them are its tag.
//
//	hash   │ home: log2 cap + 1 bits │ tag │
//
// A comparison that has been inlined and is one of numbers is made with whatever
// stands in the slot; any other only where the tag says that it is worth it.
//
// From 2¹⁴ entries on the index is larger than the near caches, and a branch that is
// guessed wrong waits for the slot, or the key, that it depends on. There the home is the
// first of four slots, and all four are looked at in one vector before any branch.
//
// The hash of each entry is kept whole, in the order of the entries. So growing,
// copying and removing, and the algebra of two sets, never call hash, and never
// eq but to compare a key with one of equal hash.
//
// A buffer of at most LinearMax slots, or made without a hash callback, has no
// index: its keys are scanned.
//
// # Removal
//
// Keeping insertion order without gaps means that removing from the middle
// moves everything behind it: memmove for keys, values and hashes, and one pass
// over the slots that lowers the positions, all at memory speed and without a
// callback. Removing one of the newest entries costs only what stands behind it.
//
// Where no order is promised the last entry fills the hole, in constant time.
package keyed
