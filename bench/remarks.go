package main

import "regexp"

// A Remark explains why rows are behind. docs/benchmarks.md shows it only while
// one of them is.
type Remark struct {
	Rows *regexp.Regexp
	Why  string
}

var remarks = []Remark{
	{regexp.MustCompile(`^(push|set|pop)_(unique|reserved|room)`),
		"Each operation tests that the list is unique. LLVM drops the test from loops that fill a list made before them, but not from loops on a list " +
			"that comes from elsewhere: its first round may differ from the others. A plain vector has nothing to test; a window opened with " +
			"ori_list_unshare_cow has not either. Called, each operation stores the length that the next one loads: 7 cycles."},
	{regexp.MustCompile(`^map_remove_(64|1e3|1e5)$`),
		"Keys and values stay packed in insertion order, so a removal moves everything behind it and lowers positions in the index; " +
			"the tables that are ahead leave holes. What it buys is iteration at memory speed and an order to rely on."},
	{regexp.MustCompile(`^(map_(get|miss|overwrite)|set_contains|strmap_get)_`),
		"A lookup reads the index, then the packed key, then the value: up to three cache lines where a table of entries reads one."},
	{regexp.MustCompile(`_mtproc$|^rc_pair_2t`),
		"With a second thread alive every count is a locked instruction; what is left is the price of that instruction and of what surrounds it."},
	{regexp.MustCompile(`^(mem|peak)_map_|^mem_set_`),
		"The index lies beside packed keys and values, with room to grow."},
	{regexp.MustCompile(`^mem_list_4$`),
		"A header of 16 bytes before the elements: the count that makes sharing possible."},
}
