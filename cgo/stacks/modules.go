package stacks

import (
	"bufio"
	"debug/elf"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/go-delve/delve/pkg/dwarf/frame"
)

// A module is an executable or shared library that is loaded.
type module struct {
	path       string
	start, end uint64 // of its addresses
	bias       uint64 // what was added to the addresses in the file
	file       *elf.File

	framesOnce sync.Once
	fdes       frame.FrameDescriptionEntries

	symbolsOnce sync.Once
	symbols
}

var (
	modules   []*module
	modulesMu sync.Mutex
)

// moduleOf returns the module that an address lies in, or nil. What is loaded is read
// again when an address is new.
func moduleOf(pc uint64) *module {
	modulesMu.Lock()
	defer modulesMu.Unlock()
	for range 2 {
		for _, m := range modules {
			if pc >= m.start && pc < m.end {
				return m
			}
		}
		readModules()
	}
	return nil
}

// InModule reports whether an address lies in a file that is loaded, as constants do.
func InModule(address uint64) bool { return moduleOf(address) != nil }

// readModules adds the files of /proc/self/maps that are not known yet.
func readModules() {
	maps, err := os.Open("/proc/self/maps")
	if err != nil {
		return
	}
	defer maps.Close()
	var last *module
	for scan := bufio.NewScanner(maps); scan.Scan(); {
		var start, end, offset uint64
		var perms, device string
		var inode uint64
		var path string
		if n, _ := fmt.Sscanf(scan.Text(), "%x-%x %s %x %s %d %s", &start, &end, &perms, &offset, &device, &inode, &path); n < 6 {
			continue
		}
		switch {
		case strings.HasPrefix(path, "/"):
			if last == nil || last.path != path || start < last.start {
				last = known(path, start)
				if last == nil {
					last = &module{path: path, start: start, end: end}
					last.open(start, offset)
					modules = append(modules, last)
				}
			}
			last.end = end
		case path == "" && last != nil && start == last.end: // .bss
			last.end = end
		default:
			last = nil
		}
	}
}

func known(path string, start uint64) *module {
	for _, m := range modules {
		if m.path == path && m.start == start {
			return m
		}
	}
	return nil
}

// open reads the file's headers and finds where it was loaded: offset lies at start.
func (m *module) open(start, offset uint64) {
	path := m.path
	if self, err := os.Readlink("/proc/self/exe"); err == nil && self == path {
		path = "/proc/self/exe" // also when it was deleted
	}
	file, err := elf.Open(path)
	if err != nil {
		return
	}
	m.file = file
	for _, p := range file.Progs {
		if p.Type == elf.PT_LOAD && uint64(p.Off)&^0xFFF == offset {
			m.bias = start - uint64(p.Vaddr)&^0xFFF
			return
		}
	}
}
