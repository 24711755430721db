package stacks

import (
	"debug/dwarf"
	"debug/elf"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/ianlancetaylor/demangle"
)

// A Line is a function that a return address lies in, and where in its source.
type Line struct {
	Function string
	File     string // "" where there are no line tables
	Line     int
	Start    int // the function's first line
}

// symbols are the names of a module, read when first asked for.
type symbols struct {
	dwarf *dwarf.Data
	table []elf.Symbol // functions by address
	units []*unit
}

// unit is a compilation unit.
type unit struct {
	entry  *dwarf.Entry
	ranges [][2]uint64
	once   sync.Once
	funcs  []*function
}

// function is a subprogram, or one inlined into it.
type function struct {
	ranges   [][2]uint64
	name     string
	start    int
	callFile string // of an inlined one: where it was called
	callLine int
	inlined  []*function
}

var (
	names   = map[uint64][]Line{}
	namesMu sync.Mutex
)

// Lines returns the functions that a return address lies in: an inlined one comes before that which
// it was inlined into. Without symbols there is one, named by module and offset.
func Lines(pc uint64) []Line {
	namesMu.Lock()
	defer namesMu.Unlock()
	if lines, ok := names[pc]; ok {
		return lines
	}
	lines := lookUp(pc)
	names[pc] = lines
	return lines
}

func lookUp(pc uint64) []Line {
	m := moduleOf(pc)
	if m == nil {
		return []Line{{Function: fmt.Sprintf("%#x", pc)}}
	}
	at := uint64(pc-m.bias) - 1
	m.symbolsOnce.Do(m.readSymbols)
	if lines := m.lines(at); lines != nil {
		return lines
	}
	if name := m.symbol(at); name != "" {
		return []Line{{Function: name}}
	}
	return []Line{{Function: fmt.Sprintf("%s+%#x", m.path, at)}}
}

func (m *module) readSymbols() {
	if m.file == nil {
		return
	}
	symbols, err := m.file.Symbols()
	if err != nil {
		symbols, _ = m.file.DynamicSymbols()
	}
	for _, s := range symbols {
		if elf.ST_TYPE(s.Info) == elf.STT_FUNC && s.Value != 0 {
			m.table = append(m.table, s)
		}
	}
	slices.SortFunc(m.table, func(a, b elf.Symbol) int { return int(int64(a.Value - b.Value)) })
	if m.file.Section(".debug_info") == nil && m.file.Section(".zdebug_info") == nil {
		return
	}
	if m.dwarf, err = m.file.DWARF(); err != nil {
		m.dwarf = nil
		return
	}
	for r := m.dwarf.Reader(); ; r.SkipChildren() {
		entry, err := r.Next()
		if err != nil || entry == nil {
			break
		}
		if entry.Tag == dwarf.TagCompileUnit {
			ranges, _ := m.dwarf.Ranges(entry)
			m.units = append(m.units, &unit{entry: entry, ranges: ranges})
		}
	}
}

// symbol returns the name of the symbol at or before an address.
func (m *module) symbol(at uint64) string {
	i := sort.Search(len(m.table), func(i int) bool { return m.table[i].Value > at }) - 1
	if i < 0 || m.table[i].Size > 0 && at >= m.table[i].Value+m.table[i].Size {
		return ""
	}
	return demangle.Filter(m.table[i].Name)
}

func inRanges(ranges [][2]uint64, at uint64) bool {
	return slices.ContainsFunc(ranges, func(r [2]uint64) bool { return at >= r[0] && at < r[1] })
}

// lines finds the functions by the DWARF tables.
func (m *module) lines(at uint64) []Line {
	for _, u := range m.units {
		if !inRanges(u.ranges, at) {
			continue
		}
		u.once.Do(func() { u.funcs = m.functions(u.entry) })
		for _, f := range u.funcs {
			if !inRanges(f.ranges, at) {
				continue
			}
			return m.chain(u, f, at)
		}
	}
	return nil
}

// chain returns the functions inlined in f at an address, the innermost first, and f.
func (m *module) chain(u *unit, f *function, at uint64) []Line {
	var stack []*function
	for f != nil {
		stack = append(stack, f)
		i := slices.IndexFunc(f.inlined, func(g *function) bool { return inRanges(g.ranges, at) })
		if i < 0 {
			break
		}
		f = f.inlined[i]
	}
	var entry dwarf.LineEntry
	if r, err := m.dwarf.LineReader(u.entry); err == nil && r != nil && r.SeekPC(at, &entry) != nil {
		entry = dwarf.LineEntry{}
	}
	file, line := "", 0
	if entry.File != nil {
		file, line = entry.File.Name, entry.Line
	}
	var lines []Line
	for _, f := range slices.Backward(stack) {
		lines = append(lines, Line{f.name, file, line, f.start})
		file, line = f.callFile, f.callLine
	}
	return lines
}

// functions reads the functions of a compilation unit.
func (m *module) functions(entry *dwarf.Entry) []*function {
	r := m.dwarf.Reader()
	r.Seek(entry.Offset)
	if _, err := r.Next(); err != nil || !entry.Children {
		return nil
	}
	var files []*dwarf.LineFile
	if lr, err := m.dwarf.LineReader(entry); err == nil && lr != nil {
		files = lr.Files()
	}
	var all []*function
	m.children(r, files, nil, &all)
	return all
}

// children reads entries until the end of the list. Functions go to all, those inlined into
// one to it.
func (m *module) children(r *dwarf.Reader, files []*dwarf.LineFile, in *function, all *[]*function) {
	for {
		entry, err := r.Next()
		if err != nil || entry == nil || entry.Tag == 0 {
			return
		}
		f := in
		if entry.Tag == dwarf.TagSubprogram || entry.Tag == dwarf.TagInlinedSubroutine {
			if ranges, _ := m.dwarf.Ranges(entry); len(ranges) > 0 {
				g := &function{ranges: ranges}
				g.name, g.start = m.name(entry)
				if entry.Tag == dwarf.TagSubprogram || in == nil {
					*all = append(*all, g)
				} else {
					if i, ok := entry.Val(dwarf.AttrCallFile).(int64); ok && int(i) < len(files) && files[i] != nil {
						g.callFile = files[i].Name
					}
					line, _ := entry.Val(dwarf.AttrCallLine).(int64)
					g.callLine = int(line)
					in.inlined = append(in.inlined, g)
				}
				f = g
			}
		}
		if entry.Children {
			m.children(r, files, f, all)
		}
	}
}

// name returns the name of a function and its first line, which may stand where it was declared.
func (m *module) name(entry *dwarf.Entry) (name string, line int) {
	for range 4 {
		if l, ok := entry.Val(dwarf.AttrDeclLine).(int64); ok && line == 0 {
			line = int(l)
		}
		if n, ok := entry.Val(dwarf.AttrName).(string); ok && name == "" {
			name = n
		}
		if n, ok := entry.Val(dwarf.AttrLinkageName).(string); ok && strings.HasPrefix(n, "_Z") {
			name = demangle.Filter(n)
		}
		var origin dwarf.Offset
		if o, ok := entry.Val(dwarf.AttrAbstractOrigin).(dwarf.Offset); ok {
			origin = o
		} else if o, ok := entry.Val(dwarf.AttrSpecification).(dwarf.Offset); ok {
			origin = o
		} else {
			break
		}
		r := m.dwarf.Reader()
		r.Seek(origin)
		next, err := r.Next()
		if err != nil || next == nil {
			break
		}
		entry = next
	}
	return name, line
}
