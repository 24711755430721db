package driver

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// TinyGo's loader merges GOROOT with the tree of its own packages, TINYGOROOT.
// Ours has two packages: the Go runtime that the compiled code sees, and a
// stub that lets packages of the standard library type-check.

//go:embed all:_overlay
var overlay embed.FS

// Directories that the loader merges even where TINYGOROOT has nothing to add.
var mergedDirs = []string{
	"crypto/internal/boring", "crypto/internal/entropy", "crypto/x509/internal",
	"internal/syscall", "net", "os", "sync", "syscall", "testing", "unicode",
}

// makeRoot writes TINYGOROOT into the user's cache, once for each content, and
// returns its directory. Its main.go is the program that imports the package:
// the loader takes nothing but programs.
func makeRoot(imported string) (dir string, err error) {
	files := map[string]string{
		// What TinyGo recognises its root by.
		"src/runtime/internal/sys/zversion.go": "package sys\n",
		"src/device/arm/arm.go":                "package arm\n",
		"main.go":                              fmt.Sprintf("package main\n\nimport _ %q\n\nfunc main() {}\n", imported),
	}
	for from, to := range map[string]string{"runtime/runtime.go": "src/runtime", "abi/abi.go": "src/internal/abi"} {
		text, err := fs.ReadFile(overlay, "_overlay/"+from)
		if err != nil {
			return "", err
		}
		files[path.Join(to, path.Base(from))] = string(text)
	}
	hash := sha256.New()
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(hash, "%s %d\n%s", name, len(files[name]), files[name])
	}

	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	cache = filepath.Join(cache, "ori_rt")
	dir = filepath.Join(cache, "root-"+hex.EncodeToString(hash.Sum(nil)[:8]))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(cache, 0o777); err != nil {
		return "", err
	}
	tmp, err := os.MkdirTemp(cache, "new")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(tmp)
	for _, d := range mergedDirs {
		if err := os.MkdirAll(filepath.Join(tmp, "src", filepath.FromSlash(d)), 0o777); err != nil {
			return "", err
		}
	}
	for _, name := range names {
		file := filepath.Join(tmp, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return "", err
		}
		if err := os.WriteFile(file, []byte(files[name]), 0o666); err != nil {
			return "", err
		}
	}
	if err := os.Rename(tmp, dir); err != nil {
		if _, other := os.Stat(dir); other != nil { // not there by another process's hand either
			return "", err
		}
	}
	return dir, nil
}
