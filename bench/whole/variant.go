package whole

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Tools are the compilers and where things are.
type Tools struct {
	Root  string // the project
	Clang string // clang++ of the LLVM version that the bitcode was built with
}

func (t Tools) lib(name string) string { return filepath.Join(t.Root, "build", "lib", name) }
func (t Tools) moo() string            { return filepath.Join(t.Root, "build", "bin", "moo") }
func (t Tools) bin(name string) string { return filepath.Join(t.Root, "build", "bench", "whole", name) }
func (t Tools) source(p Program, file string) string {
	return filepath.Join(t.Root, "bench", "whole", filepath.FromSlash(p.dir()), file)
}

// A Variant is a way to make an executable of a program.
type Variant struct {
	Name     string
	Language string
	Ext      string // of the source
	// Command compiles source to out.
	Command func(t Tools, source, out string) []string
	// From are files of the project that out is made with.
	From []string
}

const (
	ours    = "ours"
	cpp     = "C++"
	rust    = "Rust"
	golang  = "Go"
	swift   = "Swift"
	inline  = "moo inline"
	archive = "moo archive"

	// From naive code: as it is, and through oriopt.
	naive        = "moo naive"
	naiveOpt     = "moo naive, oriopt"
	naiveArchive = "moo naive, oriopt, archive"
)

// languages are those that ours is compared with; all but Swift must be there.
var languages = []string{cpp, rust, golang, swift}

func moo(name, lib string, flags ...string) Variant {
	return Variant{Name: name, Language: ours, Ext: ".moo", From: []string{"libori_rt.a", "libori_rt_inline.bc"},
		Command: func(t Tools, source, out string) []string {
			return slices.Concat([]string{t.moo(), "build", "-root", t.Root, "-lib", lib, "-O3"}, flags, []string{"-o", out, source})
		}}
}

// abi is a program of ours in C++ that calls the C ABI.
func abi(name string, bitcode bool) Variant {
	return Variant{Name: name, Language: ours, Ext: ".ori.cpp", From: []string{"libori_rt.a", "libori_rt_inline.bc"},
		Command: func(t Tools, source, out string) []string {
			c := []string{t.Clang, "-std=c++20", "-O3", "-pthread", "-I" + filepath.Join(t.Root, "include"), "-o", out}
			if bitcode {
				c = append(c, "-Xclang", "-mlink-bitcode-file", "-Xclang", t.lib("libori_rt_inline.bc"))
			}
			return append(c, source, t.lib("libori_rt.a"))
		}}
}

func cxx(compiler, level string) Variant {
	return Variant{Name: compiler + " -" + level, Language: cpp, Ext: ".cpp",
		Command: func(t Tools, source, out string) []string {
			command := compiler
			if compiler == "clang++" {
				command = t.Clang
			}
			return []string{command, "-std=c++20", "-" + level, "-pthread", "-o", out, source}
		}}
}

var variants = []Variant{
	moo(inline, "inline"),
	moo(archive, "archive"),
	moo(naive, "inline", "-naive", "-oriopt=false"),
	moo(naiveOpt, "inline", "-naive"),
	moo(naiveArchive, "archive", "-naive"),
	abi(inline, true),
	abi(archive, false),
	cxx("g++", "O2"),
	cxx("g++", "O3"),
	cxx("clang++", "O2"),
	cxx("clang++", "O3"),
	{Name: "rustc", Language: rust, Ext: ".rs", Command: func(t Tools, source, out string) []string {
		return []string{"rustc", "--edition", "2021", "-C", "opt-level=3", "-o", out, source}
	}},
	{Name: "go", Language: golang, Ext: ".go", Command: func(t Tools, source, out string) []string {
		return []string{"go", "build", "-o", out, source}
	}},
	{Name: "swiftc -O", Language: swift, Ext: ".swift", Command: func(t Tools, source, out string) []string {
		return []string{"swiftc", "-O", "-o", out, source}
	}},
	{Name: "swiftc -Ounchecked", Language: swift, Ext: ".swift", Command: func(t Tools, source, out string) []string {
		return []string{"swiftc", "-Ounchecked", "-o", out, source}
	}},
}

// An executable is a program in one variant, or a form of it.
type executable struct {
	Program Program
	Variant Variant
	Column  string // the variant, and the form if it is another one
	source  string
	file    string
}

// executables returns what can be made of the program. Swift is left out where
// it is not installed.
func executables(p Program, t Tools, quick bool) []executable {
	var list []executable
	add := func(v Variant, column, file string) {
		name := strings.NewReplacer(" ", "", "-", "_", "+", "x", ",", ".").Replace(column)
		list = append(list, executable{p, v, column, t.source(p, file), t.bin(p.Name + "-" + name)})
	}
	_, noSwift := exec.LookPath("swiftc")
	for _, v := range variants {
		switch {
		case v.Language == swift && noSwift != nil:
			continue
		case quick && strings.HasPrefix(v.Name, naive):
			continue
		case quick && v.Language == cpp && !strings.HasSuffix(v.Name, "O3"):
			continue
		case p.has(p.Name + v.Ext):
			add(v, v.Name, p.Name+v.Ext)
		}
		if v.Name == inline || v.Name == archive {
			for _, form := range p.Forms {
				add(v, formColumn(v.Name, form), p.Name+"."+form+".moo")
			}
		}
	}
	return list
}

func formColumn(variant, form string) string { return variant + "," + form }

// Missing says which compilers are not there that must be.
func Missing(t Tools) error {
	var missing []string
	for _, tool := range []string{"g++", t.Clang, "rustc", "go"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing = append(missing, tool)
		}
	}
	if missing != nil {
		return fmt.Errorf("whole programs are compared with C++, Rust and Go, but there is no %s here", strings.Join(missing, ", no "))
	}
	return nil
}

// Versions names the compilers.
func Versions(t Tools) []string {
	var list []string
	for _, c := range [][]string{{"g++", "--version"}, {t.Clang, "--version"}, {"rustc", "--version"}, {"go", "version"}, {"swiftc", "--version"}, {"ldd", "--version"}} {
		if out, err := exec.Command(c[0], c[1:]...).Output(); err == nil {
			first, _, _ := strings.Cut(string(out), "\n")
			list = append(list, first)
		}
	}
	return list
}
