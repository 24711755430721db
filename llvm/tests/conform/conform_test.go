package conform

import (
	"flag"
	"testing"

	"libori.org/rt/abi"
	"libori.org/rt/llvm/link"
)

var (
	libraries = flag.String("lib", "../../../build/lib", "directory of the library's builds")
	archive   = flag.String("archive", "", "check this archive instead of the builds")
)

const expectations = "../../../testdata/conform"

func TestBuildsConform(t *testing.T) {
	m, err := Emit(Programs())
	if err != nil {
		t.Fatal(err)
	}
	defer m.Dispose()
	variants := Variants(*libraries)
	if *archive != "" {
		variants = []Variant{{link.Archive(*archive), "O2"}}
	}
	maker := NewMaker(m, t.TempDir())
	for _, v := range variants {
		t.Run(v.Name+"-"+v.Level, func(t *testing.T) {
			if err := v.Check(); err != nil {
				t.Fatal(err)
			}
			exe, err := maker.Make(v)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range Programs() {
				t.Run(p.Name, func(t *testing.T) {
					t.Parallel()
					if err := Check(exe, p, expectations); err != nil {
						t.Error(err)
					}
				})
			}
		})
	}
}

// A function of the ABI that no program calls would conform to anything.
func TestEveryFunctionIsCalled(t *testing.T) {
	m, err := Emit(Programs())
	if err != nil {
		t.Fatal(err)
	}
	defer m.Dispose()
	for _, e := range abi.Exports {
		if m.LLVM.NamedFunction(e.Name).IsNil() { // Emit removes what is not called
			t.Errorf("no program calls %s", e.Name)
		}
	}
}
