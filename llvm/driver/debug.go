package driver

import (
	"go/token"
	"path/filepath"
	"strings"

	"github.com/tinygo-org/tinygo/goenv"
)

// mapPaths makes the positions that go into debug information independent of
// where things lie on this machine: files of the module are relative to it,
// those of Go's library start with $GOROOT.
func (p *program) mapPaths() {
	prefixes := []struct{ dir, name string }{
		{p.dir, "."},
		{goenv.Get("GOROOT"), "$GOROOT"},
		{goenv.Get("TINYGOROOT"), "$GOROOT"},
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
