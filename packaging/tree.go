package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"libori.org/rt/abi"
)

// layout says what is installed.
//
//	include/            ori_rt.h, ori.hpp, ori_rt.ll, ori_rt_plain.ll; ori_rt/module.modulemap
//	lib/                libori_rt.a, libori_rt.so → .so.1 → .so.1.0.0; the same of other flavours
//	lib/ori_rt/llvm-N/  libori_rt_inline.bc and libori_rt.bc for LLVM N or newer, with the archive of
//	                    the same build; oriopt.so, the plug-in for that LLVM's opt and clang
//	lib/pkgconfig/      ori_rt.pc, ori_rt-static.pc …
//	lib/cmake/ori_rt/   ori_rtConfig.cmake, ori_rtConfigVersion.cmake
//	bin/                oriopt
//	share/ori_rt/       debugger printers, examples
//	share/doc/ori_rt/   documents, licence, VERSION
type layout struct {
	root, build    string
	prefix, libdir string
	flavours       []string     // "ori_rt", "ori_rt_st", …
	bitcode        []bitcodeDir // the newest LLVM first
	oriopt         string       // the command, if it is installed, and then the plug-in of each LLVM
	release        release
}

type bitcodeDir struct{ version, dir string }

// release is the library's version.
type release struct{ major, minor, patch int }

func (r release) String() string { return fmt.Sprintf("%d.%d.%d", r.major, r.minor, r.patch) }

func readRelease(root string) (r release, err error) {
	text, err := os.ReadFile(filepath.Join(root, "VERSION"))
	if err != nil {
		return r, err
	}
	_, err = fmt.Sscanf(string(text), "%d.%d.%d", &r.major, &r.minor, &r.patch)
	return r, err
}

// entry is a file or link of the installed tree.
type entry struct {
	to   string // below the prefix
	from string // a file to copy
	text string // what is in it, if it is no copy
	link string // what it is a link to, if it is one
	mode fs.FileMode
}

// entries lists the tree. What is missing of the files to copy is an error; the list is whole all the same.
func (l *layout) entries() ([]entry, error) {
	t := tree{layout: l}
	t.headers()
	for _, flavour := range l.flavours {
		t.flavour(flavour)
	}
	for _, b := range l.bitcode {
		t.bitcodeOf(b)
	}
	t.packageFiles()
	t.tools()
	t.documents()
	slices.SortFunc(t.list, func(a, b entry) int { return strings.Compare(a.to, b.to) })
	return t.list, errors.Join(t.missing...)
}

type tree struct {
	*layout
	list    []entry
	missing []error
}

func (t *tree) copy(from, to string, mode fs.FileMode) {
	if _, err := os.Stat(from); err != nil {
		t.missing = append(t.missing, err)
	}
	t.list = append(t.list, entry{to: to, from: from, mode: mode})
}

func (t *tree) text(to, text string) {
	t.list = append(t.list, entry{to: to, text: text, mode: 0o644})
}

func (t *tree) linkTo(to, target string) { t.list = append(t.list, entry{to: to, link: target}) }

func (t *tree) source(elem ...string) string {
	return filepath.Join(append([]string{t.root}, elem...)...)
}

func (t *tree) headers() {
	for _, name := range []string{"ori_rt.h", "ori.hpp", "ori_rt.ll", "ori_rt_plain.ll"} {
		t.copy(t.source("include", name), path.Join("include", name), 0o644)
	}
	t.copy(t.source("packaging", "module.modulemap"), "include/ori_rt/module.modulemap", 0o644)
}

// sanitized tells the flavours that are archives for a sanitizer's programs.
var sanitized = regexp.MustCompile(`_[a-z]+san$`)

func (t *tree) flavour(name string) {
	file := "lib" + name
	t.copy(filepath.Join(t.build, file+".a"), path.Join(t.libdir, file+".a"), 0o644)
	if sanitized.MatchString(name) {
		return
	}
	// libori_rt.so → libori_rt.so.1 → libori_rt.so.1.0.0
	soname := fmt.Sprintf("%s.so.%d", file, abi.Version)
	full := fmt.Sprintf("%s.%d.%d", soname, t.release.minor, t.release.patch)
	t.copy(filepath.Join(t.build, file+".so"), path.Join(t.libdir, full), 0o755)
	t.linkTo(path.Join(t.libdir, soname), full)
	t.linkTo(path.Join(t.libdir, file+".so"), soname)
}

// bitcodeOf installs what one LLVM made: its bitcode and the archives that hold
// the slow paths of that very build.
func (t *tree) bitcodeOf(b bitcodeDir) {
	dir := path.Join(t.libdir, "ori_rt", "llvm-"+b.version)
	for _, flavour := range t.flavours {
		if sanitized.MatchString(flavour) || flavour == "ori_rt_cgo" {
			continue
		}
		for _, suffix := range []string{".a", ".bc", "_inline.bc"} {
			t.copy(filepath.Join(b.dir, "lib"+flavour+suffix), path.Join(dir, "lib"+flavour+suffix), 0o644)
		}
	}
	if t.oriopt != "" {
		t.copy(filepath.Join(b.dir, "oriopt.so"), path.Join(dir, "oriopt.so"), 0o755)
	}
}

func (t *tree) packageFiles() {
	for _, f := range t.pkgConfig() {
		t.text(path.Join(t.libdir, "pkgconfig", f.name), f.text)
	}
	for _, f := range t.cmake() {
		t.text(path.Join(t.libdir, "cmake", "ori_rt", f.name), f.text)
	}
}

// tools are programs, and scripts for debuggers.
func (t *tree) tools() {
	if t.oriopt != "" {
		t.copy(t.oriopt, "bin/oriopt", 0o755)
	}
	t.copyTree(t.source("debug"), "share/ori_rt/debug")
}

func (t *tree) documents() {
	for _, name := range []string{"VERSION", "LICENSE", "NOTICE", "README.md", "CHANGELOG.md", "SECURITY.md"} {
		t.copy(t.source(name), path.Join("share/doc/ori_rt", name), 0o644)
	}
	t.copyTree(t.source("LICENSES"), "share/doc/ori_rt/LICENSES") // NOTICE names them
	t.copyTree(t.source("docs"), "share/doc/ori_rt/docs")
	t.copyTree(t.source("examples"), "share/ori_rt/examples")
}

// copyTree installs a directory, if it is there.
func (t *tree) copyTree(from, to string) {
	err := filepath.WalkDir(from, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "__pycache__" || d.Name() == "target" || d.Name() == "build") {
			return filepath.SkipDir
		}
		if !d.Type().IsRegular() || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, file)
		if err == nil {
			t.copy(file, path.Join(to, filepath.ToSlash(rel)), 0o644|info.Mode()&0o111)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.missing = append(t.missing, err)
	}
}
