// Command gen writes everything that follows from the //ori:export directives
// of the core packages; see package abi.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	root := flag.String("root", ".", "root of the module")
	flag.Parse()
	if err := run(*root); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(root string) error {
	files, err := generate(root)
	if err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(root, f.path)
		if old, err := os.ReadFile(path); err == nil && slices.Equal(old, f.text) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// file is one generated file; path is relative to the root.
type file struct {
	path string
	text []byte
}

func pathsOf(dir string) func([]*export) ([]byte, error) {
	return func(exports []*export) ([]byte, error) { return emitPaths(exports, dir) }
}

// generate returns every generated file of the module at root.
func generate(root string) ([]file, error) {
	exports, err := load(root)
	if err != nil {
		return nil, err
	}
	release, err := readVersion(filepath.Join(root, "VERSION"))
	if err != nil {
		return nil, err
	}
	var files []file
	for _, emit := range []struct {
		path string
		text func([]*export) ([]byte, error)
	}{
		{"abi/table.go", emitTable},
		{"abi/thunk/thunk.go", emitThunks},
		{"cgo/exports.go", emitCgoGo},
		{"cgo/exports.c", emitCgoC},
		{"runtime/version.go", release.emitGo},
		{"include/ori_rt.h", release.emitHeader},
		{"include/ori_rt.ll", emitIR},
		{"include/ori_rt_plain.ll", emitPlainIR},
		{"docs/abi.md", emitDoc},
		{"cowlist/paths.go", pathsOf("cowlist")},
		{"cowmap/paths.go", pathsOf("cowmap")},
		{"cowset/paths.go", pathsOf("cowset")},
	} {
		text, err := emit.text(exports)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", emit.path, err)
		}
		files = append(files, file{emit.path, text})
	}
	return files, nil
}
