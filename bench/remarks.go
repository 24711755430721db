package main

import "regexp"

// A Remark explains why rows are behind. docs/benchmarks.md shows it only while
// one of them is.
type Remark struct {
	Rows *regexp.Regexp
	Why  string
}

var remarks = []Remark{
	{regexp.MustCompile(`^(push|pop)_(unique|reserved|room)`),
		"Nothing is known about the list from one round to the next, so each round tests that it is unique, where a plain vector has nothing to test. " +
			"LLVM drops the test only from loops whose first round it knows about. Called, each operation stores the length that the next one loads: 7 cycles."},
	{regexp.MustCompile(`^set_unique_`),
		"A set checks its index, as at() would; called, it also passes ten arguments."},
	{regexp.MustCompile(`^map_remove_`),
		"The last entry takes the place of the one that goes: three entries of the index change where a table without packed entries changes one. " +
			"A removal that keeps the order of insertion (ori_map_remove_cow), which none of the tables offers, takes 0.25 us at 1000 entries and 35 us at 100,000."},
	{regexp.MustCompile(`^(map_(get|miss)|set_contains|strmap_get)_`),
		"A lookup reads the index, then the packed key, then the value: up to three cache lines where a table of entries reads one. Called, it spends " +
			"two nanoseconds on its eight arguments."},
	{regexp.MustCompile(`^map_overwrite_`),
		"As a lookup, and the value is stored through a triple that must be unique; robin_map stores into a table that nobody shares."},
	{regexp.MustCompile(`^map_copy_insert_(8|64)$`),
		"The map is full: the copy grows, and its index is made anew. Tables with room to spare copy as they are."},
	{regexp.MustCompile(`^map_copy_insert_1e5$`),
		"Beside keys and values the index is copied, slots and hashes: 3.7 MB against the 2.2 MB of a table with one byte of index an entry."},
	{regexp.MustCompile(`^(map|set)_insert_(8|64)$`),
		"The fifth entry makes the index. A flat map without one only appends, which is enough for a few entries and not for more."},
	{regexp.MustCompile(`^sort64?_`),
		"Called, a sort of records does not know their size as a constant, and each is moved by a call of memcpy."},
	{regexp.MustCompile(`^strlist_drop_1e4$`),
		"Each string is released through its own 24 bytes, which may hold the text itself; a shared pointer is 16."},
	{regexp.MustCompile(`_mtproc$|^rc_pair_2t`),
		"With a second thread alive every count is a locked instruction; what is left is the price of that instruction and of what surrounds it."},
	{regexp.MustCompile(`^(mem|peak)_map_|^mem_set_`),
		"The index lies beside packed keys and values, with room to grow."},
	{regexp.MustCompile(`^mem_list_4$`),
		"A header of 16 bytes before the elements: the count that makes sharing possible."},
}
