package contract

import "math/bits"

// A load is what a call is given, in elements or entries.
type load struct {
	n1, n2 int64 // of the operands; n2 also of what is passed in a row
	at     int64 // the position that is passed, or that the passed key has; n1 if it has none
	scan   int64 // what one lookup in operand 1 takes: 1, or n1 without a hash
	rest   int64 // of the result
}

// A cost is what a call may take, up to a constant factor, in elements read or written.
// Calls in a row may take as much in the mean, and the elements there are at first once:
// growth is amortised.
type cost struct {
	says string
	of   func(load) int64
}

var (
	constant = cost{"constant", func(load) int64 { return 1 }}
	lookup   = cost{"one lookup", func(l load) int64 { return l.scan }}
	halving  = cost{"the logarithm of the length", func(l load) int64 { return log(l.n1) }}
	linear   = cost{"the length", func(l load) int64 { return 1 + l.n1 }}
	behind   = cost{"what is behind the position", func(l load) int64 { return 1 + max(l.n1-l.at, 0) }}
	nearer   = cost{"the shorter side of the position; of a short list the one behind", func(l load) int64 { return 1 + min(max(l.n1-l.at, 0), l.at+few) }}
	closing  = cost{"one lookup and what is behind the position", func(l load) int64 { return l.scan + max(l.n1-l.at, 0) }}
	passed   = cost{"what is passed", func(l load) int64 { return 1 + l.n2 }}
	entered  = cost{"one lookup for each that is passed", func(l load) int64 { return 1 + l.n2*l.scan }}
	inserted = cost{"what is passed and is behind the position", func(l load) int64 { return 1 + l.n2 + max(l.n1-l.at, 0) }}
	sorted   = cost{"the length times its logarithm", func(l load) int64 { return (1 + l.n1) * log(l.n1) }}
	shorter  = cost{"the shorter operand", func(l load) int64 { return 1 + min(l.n1, l.n2)*l.scan }}
	second   = cost{"operand 2", func(l load) int64 { return 1 + l.n2*l.scan }}
	// Where something goes, what stays closes up.
	sieved    = cost{"the smaller operand; the larger where something goes", func(l load) int64 { return sieve(l, min(l.n1, l.n2), l.rest != l.n1) }}
	exchanged = cost{"operand 2; both where something goes", func(l load) int64 { return sieve(l, l.n2, l.rest != l.n1+l.n2) }}
)

// few is the length up to which a list does not give up slots in front.
const few = 32

func log(n int64) int64 { return 1 + int64(bits.Len64(uint64(n))) }

func sieve(l load, looked int64, goes bool) int64 {
	total := 1 + looked*l.scan
	if goes {
		total += l.n1
	}
	return total
}

// costs has a row for each function of a list, map or set.
var costs = map[string]cost{
	"ori_list_binary_search":      halving,
	"ori_list_clear_cow":          constant, // of plain data; otherwise each element is released
	"ori_list_compare":            shorter,
	"ori_list_concat_cow":         second,
	"ori_list_eq":                 shorter,
	"ori_list_extend_cow":         passed,
	"ori_list_fill_cow":           linear,
	"ori_list_find":               linear,
	"ori_list_find_by":            linear,
	"ori_list_hash":               linear,
	"ori_list_insert_cow":         behind,
	"ori_list_materialize_slice":  constant, // of a list that is unique
	"ori_list_pop_cow":            constant,
	"ori_list_push_cow":           constant,
	"ori_list_rc_inc":             constant,
	"ori_list_remove_cow":         nearer,
	"ori_list_repeat":             passed,
	"ori_list_retain_cow":         linear,
	"ori_list_reverse_cow":        linear,
	"ori_list_set_cow":            constant,
	"ori_list_shrink_cow":         linear,
	"ori_list_slice":              constant,
	"ori_list_slice_drop":         constant,
	"ori_list_slice_take":         constant,
	"ori_list_sort_by_cow":        sorted,
	"ori_list_sort_cow":           sorted,
	"ori_list_sort_stable_by_cow": sorted,
	"ori_list_sort_stable_cow":    sorted,
	"ori_list_splice_cow":         inserted,
	"ori_list_swap_cow":           constant,
	"ori_list_swap_remove_cow":    constant,
	"ori_list_take_cow":           nearer,
	"ori_list_truncate_cow":       constant,
	"ori_list_unshare_cow":        constant,

	"ori_map_buffer_rc_dec":      constant,
	"ori_map_clear_cow":          constant,
	"ori_map_contains":           lookup,
	"ori_map_entry_cow":          lookup,
	"ori_map_eq":                 shorter,
	"ori_map_from_entries":       entered,
	"ori_map_get":                lookup,
	"ori_map_hash":               linear,
	"ori_map_insert_cow":         lookup,
	"ori_map_insert_was_new_cow": lookup,
	"ori_map_keys":               linear,
	"ori_map_merge_cow":          second,
	"ori_map_remove_cow":         closing,
	"ori_map_retain_cow":         linear,
	"ori_map_shrink_cow":         linear,
	"ori_map_swap_remove_cow":    lookup,
	"ori_map_take_cow":           closing,
	"ori_map_unshare_cow":        constant,
	"ori_map_update_cow":         lookup,
	"ori_map_values":             linear,

	"ori_set_clear_cow":                constant,
	"ori_set_contains":                 lookup,
	"ori_set_difference_cow":           sieved,
	"ori_set_eq":                       shorter,
	"ori_set_from_elems":               entered,
	"ori_set_get":                      lookup,
	"ori_set_hash":                     linear,
	"ori_set_insert_cow":               lookup,
	"ori_set_insert_was_new_cow":       lookup,
	"ori_set_intersection_cow":         sieved,
	"ori_set_is_disjoint":              shorter,
	"ori_set_is_subset":                shorter,
	"ori_set_remove_cow":               closing,
	"ori_set_retain_cow":               linear,
	"ori_set_shrink_cow":               linear,
	"ori_set_swap_remove_cow":          lookup,
	"ori_set_symmetric_difference_cow": exchanged,
	"ori_set_to_list":                  constant,
	"ori_set_union_cow":                second,
	"ori_set_unshare_cow":              constant,
}
