package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The Go modules of the SDK, as a module proxy serves them: files below
// MODULE/@v that any web server can hand out, and that GOPROXY=file://… reads.
//
// In the repository the modules find each other through replace directives. A
// released one has none: it requires the others at the release's version.

// sdk are the directories of the modules that users of the SDK import.
var sdk = []string{".", "llvm", "moo"}

var (
	modulePath  = regexp.MustCompile(`(?m)^module (\S+)$`)
	replaceLine = regexp.MustCompile(`(?m)^replace \S+ => \.\./\S*\n+`)
)

// packModules writes the modules to OUT/modules.
func (l *layout) packModules(out string, epoch int64) error {
	cmd := exec.Command("git", "ls-files", "-z")
	cmd.Dir = l.root
	list, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("git ls-files: %w", err)
	}
	tracked := strings.Split(strings.TrimRight(string(list), "\x00"), "\x00")
	var others []string // directories of modules, which are no part of the one around them
	for _, name := range tracked {
		if path.Base(name) == "go.mod" {
			others = append(others, path.Dir(name))
		}
	}
	for _, dir := range sdk {
		text, err := os.ReadFile(filepath.Join(l.root, dir, "go.mod"))
		if err != nil {
			return err
		}
		module := string(modulePath.FindSubmatch(text)[1])
		files := slices.DeleteFunc(slices.Clone(tracked), func(name string) bool { return moduleOf(name, others) != dir })
		if err := l.packModule(filepath.Join(out, "modules", filepath.FromSlash(module), "@v"), module, dir, files, epoch); err != nil {
			return fmt.Errorf("%s: %w", module, err)
		}
	}
	return nil
}

// moduleOf returns the innermost of the modules' directories that a file is in.
func moduleOf(file string, modules []string) string {
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		if dir == "." || slices.Contains(modules, dir) {
			return dir
		}
	}
}

func (l *layout) packModule(to, module, dir string, files []string, epoch int64) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	version := "v" + l.release.String()
	var zipped bytes.Buffer
	archive := zip.NewWriter(&zipped)
	for _, name := range files {
		data, err := os.ReadFile(filepath.Join(l.root, name))
		if err != nil {
			return err
		}
		inside := strings.TrimPrefix(name, dir+"/")
		if inside == "go.mod" {
			data = replaceLine.ReplaceAll(data, nil)
			if err := os.WriteFile(filepath.Join(to, version+".mod"), data, 0o644); err != nil {
				return err
			}
		}
		w, err := archive.CreateHeader(&zip.FileHeader{Name: module + "@" + version + "/" + inside, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if _, err := w.Write(data); err != nil {
			return err
		}
	}
	if err := archive.Close(); err != nil {
		return err
	}
	info, err := json.Marshal(map[string]string{"Version": version, "Time": time.Unix(epoch, 0).UTC().Format(time.RFC3339)})
	if err != nil {
		return err
	}
	for name, data := range map[string][]byte{version + ".zip": zipped.Bytes(), version + ".info": info, "list": []byte(version + "\n")} {
		if err := os.WriteFile(filepath.Join(to, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
