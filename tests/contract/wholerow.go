package contract

import (
	"slices"

	"libori.org/rt/abi/thunk"
)

// noMultiples returns the values that are no multiple of mod.
func noMultiples(values []int64, mod int64) []int64 {
	return slices.DeleteFunc(slices.Clone(values), func(v int64) bool { return v%mod == 0 })
}

// wholeRows are the rows of what changes or builds whole collections, or is given an
// environment.
func wholeRows() []Row {
	rows := []Row{
		{Name: "ori_list_splice_cow", A: five, Elem: 5, Ints: ints("from", 1, "to", 3, "n", 3), Want: list(10, 5, 6, 7, 40, 50)},
		{Name: "ori_list_splice_cow", A: five, Elem: 5, Ints: ints("from", 1, "to", 4, "n", 1), Want: list(10, 5, 50)},
		{Name: "ori_list_splice_cow", A: five, Elem: 5, Ints: ints("from", 2, "to", 2, "n", 2), Want: list(10, 20, 5, 6, 30, 40, 50)},
		{Name: "ori_list_splice_cow", A: five, Elem: 5, Ints: ints("from", 5, "to", 5, "n", 2), Want: list(10, 20, 30, 40, 50, 5, 6)},
		{Name: "ori_list_splice_cow", A: five, Elem: 5, Ints: ints("from", 0, "to", 2, "n", 0), Want: list(30, 40, 50)},
		{Name: "ori_list_splice_cow", A: five, Elem: 5, Ints: ints("from", 0, "to", 5, "n", 0), Want: none},
		{Name: "ori_list_splice_cow", A: none, Elem: 5, Ints: ints("from", 0, "to", 0, "n", 2), Want: list(5, 6)},
		{Name: "ori_list_retain_cow", A: five, Mod: 20, Want: list(10, 30, 50)},
		{Name: "ori_list_retain_cow", A: five, Mod: 10, Want: none},
		{Name: "ori_list_retain_cow", A: five[:1], Mod: 10, Want: none},
		{Name: "ori_list_retain_cow", A: five, Mod: 99, Want: five},
		{Name: "ori_list_retain_cow", A: none, Mod: 2, Want: none},
		{Name: "ori_list_find_by", A: list(20, 40, 30), Mod: 20, Result: 2},
		{Name: "ori_list_find_by", A: five, Mod: 10, Result: -1},
		{Name: "ori_list_swap_cow", A: five, Ints: ints("i", 1, "j", 4), Want: list(10, 50, 30, 40, 20)},
		{Name: "ori_list_swap_cow", A: five, Ints: ints("i", 3, "j", 3), Want: five},
		{Name: "ori_list_swap_remove_cow", A: five, Ints: ints("index", 1), Want: list(10, 50, 30, 40)},
		{Name: "ori_list_swap_remove_cow", A: five, Ints: ints("index", 3), Want: list(10, 20, 30, 50)},
		{Name: "ori_list_swap_remove_cow", A: five, Ints: ints("index", 4), Want: five[:4]},
		{Name: "ori_list_swap_remove_cow", A: five[:1], Ints: ints("index", 0), Want: none},
		{Name: "ori_list_binary_search", A: five, Elem: 40, Result: 3},
		{Name: "ori_list_binary_search", A: list(10, 20, 20, 20, 30), Elem: 20, Result: 1},
		{Name: "ori_list_binary_search", A: five, Elem: 35, Result: -4},
		{Name: "ori_list_binary_search", A: five, Elem: 60, Result: -6},
		{Name: "ori_list_binary_search", A: none, Elem: 60, Result: -1},
		{Name: "ori_list_compare", A: five, B: five, Result: 0},
		{Name: "ori_list_compare", A: five, B: mixed, Result: -1},
		{Name: "ori_list_compare", A: five, B: five[:3], Result: 1},
		{Name: "ori_list_compare", A: none, B: five, Result: -1},
		{Name: "ori_list_hash", A: five},
		{Name: "ori_list_clear_cow", A: five, Want: none},
		{Name: "ori_list_clear_cow", A: none, Want: none},
		{Name: "ori_list_shrink_cow", A: five, Want: five},
		{Name: "ori_list_shrink_cow", A: none, Want: none},
		{Name: "ori_list_sort_by_cow", A: mixed, Mod: 1, Want: five},
		{Name: "ori_list_sort_by_cow", A: five, Mod: 1, Want: five},
		{Name: "ori_list_sort_stable_by_cow", A: reversed(upTo(200)), Mod: 1, Want: upTo(200)},
		{Name: "ori_list_sort_stable_by_cow", A: mixed, Mod: 1, Want: five},
		{Name: "ori_map_from_entries", Elem: 5, Ints: ints("n", 3), Want: list(5, 6, 7)},
		{Name: "ori_map_from_entries", Elem: 5, Ints: ints("n", 0), Want: none},
		{Name: "ori_set_from_elems", Elem: 5, Ints: ints("n", 4), Want: list(5, 6, 7, 8)},
		{Name: "ori_set_from_elems", Elem: 5, Ints: ints("n", 0), Want: none},
		{Name: "ori_map_take_cow", A: five[:1], Elem: 10, Want: none, Moved: valueOf(10), Told: true},
		{Name: "ori_map_clear_cow", A: none, Want: none},
		{Name: "ori_set_clear_cow", A: none, Want: none},
		{Name: "ori_map_shrink_cow", A: none, Want: none},
		{Name: "ori_set_shrink_cow", A: none, Want: none},
	}
	for _, keys := range [][]int64{five, many} {
		n := int64(len(keys))
		old, without := keys[2], slices.Concat(keys[:2], keys[3:])
		mod := keys[1]
		rows = append(rows,
			Row{Name: "ori_map_retain_cow", A: keys, Mod: mod, Want: noMultiples(keys, mod)},
			Row{Name: "ori_map_retain_cow", A: keys, Mod: 1, Want: none},
			Row{Name: "ori_map_retain_cow", A: keys, Mod: 99, Want: keys},
			Row{Name: "ori_map_take_cow", A: keys, Elem: old, Want: without, Moved: valueOf(old), Told: true},
			Row{Name: "ori_map_take_cow", A: keys, Elem: keys[n-1], Want: keys[:n-1], Moved: valueOf(keys[n-1]), Told: true},
			Row{Name: "ori_map_take_cow", A: keys, Elem: 99, Want: keys},
			Row{Name: "ori_map_insert_was_new_cow", A: keys, Elem: 99, Val: 8, Want: append(slices.Clone(keys), 99), Vals: map[int64]int64{99: 8}, Told: true},
			Row{Name: "ori_map_insert_was_new_cow", A: keys, Elem: old, Val: 8, Want: keys, Vals: map[int64]int64{old: 8}},
			Row{Name: "ori_map_clear_cow", A: keys, Want: none},
			Row{Name: "ori_map_shrink_cow", A: keys, Want: keys},
			Row{Name: "ori_map_hash", A: keys},
			Row{Name: "ori_set_retain_cow", A: keys, Mod: mod, Want: noMultiples(keys, mod)},
			Row{Name: "ori_set_retain_cow", A: keys, Mod: 1, Want: none},
			Row{Name: "ori_set_retain_cow", A: keys, Mod: 99, Want: keys},
			Row{Name: "ori_set_insert_was_new_cow", A: keys, Elem: 99, Want: append(slices.Clone(keys), 99), Told: true},
			Row{Name: "ori_set_insert_was_new_cow", A: keys, Elem: old, Want: keys},
			Row{Name: "ori_set_get", A: keys, Elem: old, Result: old},
			Row{Name: "ori_set_get", A: keys, Elem: 99, Result: -1},
			Row{Name: "ori_set_unshare_cow", A: keys, Ints: ints("min_cap", 0), Want: keys},
			Row{Name: "ori_set_unshare_cow", A: keys, Ints: ints("min_cap", 70), Want: keys},
			Row{Name: "ori_set_clear_cow", A: keys, Want: none},
			Row{Name: "ori_set_shrink_cow", A: keys, Want: keys},
			Row{Name: "ori_set_is_disjoint", A: keys, B: list(98, old), Result: 0},
			Row{Name: "ori_set_is_disjoint", A: keys, B: list(98, 99), Result: 1},
			Row{Name: "ori_set_is_disjoint", A: keys, B: others, Result: 0},
			Row{Name: "ori_set_hash", A: keys},
		)
	}
	return rows
}

// hashAgain returns the hash of the operand, the entries of a map or set in another
// order, through the Go code.
func (c *call) hashAgain() int64 {
	k, v := c.at.Keys, c.at.Vals
	switch {
	case c.row.isMap():
		t := c.keyed(reversed(c.row.A), int64(len(c.row.A)))
		defer func() { thunk.MapBufferRcDec(t.Data, t.Len, t.Cap, k.Size, v.Size, k.Dec, v.Dec) }()
		return int64(thunk.MapHash(t.Data, t.Len, t.Cap, k.Size, v.Size, k.Hash, v.Hash))
	case c.row.isSet():
		t := c.keyed(reversed(c.row.A), int64(len(c.row.A)))
		defer func() { thunk.BufferRcDec(t.Data, t.Len, t.Cap, k.Size, k.Dec) }()
		return int64(thunk.SetHash(t.Data, t.Len, k.Size, k.Hash))
	}
	t := c.h.List(k, 0, c.row.A...)
	defer func() { thunk.BufferRcDec(t.Data, t.Len, t.Cap, k.Size, k.Dec) }()
	return int64(thunk.ListHash(t.Data, t.Len, k.Size, k.Hash))
}
