package main

import (
	"fmt"
	"slices"
	"strings"
)

// A Group is a family of workloads that a program runs in one start.
type Group struct {
	Name, Title string
	Rows        []Row
	// Rounds bounds how often the group is run, 0: as often as asked for.
	Rounds int
	// LeastReps is how often a program repeats a workload whatever the time budget.
	LeastReps int
}

// A Row is one workload: a line of the table.
type Row struct {
	Name string
	// Unit is what one operation is; times are nanoseconds of it.
	Unit string
	What string
}

// Bytes reports whether the row measures memory instead of time.
func (r Row) Bytes() bool { return strings.HasPrefix(r.Unit, "bytes") }

const (
	perCall    = "call"
	perElement = "element"
	perRun     = "whole operation"
	bytesHeld  = "bytes per element"
)

// Workloads of maps and sets, for each size.
var (
	mapRows = []Row{
		{"map_insert_", perCall, "a new map grows to %s entries and is dropped"},
		{"map_get_", perCall, "look up present keys in random order, %s entries"},
		{"map_miss_", perCall, "look up absent keys, %s entries"},
		{"map_overwrite_", perCall, "insert with a key that is there, %s entries"},
		{"map_iter_", perElement, "add up the values of %s entries"},
		{"map_copy_insert_", perRun, "share a map of %s entries, insert into the copy (which copies), drop the copy"},
		{"map_remove_", perCall, "remove all of %s entries in random order, keeping none (ori_map_swap_remove_cow)"},
	}
	setRows = []Row{
		{"set_insert_", perCall, "a new set grows to %s elements and is dropped"},
		{"set_contains_", perCall, "look up present elements in random order, %s elements"},
	}
	algebraRows = []Row{
		{"set_union_", perRun, "the union of two sets of %s, half in common, both kept"},
		{"set_intersect_", perRun, "their intersection, %s each"},
		{"set_diff_", perRun, "their difference, %s each"},
	}
)

var groups = []Group{
	{Name: "lists", Title: "Lists of 8-byte integers", Rows: []Row{
		{"push_unique_1e3", perCall, "a new list grows to 1000 elements, one push at a time, and is dropped"},
		{"push_unique_1e6", perCall, "the same to a million"},
		{"push_reserved_1e6", perCall, "a million pushes into reserved room"},
		{"push_room_1e3", perCall, "1000 pushes into room that pops left"},
		{"pop_unique_1e3", perCall, "1000 pops"},
		{"push_room_naive_1e3", perCall, "push_room_1e3 with nothing made unique in front of the loop"},
		{"pop_naive_1e3", perCall, "pop_unique_1e3 likewise"},
		{"push_shared_10", perCall, "share a list of 10, push to the copy (which copies), drop the copy"},
		{"push_shared_1e3", perCall, "the same for 1000 elements"},
		{"push_shared_1e6", perCall, "the same for a million"},
		{"set_unique_1e3", perCall, "overwrite random elements of 1000"},
		{"set_unique_1e6", perCall, "overwrite random elements of a million"},
		{"set_naive_1e3", perCall, "set_unique_1e3 with nothing made unique in front of the loop"},
		{"set_shared_once_1e5", perCall, "share 100,000 elements, overwrite one in the copy, drop the copy"},
		{"iter_sum_1e6", perElement, "add up a million elements"},
		{"insert_mid_1e4", perCall, "insert into the middle of 10,000"},
		{"remove_mid_1e4", perCall, "remove from the middle of 10,000"},
		{"queue_1e3", perCall, "take the first of 1000, push one behind them (std::deque, VecDeque)"},
		{"concat_append_1e5", perRun, "append 100,000 to a unique list of 100,000"},
		{"concat_new_1e5", perRun, "join two shared lists of 100,000 into a third, drop it"},
		{"reverse_1e6", perElement, "reverse a million in place"},
		{"slice_take_1e6", perRun, "take half a million of a million, drop the slice"},
		{"slice_append_1e6", perRun, "take half a million, push to the slice (which copies), drop it"},
	}},
	{Name: "sort", Title: "Sorting a million", Rows: []Row{
		{"sort_unstable_1e6", perElement, "random integers, comparator known to the compiler"},
		{"sort_stable_1e6", perElement, "the same, stable"},
		{"sort_unstable_fn_1e6", perElement, "random integers, comparator called through a pointer"},
		{"sort_stable_fn_1e6", perElement, "the same, stable"},
		{"sort_sorted_1e6", perElement, "integers that are in order already"},
		{"sort_stable_sorted_1e6", perElement, "the same, stable"},
		{"sort64_unstable_1e6", perElement, "64-byte records by a key"},
		{"sort64_stable_1e6", perElement, "the same, stable"},
	}},
	{Name: "maps", Title: "Maps of 8-byte integers", Rows: append(sizedRows(mapRows, "8", "64", "1e3", "1e5"),
		Row{"map_insert_dense_1e5", perCall, "a new map with the keys 0 to 99,999 in order"},
		Row{"map_get_dense_1e5", perCall, "look up the keys 0 to 99,999 in random order"},
	)},
	{Name: "sets", Title: "Sets of 8-byte integers", Rows: append(sizedRows(setRows, "8", "64", "1e3", "1e5"),
		sizedRows(algebraRows, "1e3", "1e5")...)},
	{Name: "large", Title: "Maps and sets of ten million integers", Rounds: 1, LeastReps: 1,
		Rows: append(append(sizedRows(mapRows, "1e7"), sizedRows(setRows, "1e7")...), sizedRows(algebraRows, "1e7")...)},
	{Name: "elements", Title: "Counted elements: strings of 32 bytes", Rows: []Row{
		{"strlist_copy_1e4", perElement, "share a list of 10,000 strings and push one more (which copies and retains)"},
		{"strlist_drop_1e4", perElement, "drop that copy (which releases)"},
		{"strlist_push_1e4", perCall, "a new list of 10,000 references to one string, dropped"},
		{"strlist_copy_1e4_mtproc", perElement, "copy while a second thread is alive"},
		{"strlist_drop_1e4_mtproc", perElement, "drop while a second thread is alive"},
		{"strlist_push_1e4_mtproc", perCall, "push while a second thread is alive"},
		{"strmap_insert_1e3", perCall, "a new map with 1000 strings as keys, dropped"},
		{"strmap_get_1e3", perCall, "look up strings that are equal to keys, 1000 entries"},
		{"strmap_copy_insert_1e3", perRun, "share a map of 1000 strings, insert into the copy, drop the copy"},
	}},
	{Name: "sharing", Title: "Sharing and threads", Rows: []Row{
		{"rc_pair_1t", perCall, "retain and release a list, one thread in the process"},
		{"rc_pair_1t_mtproc", perCall, "the same while a second thread sleeps"},
		{"rc_pair_2t", perCall, "two threads retain and release the same list"},
		{"rc_pair_2t_own", perCall, "two threads, each with a list of its own"},
		{"push_2t_own_1e3", perCall, "two threads, each grows lists of its own to 1000 elements"},
		{"share_pass_1e6", perCall, "pass a list by value to a function that reads it"},
		{"share_pass_1e6_mtproc", perCall, "the same while a second thread sleeps"},
	}},
	{Name: "memory", Title: "Memory", Rounds: 1, Rows: []Row{
		{"mem_list_4", bytesHeld, "a list of 4 integers, built by pushing"},
		{"mem_list_100", bytesHeld, "a list of 100"},
		{"mem_list_1e6", bytesHeld, "a list of a million"},
		{"peak_list_1e7", bytesHeld, "highest resident size while ten million are pushed"},
		{"mem_map_8", bytesHeld, "a map of 8 entries (16 bytes each)"},
		{"mem_map_100", bytesHeld, "a map of 100"},
		{"mem_map_1e5", bytesHeld, "a map of 100,000"},
		{"mem_set_1e5", bytesHeld, "a set of 100,000 (8 bytes each)"},
		{"mem_map_1e6", bytesHeld, "a map of a million"},
		{"mem_set_1e6", bytesHeld, "a set of a million"},
		{"peak_map_1e6", bytesHeld, "highest resident size while a million entries are inserted"},
		{"peak_set_1e6", bytesHeld, "the same for a set"},
	}},
	{Name: "scale", Title: "Cost against size", Rounds: 1, LeastReps: 2, Rows: scaleRows()},
}

// sizedRows repeats rows for each size, sizes outermost.
func sizedRows(rows []Row, sizes ...string) []Row {
	var all []Row
	for _, size := range sizes {
		for _, r := range rows {
			all = append(all, Row{r.Name + size, r.Unit, fmt.Sprintf(r.What, size)})
		}
	}
	return all
}

// Scale rows are named scale_<operation>@<n>; every point is ns per element.

var scaleSizes = []int{4, 16, 64, 256, 1000, 4000, 16000, 64000, 250000, 1000000, 4000000, 10000000}

var scaleOperations = []Row{
	{"push", perElement, "build a list of n by pushing"},
	{"push_shared", perElement, "share a list of n, push to the copy, drop the copy"},
	{"get", perElement, "read random elements of a list of n"},
	{"sort", perElement, "sort n random integers"},
	{"insert", perElement, "build a map of n by inserting"},
	{"lookup", perElement, "look up random keys in a map of n"},
	{"union", perElement, "unite two sets of n, half in common"},
}

func scaleRow(operation string, n int) string { return fmt.Sprintf("scale_%s@%d", operation, n) }

func scaleRows() []Row {
	var rows []Row
	for _, op := range scaleOperations {
		for _, n := range scaleSizes {
			rows = append(rows, Row{scaleRow(op.Name, n), op.Unit, op.What})
		}
	}
	return rows
}

// groupOf returns the group that a row belongs to.
func groupOf(row string) (Group, bool) {
	for _, g := range groups {
		if slices.ContainsFunc(g.Rows, func(r Row) bool { return r.Name == row }) {
			return g, true
		}
	}
	return Group{}, false
}
