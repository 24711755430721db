package contract

import (
	"fmt"
	"slices"

	"libori.org/rt/abi"
)

// A Row is one call of a function, and what comes out.
type Row struct {
	Name   string
	A, B   []int64          // elements or keys of the operands; the value of key k is valueOf(k)
	Elem   int64            // elem, needle, key, and the first element of src
	Val    int64            // val, default_val
	Ints   map[string]int64 // the other numbers
	Want   []int64          // elements or keys of the result
	Vals   map[int64]int64  // Want's values that are not valueOf(key)
	Result int64            // what a function without out returns: a number, a truth value, a found value (-1: NULL)
	Moved  int64            // what elem_out receives
	Mod    int64            // of the number in ctx: keep keeps what is no multiple
	Told   bool             // what is said to have been new, or found
	Of     abi.Of           // what the elements of the result are, if they are not keys
}

func (r *Row) String() string {
	s := fmt.Sprintf("%s %v", r.Name, short(r.A))
	if r.B != nil {
		s += fmt.Sprintf(" %v", short(r.B))
	}
	if r.Elem != 0 {
		s += fmt.Sprintf(" elem %d", r.Elem)
	}
	if len(r.Ints) > 0 {
		s += fmt.Sprintf(" %v", r.Ints)
	}
	return s
}

func short(values []int64) string {
	if len(values) > 6 {
		return fmt.Sprintf("[%d ... %d]", values[0], values[len(values)-1])
	}
	return fmt.Sprint(values)
}

// Export returns the row's function.
func (r *Row) Export() *abi.Export { return export(r.Name) }

// export returns the function of a name, which a row may not mistype.
func export(name string) *abi.Export {
	for i := range abi.Exports {
		if abi.Exports[i].Name == name {
			return &abi.Exports[i]
		}
	}
	panic("contract: there is no function " + name)
}

func valueOf(key int64) int64 { return (key + 100) % 251 }

func ints(pairs ...any) map[string]int64 {
	m := map[string]int64{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = int64(pairs[i+1].(int))
	}
	return m
}

func upTo(n int64) (values []int64) {
	for v := int64(1); v <= n; v++ {
		values = append(values, v)
	}
	return values
}

func list(values ...int64) []int64 { return values }

func reversed(values []int64) []int64 {
	values = slices.Clone(values)
	slices.Reverse(values)
	return values
}

var (
	five   = list(10, 20, 30, 40, 50)
	mixed  = list(30, 10, 50, 20, 40)
	many   = upTo(40) // enough for a hash index
	others = append(upTo(40)[20:], 61, 62, 63)
	none   = []int64{}
)

// Rows returns a row or more for every function of the C ABI that takes an
// object; TextRows has those on strings.
func Rows() []Row {
	return slices.Concat(objectRows(), listRows(), mapRows(), setRows(), wholeRows())
}

func objectRows() []Row {
	one := list(7)
	return []Row{
		{Name: "ori_rc_inc", A: one},
		{Name: "ori_rc_dec", A: one},
		{Name: "ori_rc_is_unique", A: one},
		{Name: "ori_rc_is_unique_or_null", A: one},
		{Name: "ori_rc_count", A: one},
		{Name: "ori_rc_data_size", A: one},
		{Name: "ori_rc_realloc", A: one, Want: one},
		{Name: "ori_box_unshare", A: one, Want: one},
		{Name: "ori_list_rc_inc", A: five},
		{Name: "ori_list_rc_inc", A: none},
		{Name: "ori_buffer_rc_dec", A: five},
		{Name: "ori_buffer_rc_dec", A: none},
		{Name: "ori_map_buffer_rc_dec", A: five},
		{Name: "ori_map_buffer_rc_dec", A: many},
		{Name: "ori_map_buffer_rc_dec", A: none},
	}
}

func listRows() []Row {
	rows := []Row{
		{Name: "ori_list_push_cow", A: five, Elem: 9, Want: append(slices.Clone(five), 9)},
		{Name: "ori_list_push_cow", A: none, Elem: 9, Want: list(9)},
		{Name: "ori_list_extend_cow", A: five, Elem: 5, Ints: ints("n", 3), Want: append(slices.Clone(five), 5, 6, 7)},
		{Name: "ori_list_extend_cow", A: none, Elem: 5, Ints: ints("n", 2), Want: list(5, 6)},
		{Name: "ori_list_extend_cow", A: five, Elem: 5, Ints: ints("n", 0), Want: five},
		{Name: "ori_list_pop_cow", A: five, Want: five[:4]},
		{Name: "ori_list_pop_cow", A: five[:1], Want: none},
		{Name: "ori_list_pop_cow", A: none, Want: none},
		{Name: "ori_list_truncate_cow", A: five, Ints: ints("new_len", 2), Want: five[:2]},
		{Name: "ori_list_truncate_cow", A: five, Ints: ints("new_len", 0), Want: none},
		{Name: "ori_list_truncate_cow", A: five, Ints: ints("new_len", 5), Want: five},
		{Name: "ori_list_remove_cow", A: five, Ints: ints("index", 1), Want: list(10, 30, 40, 50)},
		{Name: "ori_list_remove_cow", A: five[:1], Ints: ints("index", 0), Want: none},
		{Name: "ori_list_take_cow", A: five, Ints: ints("index", 3), Want: list(10, 20, 30, 50), Moved: 40},
		{Name: "ori_list_take_cow", A: five[:1], Ints: ints("index", 0), Want: none, Moved: 10},
		{Name: "ori_list_repeat", Elem: 7, Ints: ints("n", 3), Want: list(7, 7, 7)},
		{Name: "ori_list_repeat", Elem: 7, Ints: ints("n", 0), Want: none},
		{Name: "ori_list_fill_cow", A: five, Elem: 9, Want: list(9, 9, 9, 9, 9)},
		{Name: "ori_list_fill_cow", A: none, Elem: 9, Want: none},
		{Name: "ori_list_take_cow", A: five, Ints: ints("index", 4), Want: five[:4], Moved: 50},
		{Name: "ori_list_set_cow", A: five, Ints: ints("index", 2), Elem: 9, Want: list(10, 20, 9, 40, 50)},
		{Name: "ori_list_unshare_cow", A: five, Ints: ints("min_cap", 0), Want: five},
		{Name: "ori_list_unshare_cow", A: five, Ints: ints("min_cap", -1<<63), Want: five},
		{Name: "ori_list_unshare_cow", A: five, Ints: ints("min_cap", 20), Want: five},
		{Name: "ori_list_unshare_cow", A: none, Ints: ints("min_cap", 20), Want: none},
		{Name: "ori_list_insert_cow", A: five, Ints: ints("index", 1), Elem: 9, Want: list(10, 9, 20, 30, 40, 50)},
		{Name: "ori_list_insert_cow", A: none, Ints: ints("index", 0), Elem: 9, Want: list(9)},
		{Name: "ori_list_concat_cow", A: five, B: mixed, Want: slices.Concat(five, mixed)},
		{Name: "ori_list_concat_cow", A: five, B: none, Want: five},
		{Name: "ori_list_concat_cow", A: none, B: mixed, Want: mixed},
		{Name: "ori_list_reverse_cow", A: five, Want: reversed(five)},
		{Name: "ori_list_reverse_cow", A: upTo(21), Want: reversed(upTo(21))},
		{Name: "ori_list_reverse_cow", A: five[:1], Want: five[:1]},
		{Name: "ori_list_slice", A: five, Ints: ints("start", 1, "end", 4), Want: five[1:4]},
		{Name: "ori_list_slice", A: five, Ints: ints("start", -3, "end", 99), Want: five},
		{Name: "ori_list_slice", A: five, Ints: ints("start", 3, "end", 2), Want: none},
		{Name: "ori_list_slice_take", A: five, Ints: ints("n", 2), Want: five[:2]},
		{Name: "ori_list_slice_take", A: five, Ints: ints("n", -2), Want: none},
		{Name: "ori_list_slice_drop", A: five, Ints: ints("n", 2), Want: five[2:]},
		{Name: "ori_list_slice_drop", A: five, Ints: ints("n", 7), Want: none},
		{Name: "ori_list_materialize_slice", A: five, Want: five},
		{Name: "ori_list_materialize_slice", A: none, Want: none},
		{Name: "ori_list_eq", A: five, B: five, Result: 1},
		{Name: "ori_list_eq", A: five, B: mixed, Result: 0},
		{Name: "ori_list_eq", A: five, B: none, Result: 0},
		{Name: "ori_list_find", A: five, Elem: 30, Result: 2},
		{Name: "ori_list_find", A: five, Elem: 31, Result: -1},
	}
	for _, sort := range []string{"ori_list_sort_cow", "ori_list_sort_stable_cow"} {
		rows = append(rows,
			Row{Name: sort, A: mixed, Want: five},
			Row{Name: sort, A: reversed(upTo(200)), Want: upTo(200)},
			Row{Name: sort, A: five[:1], Want: five[:1]},
			Row{Name: sort, A: none, Want: none})
	}
	return rows
}

// filled returns v with its last element in place of the one at i.
func filled(v []int64, i int64) []int64 {
	end := int64(len(v)) - 1
	w := slices.Clone(v[:end])
	if i < end {
		w[i] = v[end]
	}
	return w
}

func mapRows() (rows []Row) {
	for _, keys := range [][]int64{five, many} {
		n := int64(len(keys))
		old, last := keys[2], keys[n-1]
		without := slices.Concat(keys[:2], keys[3:])
		rows = append(rows,
			Row{Name: "ori_map_insert_cow", A: keys, Elem: 99, Val: 8, Want: append(slices.Clone(keys), 99), Vals: map[int64]int64{99: 8}},
			Row{Name: "ori_map_insert_cow", A: keys, Elem: old, Val: 8, Want: keys, Vals: map[int64]int64{old: 8}},
			Row{Name: "ori_map_update_cow", A: keys, Elem: old, Val: 8, Want: keys, Vals: map[int64]int64{old: 8}},
			Row{Name: "ori_map_update_cow", A: keys, Elem: 99, Val: 8, Want: keys},
			Row{Name: "ori_map_remove_cow", A: keys, Elem: old, Want: without},
			Row{Name: "ori_map_remove_cow", A: keys, Elem: last, Want: keys[:n-1]},
			Row{Name: "ori_map_remove_cow", A: keys, Elem: 99, Want: keys},
			Row{Name: "ori_map_swap_remove_cow", A: keys, Elem: old, Want: filled(keys, 2)},
			Row{Name: "ori_map_swap_remove_cow", A: keys, Elem: keys[n-2], Want: filled(keys, n-2)},
			Row{Name: "ori_map_swap_remove_cow", A: keys, Elem: last, Want: keys[:n-1]},
			Row{Name: "ori_map_swap_remove_cow", A: keys, Elem: 99, Want: keys},
			Row{Name: "ori_map_entry_cow", A: keys, Elem: old, Val: 8, Want: keys, Result: valueOf(old)},
			Row{Name: "ori_map_entry_cow", A: keys, Elem: 99, Val: 8, Want: append(slices.Clone(keys), 99), Vals: map[int64]int64{99: 8}, Result: 8},
			Row{Name: "ori_map_unshare_cow", A: keys, Ints: ints("min_cap", 0), Want: keys},
			Row{Name: "ori_map_unshare_cow", A: keys, Ints: ints("min_cap", 70), Want: keys},
			Row{Name: "ori_map_get", A: keys, Elem: old, Result: valueOf(old)},
			Row{Name: "ori_map_get", A: keys, Elem: 99, Result: -1},
			Row{Name: "ori_map_contains", A: keys, Elem: old, Result: 1},
			Row{Name: "ori_map_contains", A: keys, Elem: 99, Result: 0},
			Row{Name: "ori_map_keys", A: keys, Want: keys},
			Row{Name: "ori_map_values", A: keys, Want: keys, Of: abi.Vals},
			Row{Name: "ori_map_eq", A: keys, B: reversed(keys), Result: 1},
			Row{Name: "ori_map_eq", A: keys, B: without, Result: 0},
			Row{Name: "ori_map_merge_cow", A: keys, B: none, Want: keys},
		)
	}
	return append(rows,
		Row{Name: "ori_map_insert_cow", A: none, Elem: 99, Val: 8, Want: list(99), Vals: map[int64]int64{99: 8}},
		Row{Name: "ori_map_entry_cow", A: none, Elem: 99, Val: 8, Want: list(99), Vals: map[int64]int64{99: 8}, Result: 8},
		Row{Name: "ori_map_remove_cow", A: five[:1], Elem: 10, Want: none},
		Row{Name: "ori_map_remove_cow", A: none, Elem: 10, Want: none},
		Row{Name: "ori_map_swap_remove_cow", A: five[:1], Elem: 10, Want: none},
		Row{Name: "ori_map_swap_remove_cow", A: none, Elem: 10, Want: none},
		Row{Name: "ori_map_keys", A: none, Want: none},
		Row{Name: "ori_map_values", A: none, Want: none, Of: abi.Vals},
		Row{Name: "ori_map_merge_cow", A: five, B: list(50, 60, 10, 70), Want: list(10, 20, 30, 40, 50, 60, 70)},
		Row{Name: "ori_map_merge_cow", A: many, B: others, Want: append(upTo(40), 61, 62, 63)},
		Row{Name: "ori_map_merge_cow", A: five, B: five, Want: five},
		Row{Name: "ori_map_merge_cow", A: none, B: five, Want: five},
	)
}

func setRows() (rows []Row) {
	for _, s := range [][]int64{five, many} {
		n := int64(len(s))
		old, without := s[2], slices.Concat(s[:2], s[3:])
		rows = append(rows,
			Row{Name: "ori_set_insert_cow", A: s, Elem: 99, Want: append(slices.Clone(s), 99)},
			Row{Name: "ori_set_insert_cow", A: s, Elem: old, Want: s},
			Row{Name: "ori_set_remove_cow", A: s, Elem: old, Want: without},
			Row{Name: "ori_set_remove_cow", A: s, Elem: s[n-1], Want: s[:n-1]},
			Row{Name: "ori_set_remove_cow", A: s, Elem: 99, Want: s},
			Row{Name: "ori_set_swap_remove_cow", A: s, Elem: old, Want: filled(s, 2)},
			Row{Name: "ori_set_swap_remove_cow", A: s, Elem: s[n-2], Want: filled(s, n-2)},
			Row{Name: "ori_set_swap_remove_cow", A: s, Elem: s[n-1], Want: s[:n-1]},
			Row{Name: "ori_set_swap_remove_cow", A: s, Elem: 99, Want: s},
			Row{Name: "ori_set_contains", A: s, Elem: old, Result: 1},
			Row{Name: "ori_set_contains", A: s, Elem: 99, Result: 0},
			Row{Name: "ori_set_is_subset", A: without, B: s, Result: 1},
			Row{Name: "ori_set_is_subset", A: s, B: without, Result: 0},
			Row{Name: "ori_set_eq", A: s, B: reversed(s), Result: 1},
			Row{Name: "ori_set_eq", A: s, B: without, Result: 0},
			Row{Name: "ori_set_to_list", A: s, Want: s},
			Row{Name: "ori_set_union_cow", A: s, B: append(slices.Clone(without), 98, 99), Want: append(slices.Clone(s), 98, 99)},
			Row{Name: "ori_set_union_cow", A: s, B: without, Want: s},
			Row{Name: "ori_set_union_cow", A: s, B: none, Want: s},
			Row{Name: "ori_set_intersection_cow", A: s, B: append(slices.Clone(without), 98), Want: without},
			Row{Name: "ori_set_intersection_cow", A: s, B: reversed(s), Want: s},
			Row{Name: "ori_set_intersection_cow", A: s, B: list(99), Want: none},
			Row{Name: "ori_set_difference_cow", A: s, B: list(98, old), Want: without},
			Row{Name: "ori_set_difference_cow", A: s, B: s, Want: none},
			Row{Name: "ori_set_difference_cow", A: s, B: list(98), Want: s},
			Row{Name: "ori_set_symmetric_difference_cow", A: s, B: list(98, old, 99), Want: append(slices.Clone(without), 98, 99)},
			Row{Name: "ori_set_symmetric_difference_cow", A: s, B: s, Want: none},
			Row{Name: "ori_set_symmetric_difference_cow", A: s, B: none, Want: s},
		)
	}
	return append(rows,
		Row{Name: "ori_set_insert_cow", A: none, Elem: 99, Want: list(99)},
		Row{Name: "ori_set_remove_cow", A: five[:1], Elem: 10, Want: none},
		Row{Name: "ori_set_remove_cow", A: none, Elem: 10, Want: none},
		Row{Name: "ori_set_swap_remove_cow", A: five[:1], Elem: 10, Want: none},
		Row{Name: "ori_set_swap_remove_cow", A: none, Elem: 10, Want: none},
		Row{Name: "ori_set_to_list", A: none, Want: none},
		Row{Name: "ori_set_union_cow", A: none, B: five, Want: five},
		Row{Name: "ori_set_union_cow", A: many, B: others, Want: append(upTo(40), 61, 62, 63)},
		Row{Name: "ori_set_symmetric_difference_cow", A: none, B: five, Want: five},
	)
}
