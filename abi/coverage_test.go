package abi

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The C ABI, written down a second time: a program compiled against version 1
// depends on each of these names and on the order of the parameters. K stands
// for a map's key and value sizes with the callbacks that compare keys, R for
// those that count.
var version1 = map[string][]string{
	"Reference counts": {
		"ori_rc_alloc(size, align)",
		"ori_rc_realloc(data, old_size, new_size, align)",
		"ori_rc_free(data, size, align)",
		"ori_rc_inc(data)",
		"ori_rc_dec(data, drop)",
		"ori_rc_is_unique(data)",
		"ori_rc_is_unique_or_null(data)",
		"ori_rc_count(data)",
		"ori_rc_data_size(data)",
		"ori_rc_live_count()",
		"ori_box_unshare(data, size, align, inc, dec)",
		"ori_list_rc_inc(data, cap)",
		"ori_buffer_rc_dec(data, len, cap, elem_size, dec)",
	},
	"Lists": {
		"ori_list_push_cow(data, len, cap, elem, elem_size, elem_align, inc, dec, out)",
		"ori_list_pop_cow(data, len, cap, elem_size, elem_align, inc, dec, out)",
		"ori_list_set_cow(data, len, cap, index, elem, elem_size, elem_align, inc, dec, out)",
		"ori_list_insert_cow(data, len, cap, index, elem, elem_size, elem_align, inc, dec, out)",
		"ori_list_remove_cow(data, len, cap, index, elem_size, elem_align, inc, dec, out)",
		"ori_list_take_cow(data, len, cap, index, elem_out, elem_size, elem_align, inc, dec, out)",
		"ori_list_concat_cow(data1, len1, cap1, data2, len2, cap2, elem_size, elem_align, inc, dec, out)",
		"ori_list_extend_cow(data, len, cap, src, n, elem_size, elem_align, inc, dec, out)",
		"ori_list_fill_cow(data, len, cap, elem, elem_size, elem_align, inc, dec, out)",
		"ori_list_repeat(elem, n, elem_size, elem_align, inc, out)",
		"ori_list_truncate_cow(data, len, cap, new_len, elem_size, elem_align, inc, dec, out)",
		"ori_list_reverse_cow(data, len, cap, elem_size, elem_align, inc, dec, out)",
		"ori_list_unshare_cow(data, len, cap, min_cap, elem_size, elem_align, inc, dec, out)",
		"ori_list_slice(data, len, cap, start, end, elem_size, out)",
		"ori_list_slice_take(data, len, cap, n, elem_size, out)",
		"ori_list_slice_drop(data, len, cap, n, elem_size, out)",
		"ori_list_materialize_slice(data, len, cap, elem_size, elem_align, inc, dec, out)",
		"ori_list_eq(data1, len1, data2, len2, elem_size, eq)",
		"ori_list_find(data, len, needle, elem_size, eq)",
	},
	"Sorts": {
		"ori_list_sort_cow(data, len, cap, elem_size, elem_align, cmp, inc, dec, out)",
		"ori_list_sort_stable_cow(data, len, cap, elem_size, elem_align, cmp, inc, dec, out)",
	},
	"Maps": {
		"ori_map_insert_cow(data, len, cap, key, val, K, R, out)",
		"ori_map_update_cow(data, len, cap, key, val, K, R, out)",
		"ori_map_remove_cow(data, len, cap, key, K, R, out)",
		"ori_map_swap_remove_cow(data, len, cap, key, K, R, out)",
		"ori_map_entry_cow(data, len, cap, key, default_val, K, R, out, val_slot)",
		"ori_map_unshare_cow(data, len, cap, min_cap, K, R, out)",
		"ori_map_merge_cow(data1, len1, cap1, data2, len2, cap2, K, R, out)",
		"ori_map_get(data, len, cap, key, K)",
		"ori_map_contains(data, len, cap, key, K)",
		"ori_map_keys(data, len, cap, key_size, val_size, align, inc, out)",
		"ori_map_values(data, len, cap, key_size, val_size, align, inc, out)",
		"ori_map_eq(data1, len1, cap1, data2, len2, cap2, K, val_eq)",
		"ori_map_buffer_rc_dec(data, len, cap, key_size, val_size, key_dec, val_dec)",
	},
	"Sets": {
		"ori_set_insert_cow(data, len, cap, elem, elem_size, elem_align, eq, hash, inc, dec, out)",
		"ori_set_remove_cow(data, len, cap, elem, elem_size, elem_align, eq, hash, inc, dec, out)",
		"ori_set_swap_remove_cow(data, len, cap, elem, elem_size, elem_align, eq, hash, inc, dec, out)",
		"ori_set_union_cow(data1, len1, cap1, data2, len2, cap2, elem_size, elem_align, eq, hash, inc, dec, out)",
		"ori_set_intersection_cow(data1, len1, cap1, data2, len2, cap2, elem_size, elem_align, eq, hash, inc, dec, out)",
		"ori_set_difference_cow(data1, len1, cap1, data2, len2, cap2, elem_size, elem_align, eq, hash, inc, dec, out)",
		"ori_set_symmetric_difference_cow(data1, len1, cap1, data2, len2, cap2, elem_size, elem_align, eq, hash, inc, dec, out)",
		"ori_set_contains(data, len, cap, elem, elem_size, eq, hash)",
		"ori_set_is_subset(data1, len1, cap1, data2, len2, cap2, elem_size, eq, hash)",
		"ori_set_eq(data1, len1, cap1, data2, len2, cap2, elem_size, eq, hash)",
		"ori_set_to_list(data, len, cap, elem_size, out)",
	},
	"Strings": {
		"ori_str_eq(a, b)",
		"ori_str_compare(a, b)",
		"ori_str_hash(s)",
		"ori_hash_bytes(bytes, n, h)",
		"ori_str_rc_inc(s)",
		"ori_str_rc_dec(s)",
	},
	"Integers": {
		"ori_i64_eq(stored, needle)",
		"ori_i64_hash(elem)",
		"ori_i64_compare(a, b)",
	},
	"Accounting": {
		"ori_rt_stats(stats)",
		"ori_rt_set_copy_hook(copy_hook, ctx)",
		"ori_rt_copy_budget(copies)",
	},
	"Library": {
		"ori_rt_abi_version()",
		"ori_rt_version()",
		"ori_rt_set_fatal_handler(handler)",
		"ori_rt_set_hash_seed(seed)",
	},
}

func signature(e Export) string {
	var params []string
	for _, p := range e.Params {
		params = append(params, p.Name)
	}
	s := e.Name + "(" + strings.Join(params, ", ") + ")"
	s = strings.Replace(s, "key_size, val_size, key_eq, key_hash", "K", 1)
	return strings.Replace(s, "key_inc, key_dec, val_inc, val_dec", "R", 1)
}

func TestExportsAreVersion1(t *testing.T) {
	have := map[string][]string{}
	for _, e := range Exports {
		section := e.Section
		if strings.HasPrefix(e.Name, "ori_list_sort_") {
			section = "Sorts"
		}
		have[section] = append(have[section], signature(e))
	}
	always := []string{"Reference counts", "Lists", "Library"}
	for section, want := range version1 {
		if have[section] == nil && !slices.Contains(always, section) {
			continue // its package is not in the tree
		}
		slices.Sort(want)
		slices.Sort(have[section])
		// Functions may have been added since.
		have[section] = slices.DeleteFunc(have[section], func(s string) bool { return !slices.Contains(want, s) })
		if diff := cmp.Diff(want, have[section]); diff != "" {
			t.Errorf("%s (-version 1 +Exports):\n%s", section, diff)
		}
	}
}

func TestEveryExportIsDescribed(t *testing.T) {
	for _, e := range Exports {
		if !strings.HasPrefix(e.Doc, e.Name+" ") {
			t.Errorf("%s: the doc comment begins %.40q, want the function's name", e.Name, e.Doc)
		}
		consumes := slices.ContainsFunc(e.Params, func(p Param) bool { return p.Owner == Consumed })
		if strings.HasSuffix(e.Name, "_cow") && (!consumes || e.Contract.Copies != CopiesShared || e.Contract.Result != Unique) {
			t.Errorf("%s: a copy-on-write function consumes what it copies when it is shared, and its result is unique: %+v", e.Name, e.Contract)
		}
	}
}

// A definition with an attribute that only good callers fulfil would lose its
// checks for NULL to the optimiser.
func TestDefinitionsPromiseNothing(t *testing.T) {
	for _, e := range Exports {
		for _, promise := range []string{"dereferenceable", "nonnull %", "writable", "align "} {
			if strings.Contains(e.Head(), promise) {
				t.Errorf("%s: %q in %s", e.Name, promise, e.Head())
			}
		}
		for _, p := range e.Params {
			if p.Type.IsOut() && !strings.Contains(e.Declaration(), "writable dereferenceable(24) align 8 %"+p.Name) {
				t.Errorf("%s: %s is not declared as memory to write: %s", e.Name, p.Name, e.Declaration())
			}
		}
	}
}

// A callback may keep the address it is given.
func TestWhatACallbackGetsIsNotNocapture(t *testing.T) {
	for _, e := range Exports {
		for _, p := range e.Params {
			given := slices.ContainsFunc(e.Contract.Runs, func(r Run) bool { return slices.Contains(r.On, p.Name) })
			if given && p.Role != Out && slices.Contains(p.Attrs, "nocapture") {
				t.Errorf("%s: %s is nocapture, but may be given to a callback", e.Name, p.Name)
			}
		}
	}
}

func TestTypesHaveAllSpellings(t *testing.T) {
	for typ := Bool; typ <= StatsSlot; typ++ {
		for _, spelling := range []string{typ.String(), typ.C(), typ.IR(), typ.Go()} {
			if spelling == "" {
				t.Errorf("type %d lacks a spelling: %s", typ, fmt.Sprint(typ.String(), typ.C(), typ.IR(), typ.Go()))
			}
		}
	}
	for _, c := range Callbacks {
		if !c.Type.IsCallback() || !strings.Contains(c.C, "(*"+c.Type.C()+")") {
			t.Errorf("callback %s is declared as %s", c.Type, c.C)
		}
	}
}
