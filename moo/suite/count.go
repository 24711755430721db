package suite

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/abi"
	"libori.org/rt/llvm/irb"
	"libori.org/rt/llvm/irutil"
	"libori.org/rt/llvm/link"
	"libori.org/rt/moo/build"
)

// Before every call of a runtime function, a counting program notes in which
// state each collection is that the function consumes. The notes of all
// programs together tell what was exercised.

//go:embed count.c.txt
var countSource string

// States of what a function consumes, as in count.c.txt.
const (
	empty = iota
	unique
	shared
	slice
	immortal
	short
	states
)

// Counts holds for every "function parameter" how often it was called with
// what. Functions that consume nothing stand there alone, under empty.
type Counts map[string]*[states]int64

// Add adds the notes of one program.
func (c Counts) Add(notes string) error {
	for _, line := range strings.Split(strings.TrimSpace(notes), "\n") {
		name, numbers, ok := strings.Cut(line, ":")
		if !ok {
			return fmt.Errorf("bad note %q", line)
		}
		var n [states]int64
		if _, err := fmt.Sscan(numbers, &n[0], &n[1], &n[2], &n[3], &n[4], &n[5]); err != nil {
			return fmt.Errorf("bad note %q: %w", line, err)
		}
		if c[name] == nil {
			c[name] = new([states]int64)
		}
		for i := range n {
			c[name][i] += n[i]
		}
	}
	return nil
}

// consumed lists the parameters of e that carry a reference away: the name of
// the data or string.
func consumed(e abi.Export) []int {
	var list []int
	for i, p := range e.Params {
		if p.Owner == abi.Consumed && (p.Type == abi.Pointer || p.Type == abi.Str) {
			list = append(list, i)
		}
	}
	return list
}

// capOf returns the index of the capacity that belongs to data parameter i.
func capOf(e abi.Export, i int) int {
	want := "cap" + strings.TrimPrefix(e.Params[i].Name, "data")
	for j, p := range e.Params {
		if p.Name == want {
			return j
		}
	}
	return -1
}

// instrument adds the notes to a module.
func instrument(m *irb.Module) {
	exports := map[string]abi.Export{}
	for _, e := range abi.Exports {
		exports[e.Name] = e
	}
	note := m.Extern("moo_count", m.Void, false, m.Ptr, m.I32, m.Ptr, m.I64)
	b := m.Ctx.NewBuilder()
	defer b.Dispose()
	i32 := func(n int) llvm.Value { return llvm.ConstInt(m.I32, uint64(n), false) }
	for fn := range irutil.Functions(m.LLVM) {
		for block := fn.FirstBasicBlock(); !block.IsNil(); block = llvm.NextBasicBlock(block) {
			for at := block.FirstInstruction(); !at.IsNil(); at = llvm.NextInstruction(at) {
				if at.InstructionOpcode() != llvm.Call {
					continue
				}
				e, ok := exports[at.CalledValue().Name()]
				if !ok {
					continue
				}
				b.SetInsertPointBefore(at)
				takes := consumed(e)
				if len(takes) == 0 {
					b.CreateCall(note.GlobalValueType(), note, []llvm.Value{m.Text(e.Name), i32(0), m.Null(), m.Int(0)}, "")
				}
				for _, i := range takes {
					kind, capacity := 1, m.Int(0)
					if e.Params[i].Role == abi.Text {
						kind = 2
					} else if j := capOf(e, i); j >= 0 {
						capacity = at.Operand(j)
					}
					args := []llvm.Value{m.Text(e.Name + " " + e.Params[i].Name), i32(kind), at.Operand(i), capacity}
					b.CreateCall(note.GlobalValueType(), note, args, "")
				}
			}
		}
	}
}

// count runs a counting program of k.
func (c *compiler) count(k *Case, b link.Build, counts Counts) error {
	notes := filepath.Join(c.dir, "counts")
	os.Remove(notes)
	object, err := build.CompileC("count", countSource, c.include)
	if err != nil {
		return err
	}
	m, err := emit(k, build.Options{Change: instrument})
	if err != nil {
		return err
	}
	defer m.Dispose()
	v := Variant{Build: b, Level: "O0"}
	if err := c.object(m.LLVM, v, "counting"); err != nil {
		return err
	}
	p, err := c.link(v, "counting", object)
	if err != nil {
		return err
	}
	execute(p, k, "MOO_COUNTS="+notes)
	text, err := os.ReadFile(notes)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it called nothing
	}
	if err != nil {
		return err
	}
	return counts.Add(string(text))
}

// releases reports whether the function ends a reference: then it does not
// matter whose it is.
func releases(name string) bool {
	return strings.HasSuffix(name, "_dec") || strings.HasSuffix(name, "_free")
}

// Report prints which functions were called, and with what. It returns what was
// called, but not both with unique and with shared values.
func (c Counts) Report(w io.Writer) (oneSided []string) {
	var rows, never []string
	fmt.Fprintf(w, "%-38s %9s %9s %9s %9s %9s %9s\n", "function and what it consumes", "unique", "shared", "slice", "immortal", "empty", "short")
	for _, e := range abi.Exports {
		takes := consumed(e)
		if len(takes) == 0 {
			if n := c[e.Name]; n != nil {
				rows = append(rows, fmt.Sprintf("%s %d", e.Name, n[empty]))
			} else {
				never = append(never, e.Name)
			}
			continue
		}
		for _, i := range takes {
			name := e.Name + " " + e.Params[i].Name
			n := c[name]
			if n == nil {
				never = append(never, name)
				continue
			}
			if !releases(e.Name) && (n[unique] == 0 || n[shared]+n[slice] == 0) {
				oneSided = append(oneSided, name)
			}
			fmt.Fprintf(w, "%-38s %9d %9d %9d %9d %9d %9d\n", name, n[unique], n[shared], n[slice], n[immortal], n[empty], n[short])
		}
	}
	sort.Strings(rows)
	fmt.Fprintf(w, "\nborrow or read, calls:\n  %s\n", strings.Join(rows, "\n  "))
	if len(oneSided) > 0 {
		fmt.Fprintf(w, "\nnot exercised both with unique and with shared values:\n  %s\n", strings.Join(oneSided, "\n  "))
	}
	if len(never) > 0 {
		fmt.Fprintf(w, "\nnot called by generated code (the support code calls some of them):\n  %s\n", strings.Join(never, "\n  "))
	}
	return oneSided
}
