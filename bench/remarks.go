package main

import "regexp"

// A Remark explains why rows are behind. docs/benchmarks.md shows it only while
// one of them is.
type Remark struct {
	Rows *regexp.Regexp
	Why  string
}

var remarks = []Remark{
	{regexp.MustCompile(`^map_remove_(64|1e3|1e5)$`),
		"Keys and values stay packed in insertion order, so a removal moves everything behind it and lowers positions in the index; " +
			"the tables that are ahead leave holes. What it buys is iteration at memory speed and an order to rely on."},
	{regexp.MustCompile(`^(map_(get|miss|overwrite)|set_contains|strmap_get)_`),
		"A lookup reads the index, then the packed key, then the value: up to three cache lines where a table of entries reads one."},
	{regexp.MustCompile(`_mtproc$|^rc_pair_2t`),
		"With a second thread alive every count is a locked instruction; what is left is the price of that instruction and of its distance from the next."},
	{regexp.MustCompile(`^(mem|peak)_map_|^mem_set_`),
		"The index lies beside packed keys and values, with room to grow."},
}
