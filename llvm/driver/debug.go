package driver

import (
	"fmt"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/tinygo-org/tinygo/goenv"
	"libori.org/rt/llvm/irutil"
	"tinygo.org/x/go-llvm"
)

// mapPaths makes the positions that go into debug information independent of
// where things lie on this machine: files of the module are relative to it,
// those of Go's library start with $GOROOT.
func (p *program) mapPaths() {
	prefixes := []struct{ dir, name string }{
		{p.dir, "."},
		{goenv.Get("GOROOT"), "$GOROOT"},
		{p.root, "$GOROOT"},
	}
	short := func(path string) string {
		for _, prefix := range prefixes {
			if rest, ok := strings.CutPrefix(path, prefix.dir+string(filepath.Separator)); ok {
				return prefix.name + "/" + filepath.ToSlash(rest)
			}
			if path == prefix.dir {
				return prefix.name
			}
		}
		return path
	}
	p.ssa.Fset.Iterate(func(f *token.File) bool {
		f.AddLineColumnInfo(0, short(f.Name()), 1, 1)
		return true
	})
	for _, pkg := range p.loaded.Sorted() {
		pkg.Dir = short(pkg.OriginalDir())
	}
}

// finishDebug says in text what the bindings have no words for.
//
// Debuggers take the line of a function's first instructions from scopeLine.
//
// Without nameTableKind, DWARF gets an index of names that lists these units
// only; gdb takes it for complete and finds nothing in the C units around them.
func finishDebug(m llvm.Module) (llvm.Module, error) {
	text := m.String()
	text = noScopeLine.ReplaceAllString(text, "$1, scopeLine: $2$3")
	text = strings.ReplaceAll(text, "emissionKind: FullDebug", "emissionKind: FullDebug, nameTableKind: None")
	finished, err := irutil.ParseText(m.Context(), text)
	if err != nil {
		return m, fmt.Errorf("debug information: %w", err)
	}
	m.Dispose()
	return finished, nil
}

var noScopeLine = regexp.MustCompile(`(!DISubprogram\(.*?, line: (\d+), type: !\d+)(, flags)`)
