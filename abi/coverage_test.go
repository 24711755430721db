package abi

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/version1.h: the ABI before it is released")

const version1 = "testdata/version1.h"

// TestHeaderKeepsVersion1 compares the header's types and functions, word for word, with
// those that programs were compiled against. Others may have been added since.
func TestHeaderKeepsVersion1(t *testing.T) {
	have := declarations(t)
	if *update {
		if err := os.WriteFile(version1, []byte(strings.Join(have, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(version1)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(want) < 80 {
		t.Errorf("version 1 has %d declarations", len(want))
	}
	for _, declaration := range want {
		if !slices.Contains(have, declaration) {
			t.Errorf("the header no longer has\n\t%s\nwhich programs rely on; where it is not released yet: go test ./abi -update", declaration)
		}
	}
	for _, e := range Exports {
		if !slices.ContainsFunc(have, func(d string) bool { return strings.Contains(d, e.Name+"(") }) {
			t.Errorf("the header does not declare %s", e.Name)
		}
	}
}

// declarations returns what the header declares, a line each: types and functions.
func declarations(t *testing.T) (lines []string) {
	out, err := exec.Command("gcc", "-E", "-P", "-DORI_RT_NO_ABI_CHECK", filepath.Join(include, "ori_rt.h")).Output()
	if err != nil {
		t.Fatal(err)
	}
	depth, start := 0, 0
	text := strings.ReplaceAll(strings.Join(strings.Fields(string(out)), " "), " ;", ";")
	for i, c := range text {
		switch c {
		case '{':
			depth++
		case '}':
			depth--
		case ';':
			if line := strings.TrimSpace(text[start : i+1]); depth == 0 {
				start = i + 1
				if strings.Contains(line, "ori_") || strings.Contains(line, "Ori") {
					lines = append(lines, line)
				}
			}
		}
	}
	return lines
}

func TestEveryExportIsDescribed(t *testing.T) {
	for _, e := range Exports {
		if !strings.HasPrefix(e.Doc, e.Name+" ") {
			t.Errorf("%s: the doc comment begins %.40q, want the function's name", e.Name, e.Doc)
		}
		consumes := slices.ContainsFunc(e.Params, func(p Param) bool { return p.Owner == Consumed })
		if strings.HasSuffix(e.Name, "_cow") && !strings.HasSuffix(e.Name, "_clear_cow") && (!consumes || e.Contract.Copies != CopiesShared || e.Contract.Result != Unique) {
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
