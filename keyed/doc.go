// Package keyed holds what maps and sets have in common: packed keys, packed
// values behind them, and behind those a hash index. A set is a map whose
// values have no bytes.
//
//	data                       data + cap*key_size        + cap*val_size, rounded up
//	┌────┬────┬───┬──┬──┬────┬────┬───┬──┬──┬──────────────────┬─────────────┐
//	│ k0 │ k1 │ … │  │  │ v0 │ v1 │ … │  │  │ slots            │ hashes      │
//	└────┴────┴───┴──┴──┴────┴────┴───┴──┴──┴──────────────────┴─────────────┘
//	                                        └ the index, if the header has the bit ┘
//
// Keys and values stay in insertion order and without gaps, so that generated
// code iterates over them as over two arrays and never sees the index.
//
// # The index
//
// A slot holds the position of an entry and, where there is room, a tag: a few bits of
// the entry's hash. The width of a slot follows the capacity:
//
//	slots, to base 2    width       capacities          looked at together
//	up to 12            2 bytes     2ᵏ and ⅝·2ᵏ⁺¹       1
//	up to 30            4 bytes     2ᵏ and ¹³⁄₁₆·2ᵏ⁺¹   16, a cache line
//	above               8 bytes     2ᵏ and ¹³⁄₁₆·2ᵏ⁺¹   8, a cache line
//
//	narrow   15            log             0
//	         ┌───┬─────────┬───────────────┐
//	         │ - │ tag     │ position      │     negative: vacant
//	         └───┴─────────┴───────────────┘
//	wide     31  30        log             0
//	         ┌───┬───┬─────┬───────────────┐
//	         │ - │ d │ tag │ position      │     d: displaced, not in its home group
//	         └───┴───┴─────┴───────────────┘
//
// The upper log bits of a hash number the slot where its search begins; those below them
// are its tag. A search goes from group to group, and ends with one that has a vacant
// slot. A key that is compared inline and is a number is compared with whatever stands in
// a narrow slot; others, and in groups all, only where the tag says that it is worth it.
//
// Growing from 2ᵏ to the capacity above it leaves the slots as they are. The hash is
// computed again wherever it is needed, but of keys of more than 8 bytes the upper half
// is kept, in the order of the entries: hashing may be expensive.
//
// A buffer of at most LinearMax slots, or made without a hash callback, has no
// index: its keys are scanned.
//
// # The hash
//
// Mix makes it of what the callback returns, with keys of the process (runtime/seed.go),
// so that nobody who chooses the keys of a table can choose where they go. A callback
// that itself gives many keys one hash cannot be cured.
//
// # Removal
//
// Keeping insertion order without gaps means that removing from the middle
// moves everything behind it: memmove for keys, values and hashes, and one pass
// over the slots that lowers the positions, all at memory speed. Removing one of the
// newest entries costs only what stands behind it.
//
// Where no order is promised the last entry fills the hole, in constant time.
package keyed
