package native

/*
#cgo CFLAGS: -D_GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include "lines.h"

static void *ori_test_base(void *symbol) {
	Dl_info info;
	return dladdr(symbol, &info) != 0 ? info.dli_fbase : NULL;
}
*/
import "C"

import (
	"debug/dwarf"
	"debug/elf"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"unsafe"
)

// A Line is a line of source, its file relative to the module.
type Line struct {
	File string
	N    int
}

// Lines tells which lines of the library's source ran since it was made.
type Lines struct {
	lines     []Line // of each breakpoint
	addresses *[1 << 24]*C.uint8_t
}

// BreakLines puts a breakpoint on every instruction that the line tables of the
// library, whose file is so, name as the start of a line. Inlined lines have
// several.
func (lib *Library) BreakLines(so string) (*Lines, error) {
	table, err := lineTable(so)
	if err != nil {
		return nil, err
	}
	base := C.ori_test_base(lib.symbol("ori_rc_live_count"))
	l := &Lines{addresses: (*[1 << 24]*C.uint8_t)(C.calloc(C.size_t(len(table)), 8))}
	for i, row := range table {
		l.lines = append(l.lines, row.line)
		l.addresses[i] = (*C.uint8_t)(unsafe.Add(base, row.address))
	}
	if !C.ori_test_break(&l.addresses[0], C.int64_t(len(table))) {
		return nil, errors.New("native: no breakpoints")
	}
	return l, nil
}

// Each calls f for every breakpoint's line and whether it was reached.
func (l *Lines) Each(f func(line Line, reached bool)) {
	for i, line := range l.lines {
		f(line, bool(C.ori_test_reached(C.int64_t(i))))
	}
}

type tableRow struct {
	address uint64
	line    Line
}

// lineTable returns the line tables of a file in ascending order, one row for
// an address.
func lineTable(path string) (rows []tableRow, err error) {
	f, err := elf.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := f.DWARF()
	if err != nil {
		return nil, err
	}
	for units := data.Reader(); ; units.SkipChildren() {
		unit, err := units.Next()
		if err != nil {
			return nil, err
		}
		if unit == nil {
			break
		}
		if unit.Tag != dwarf.TagCompileUnit {
			continue
		}
		table, err := data.LineReader(unit)
		if err != nil {
			return nil, err
		}
		for table != nil {
			var entry dwarf.LineEntry
			if err := table.Next(&entry); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, err
			}
			if entry.Line > 0 && !entry.EndSequence && filepath.Ext(entry.File.Name) == ".go" {
				rows = append(rows, tableRow{entry.Address, Line{filepath.Clean(entry.File.Name), entry.Line}})
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b tableRow) int { return int(int64(a.address) - int64(b.address)) })
	return slices.CompactFunc(rows, func(a, b tableRow) bool { return a.address == b.address }), nil
}
