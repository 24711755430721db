package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// read returns what is in an entry that is no link.
func (e entry) read() ([]byte, error) {
	if e.from == "" {
		return []byte(e.text), nil
	}
	return os.ReadFile(e.from)
}

// install writes the tree below destdir/prefix. Nothing is written if something
// is missing.
func (l *layout) install(destdir string) error {
	entries, err := l.entries()
	if err != nil {
		return err
	}
	if !filepath.IsAbs(l.prefix) {
		return fmt.Errorf("PREFIX %q is not absolute", l.prefix)
	}
	base := filepath.Join(destdir, l.prefix)
	for _, e := range entries {
		if err := e.write(filepath.Join(base, filepath.FromSlash(e.to))); err != nil {
			return err
		}
	}
	fmt.Printf("installed %d files in %s\n", len(entries), base)
	return nil
}

// write replaces what is at file.
func (e entry) write(file string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if e.link != "" {
		return os.Symlink(e.link, file)
	}
	data, err := e.read()
	if err != nil {
		return err
	}
	if err := os.WriteFile(file, data, e.mode); err != nil {
		return err
	}
	return os.Chmod(file, e.mode) // whatever the umask
}

// uninstall removes the files of the tree, and the directories that are empty
// then. What was not installed by us stays. The build that was installed need not be there.
func (l *layout) uninstall(destdir string) error {
	entries, _ := l.entries()
	base := filepath.Join(destdir, l.prefix)
	removed := 0
	for _, e := range entries {
		file := filepath.Join(base, filepath.FromSlash(e.to))
		switch err := os.Remove(file); {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return err
		}
		removed++
		for dir := filepath.Dir(file); dir != base; dir = filepath.Dir(dir) {
			if err := os.Remove(dir); err != nil {
				if errors.Is(err, syscall.ENOTEMPTY) || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
					break
				}
				return err
			}
		}
	}
	fmt.Printf("removed %d files from %s\n", removed, base)
	return nil
}
