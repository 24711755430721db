package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"
)

// built writes files in the place of everything that a build makes, and returns what installs them.
func built(t *testing.T) *layout {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"libori_rt.a", "libori_rt.so", "libori_rt.bc", "libori_rt_inline.bc", "libori_rt_asan.a", "oriopt.so", "oriopt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	release, err := readRelease("..")
	if err != nil {
		t.Fatal(err)
	}
	return &layout{
		root: "..", build: dir, prefix: "/usr", libdir: "lib", release: release,
		flavours: []string{"ori_rt", "ori_rt_asan"}, bitcode: []bitcodeDir{{"22", dir}}, oriopt: filepath.Join(dir, "oriopt"),
	}
}

// below lists the files and links below a directory.
func below(t *testing.T, dir string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && path != dir {
			name, _ := filepath.Rel(dir, path)
			found[name] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestUninstallTakesAllAway: also when the build is gone, and nothing that was there before.
func TestUninstallTakesAllAway(t *testing.T) {
	l, dest := built(t), t.TempDir()
	theirs := filepath.Join(dest, "usr", "lib", "theirs.so")
	if err := os.MkdirAll(filepath.Dir(theirs), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(theirs, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := l.install(dest); err != nil {
		t.Fatal(err)
	}
	installed := below(t, filepath.Join(dest, "usr"))
	for _, name := range []string{"bin/oriopt", "lib/libori_rt.so.1", "lib/libori_rt_asan.a", "lib/ori_rt/llvm-22/oriopt.so", "lib/pkgconfig/ori_rt.pc",
		"lib/cmake/ori_rt/ori_rtConfigVersion.cmake", "include/ori_rt_plain.ll", "share/doc/ori_rt/LICENSE", "share/doc/ori_rt/LICENSES/BSD-3-Clause-Go.txt"} {
		if !installed[name] {
			t.Errorf("%s is not installed", name)
		}
	}
	if err := os.RemoveAll(l.build); err != nil {
		t.Fatal(err)
	}
	if err := l.uninstall(dest); err != nil {
		t.Fatal(err)
	}
	left := below(t, filepath.Join(dest, "usr"))
	if len(left) != 2 || !left["lib"] || !left["lib/theirs.so"] {
		t.Errorf("left is %v; want lib/theirs.so alone", left)
	}
}

// TestNothingIsInstalledOfHalfABuild: a file that is missing is an error before the first is written.
func TestNothingIsInstalledOfHalfABuild(t *testing.T) {
	l, dest := built(t), t.TempDir()
	if err := os.Remove(filepath.Join(l.build, "oriopt.so")); err != nil {
		t.Fatal(err)
	}
	if err := l.install(dest); err == nil {
		t.Error("no error")
	}
	if left := below(t, dest); len(left) != 0 {
		t.Errorf("%v is written all the same", left)
	}
}

// TestATreeWithoutOriopt has nothing of it, such as one for another machine.
func TestATreeWithoutOriopt(t *testing.T) {
	l := built(t)
	l.oriopt = ""
	entries, err := l.entries()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name := filepath.Base(e.to); name == "oriopt" || name == "oriopt.so" {
			t.Errorf("%s is part of it", e.to)
		}
	}
}

// TestModulesOfOthers: those in a program go into the bill, and only if their licence is on record.
func TestModulesOfOthers(t *testing.T) {
	ours, known := &debug.Module{Path: "libori.org/rt"}, &debug.Module{Path: "tinygo.org/x/go-llvm"}
	if others, err := ofOthers([]*debug.Module{ours, known}); err != nil || len(others) != 1 || others[0] != known {
		t.Errorf("%v, %v; want %s alone", others, err, known.Path)
	}
	if _, err := ofOthers([]*debug.Module{known, {Path: "example.com/new"}}); err == nil {
		t.Error("a module of unknown licence is no error")
	}
}
