// Package build makes programs of Moo sources: front end, backend, optimiser,
// linker.
package build

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/llvm/link"
	"libori.org/rt/llvm/oriopt"
	"libori.org/rt/moo"
	"libori.org/rt/moo/backend"
)

// Options say how to build.
type Options struct {
	Build   link.Build // the runtime
	Include string     // the directory of ori_rt.h
	Dir     string     // where all files go
	Name    string     // of the program
	Level   string     // O0 to O3
	Debug   bool       // line numbers
	Naive   bool       // a backend that analyses nothing: docs/naive-code.md
	// Calls are the passes of oriopt to run.
	Calls oriopt.Passes
	// Change, if not nil, gets the module before it is optimised.
	Change func(*irb.Module)
	// Objects are linked in.
	Objects []string
}

// Program compiles and links a checked program. Name.ll and Name.opt.ll stay
// beside it.
func Program(unit *moo.Unit, o Options) (link.Program, error) {
	if missing := o.Build.Missing(); len(missing) > 0 {
		return link.Program{}, fmt.Errorf("%s is not there; make lib builds the library", strings.Join(missing, ", "))
	}
	m, err := Module(unit, o)
	if err != nil {
		return link.Program{}, err
	}
	defer m.Dispose()
	return Make(m.LLVM, o)
}

// Module emits the module of a program.
func Module(unit *moo.Unit, o Options) (*irb.Module, error) {
	m, err := backend.Emit(unit, backend.Options{Debug: o.Debug, Naive: o.Naive})
	if err != nil {
		return nil, fmt.Errorf("%s: the backend made an invalid module: %w", unit.Program.File.Name, err)
	}
	if o.Change != nil {
		o.Change(m)
	}
	return m, nil
}

// Make optimises and links a module.
func Make(m llvm.Module, o Options) (link.Program, error) {
	support, err := Support(o.Include)
	if err != nil {
		return link.Program{}, err
	}
	// The library comes a second time behind the objects that call it.
	flags := append(append([]string{support}, o.Objects...), o.Build.Library, "-lm")
	return link.Make(m, o.Build, link.Options{Dir: o.Dir, Name: o.Name, Level: o.Level, Calls: o.Calls, Flags: flags})
}

// Support returns the object of the support code, compiled against the header in
// include; the user's cache keeps it.
func Support(include string) (string, error) { return support(include) }

var support = memo(func(include string) (string, error) {
	return CompileC("support", backend.Support, include)
})

// CompileC compiles a C source that includes ori_rt.h to an object in the
// user's cache, unless it is there already.
func CompileC(name, source, include string) (string, error) {
	header, err := os.ReadFile(filepath.Join(include, "ori_rt.h"))
	if err != nil {
		return "", err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "moo")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	sum := sha256.Sum256(append([]byte(source), header...))
	object := filepath.Join(dir, fmt.Sprintf("%s-%x.o", name, sum[:8]))
	if _, err := os.Stat(object); err == nil {
		return object, nil
	}
	// Under another name first: several of us may be at it.
	fresh, err := os.CreateTemp(dir, name+"-*.o")
	if err != nil {
		return "", err
	}
	fresh.Close()
	cmd := exec.Command(link.CC(), "-x", "c", "-", "-c", "-O2", "-g", "-std=gnu11", "-fPIC", "-Wall", "-Wextra", "-I", include, "-o", fresh.Name())
	cmd.Stdin = strings.NewReader(source)
	if out, err := cmd.CombinedOutput(); err != nil {
		os.Remove(fresh.Name())
		return "", fmt.Errorf("compiling %s: %w\n%s", name, err, out)
	}
	return object, os.Rename(fresh.Name(), object)
}

// memo keeps the results of f, also where several ask at once.
func memo(f func(string) (string, error)) func(string) (string, error) {
	var mu sync.Mutex
	known := map[string]string{}
	return func(key string) (string, error) {
		mu.Lock()
		defer mu.Unlock()
		if v, ok := known[key]; ok {
			return v, nil
		}
		v, err := f(key)
		if err == nil {
			known[key] = v
		}
		return v, err
	}
}

// Root finds the directory of the library's sources from the working directory
// upwards: the one with include/ori_rt.h.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "include", "ori_rt.h")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no include/ori_rt.h in the working directory or above; say where with -root")
		}
		dir = up
	}
}
