package main

import (
	"path/filepath"
	"strings"
)

// A Column is a library in the table. Most programs measure one; the Rust
// program two and the limits two.
type Column struct {
	Name string
	Kind Kind
	What string
}

// Kind says what a column is compared as.
type Kind int

const (
	Ours  Kind = iota
	Value      // copies its values: no uniqueness checks to pay for, no cheap shares
	COW        // copy-on-write, as ours
	Limit      // what the machine allows
)

// A Program is an executable of the benchmark.
type Program struct {
	Name    string // also the executable's
	Columns []Column
	Groups  string // the groups it has workloads of, separated by spaces
	// Needs lists what must be installed: header files in brackets, else commands.
	// Debian names the package that has them.
	Needs  []string
	Debian string
	// Build returns the commands that make the executable out.
	Build func(t Tools, out string) []Command
	// Files are the files beside the sources that the executable is built from.
	Files []string
	// Rows restricts the workloads, for builds too slow to be worth all of them.
	Rows []string
}

// Tools names the compiler and the directories.
type Tools struct {
	Clang string // clang++ of the LLVM version that the bitcode was built with
	Root  string
}

func (t Tools) cpp(parts ...string) string {
	return filepath.Join(append([]string{t.Root, "bench", "cpp"}, parts...)...)
}

func (t Tools) lib(name string) string { return filepath.Join(t.Root, "build", "lib", name) }

// Every C++ program is compiled by the same compiler with the same flags. Loops are
// aligned: where one of a few instructions happens to lie decides a factor of two.
var cxxFlags = strings.Fields("-O3 -falign-loops=32 -DNDEBUG -DQT_NO_DEBUG -std=c++20 -Wall -Wextra -Wno-deprecated-declarations -pthread")

const (
	allTables   = "maps sets large elements memory scale"
	allListRows = "lists sort elements sharing memory"
	everything  = "lists sort maps sets large elements sharing memory scale"
)

var programs = []Program{
	ours("ori inline", "the inline bitcode linked in before optimisation", everything, nil,
		[]string{"libori_rt_inline.bc", "libori_rt.a"},
		func(t Tools) []string {
			return []string{"-Xclang", "-mlink-bitcode-file", "-Xclang", t.lib("libori_rt_inline.bc"), "SOURCE", t.lib("libori_rt.a")}
		}),
	ours("ori archive", "calls into libori_rt.a", everything, nil,
		[]string{"libori_rt.a"},
		func(t Tools) []string { return []string{"SOURCE", t.lib("libori_rt.a")} }),
	ours("ori st", "the inline bitcode of the single-threaded build", "lists maps sets elements sharing", rowsWithoutThreads(),
		[]string{"libori_rt_st_inline.bc", "libori_rt_st.a"},
		func(t Tools) []string {
			return []string{"-Xclang", "-mlink-bitcode-file", "-Xclang", t.lib("libori_rt_st_inline.bc"), "SOURCE", t.lib("libori_rt_st.a")}
		}),
	ours("ori cgo", "calls into libori_rt_cgo.a, the checking build", "lists sharing", bySubTarget["lists"].rows,
		[]string{"libori_rt_cgo.a"},
		func(t Tools) []string { return []string{"SOURCE", t.lib("libori_rt_cgo.a")} }),

	cpp("std", Value, "std::vector, std::unordered_map and _set, copied", everything),
	cpp("stdcow", COW, "the same behind std::shared_ptr, copied on write", everything),
	cpp("qt6", COW, "QList, QHash, QSet, QString", everything).
		needing("qt6-base-dev", "", "Qt6Core"),
	cpp("caf", COW, "caf::intrusive_cow_ptr over std::vector; its flat map", "lists sort maps elements sharing memory").
		needing("libcaf-dev", "caf/intrusive_cow_ptr.hpp", "", "-lcaf_core"),
	cpp("absl", Value, "absl::flat_hash_map and _set", allTables).
		needing("libabsl-dev", "", "absl_flat_hash_map absl_flat_hash_set"),
	cpp("tsl", Value, "tsl::robin_map and robin_set, identity hash", allTables).
		needing("robin-map-dev", "tsl/robin_map.h", ""),
	cpp("boostsort", Value, "pdqsort and spinsort on std::vector", "sort").
		needing("libboost-dev", "boost/sort/pdqsort/pdqsort.hpp", ""),
	{
		Name: "rust", Groups: everything, Needs: []string{"rustc"}, Debian: "rustc",
		Columns: []Column{
			{"rust", COW, "Arc::make_mut on Vec, HashMap and HashSet"},
			{"rust fasthash", COW, "the same tables with a multiply-and-fold hash in place of SipHash"},
		},
		Build: func(t Tools, out string) []Command {
			return []Command{{"rustc", "-C", "opt-level=3", "--edition", "2021", filepath.Join(t.Root, "bench/peers/rust/main.rs"), "-o", out}}
		},
	},
	{
		Name: "go", Groups: "lists sort maps sets large elements sharing", Needs: []string{"go"}, Debian: "golang",
		Columns: []Column{{"go", COW, "slices and maps behind an atomic count"}},
		Build: func(t Tools, out string) []Command {
			return []Command{{"go", "build", "-C", filepath.Join(t.Root, "bench"), "-o", out, "./peers/gopeer"}}
		},
	},
	cpp("glib", Value, "GArray, GHashTable, GRefString; no copy-on-write, a share is a reference", allListRows+" maps sets large").
		needing("libglib2.0-dev", "", "glib-2.0"),
	cpp("limit", Limit, "bare loops and memcpy on warm buffers, nothing allocated", "lists sort maps sets elements sharing").
		alsoMeasuring(Column{"limit+malloc", Limit, "the same with malloc and free of the result"}),
}

// rowsWithoutThreads are those in which no two threads count the same object.
func rowsWithoutThreads() []string {
	var rows []string
	for _, g := range groups {
		for _, r := range g.Rows {
			if !strings.Contains(r.Name, "_2t") && !strings.HasSuffix(r.Name, "_mtproc") {
				rows = append(rows, r.Name)
			}
		}
	}
	return rows
}

// ours is the library under test in one of its builds. link gives the compiler's
// arguments, in which SOURCE stands for the program's source.
func ours(name, what, groups string, rows, libs []string, link func(Tools) []string) Program {
	return Program{
		Name: strings.ReplaceAll(name, " ", "_"), Columns: []Column{{name, Ours, what}}, Groups: groups, Files: libs, Rows: rows,
		Build: func(t Tools, out string) []Command {
			c := append(Command{t.Clang}, cxxFlags...)
			c = append(c, "-I"+filepath.Join(t.Root, "include"), `-DPROGRAM="`+name+`"`, "-o", out)
			for _, arg := range link(t) {
				if arg == "SOURCE" {
					arg = t.cpp("programs", "ori.cpp")
				}
				c = append(c, arg)
			}
			return []Command{c}
		},
	}
}

// cpp is the program of the same name under cpp/programs.
func cpp(name string, kind Kind, what, groups string) Program {
	return Program{
		Name: name, Columns: []Column{{name, kind, what}}, Groups: groups,
		Build: func(t Tools, out string) []Command {
			return []Command{append(append(Command{t.Clang}, cxxFlags...), t.cpp("programs", name+".cpp"), "-o", out)}
		},
	}
}

// needing adds what the program needs: a header, packages that pkg-config knows, and link flags.
func (p Program) needing(debian, header, pkgs string, link ...string) Program {
	p.Debian = debian
	if header != "" {
		p.Needs = append(p.Needs, "<"+header+">")
	}
	for _, pkg := range strings.Fields(pkgs) {
		p.Needs = append(p.Needs, "pkg-config "+pkg)
	}
	build := p.Build
	p.Build = func(t Tools, out string) []Command {
		c := build(t, out)[0]
		if pkgs != "" {
			c = append(c, "-fPIC")
			c = append(c, pkgConfig(pkgs)...)
		}
		return []Command{append(c, link...)}
	}
	return p
}

func (p Program) alsoMeasuring(c Column) Program {
	p.Columns = append(p.Columns, c)
	return p
}

func (p Program) has(group string) bool {
	for _, g := range strings.Fields(p.Groups) {
		if g == group {
			return true
		}
	}
	return false
}

// columns returns the columns of all programs, in the order of the table.
func columns(programs []Program) []Column {
	var all []Column
	for _, p := range programs {
		all = append(all, p.Columns...)
	}
	return all
}
