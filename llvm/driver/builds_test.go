package driver

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"libori.org/rt/abi"
)

// The builds that the tests look at. Each is made once, when a test asks for it. Where all
// tests run, they are made beforehand and at the same time, as many as there are
// processors. Builds of the same Go code share what is prepared of it, but for those that
// must turn out the same from scratch.

const moduleDir = "../.."

// real returns the options for the runtime itself.
func real() Options {
	return Options{Dir: moduleDir, Thunks: "libori.org/rt/abi/thunk", Exports: abi.Exports}
}

// with is real with something set.
func with(set func(*Options)) Options {
	o := real()
	set(&o)
	return o
}

// withDebug asks for debug information, and for little optimisation, as the build has whose
// coverage is measured.
func withDebug(o *Options) { o.Debug, o.Passes = true, "default<O1>" }

var (
	code      = sync.OnceValues(func() (*prepared, error) { return prepare(real()) })
	debugCode = sync.OnceValues(func() (*prepared, error) { return prepare(with(withDebug)) })
)

// A made is a build that is made once.
type made func() (*Library, error)

// madeOf is a build of code that is prepared already.
func madeOf(code func() (*prepared, error), o Options) made {
	return sync.OnceValues(func() (*Library, error) {
		c, err := code()
		if err != nil {
			return nil, err
		}
		return c.build(o)
	})
}

// built is a build that make has made for the tests and put into LIBORI_BUILT with its text;
// where it is not there, it is made here.
func built(name string, here made) made {
	return sync.OnceValues(func() (*Library, error) {
		dir := os.Getenv("LIBORI_BUILT")
		l := &Library{Name: name}
		var newest time.Time
		for _, f := range []struct {
			suffix string
			to     func(data []byte)
		}{
			{".a", func(data []byte) { l.Archive = data }},
			{soSuffix, func(data []byte) { l.Shared = data }},
			{".bc", func(data []byte) { l.Bitcode = data }},
			{"_inline.bc", func(data []byte) { l.Inline = data }},
			{".ll", func(data []byte) { l.BitcodeText = string(data) }},
			{"_inline.ll", func(data []byte) { l.InlineText = string(data) }},
			{"_optimized.ll", func(data []byte) { l.OptimizedText = string(data) }},
		} {
			file := filepath.Join(dir, name+f.suffix)
			info, err := os.Stat(file)
			if f.suffix == soSuffix && os.IsNotExist(err) {
				continue // a sanitizer's
			}
			if dir == "" || err != nil || info.ModTime().Before(newest) {
				return here() // or an older text than its code
			}
			newest = info.ModTime()
			data, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			f.to(data)
		}
		return l, nil
	})
}

// madeElsewhere is a build from scratch of a copy of the module.
func madeElsewhere(o Options) made {
	return sync.OnceValues(func() (*Library, error) {
		dir, err := elsewhere()
		if err != nil {
			return nil, err
		}
		o.Dir = dir
		return Build(o)
	})
}

var (
	release        = built("libori_rt", madeOf(code, real()))
	debug          = madeOf(debugCode, with(withDebug))
	singleThreaded = built("libori_rt_st", madeOf(code, with(func(o *Options) { o.SingleThreaded = true })))
	address        = built("libori_rt_asan", madeOf(code, with(func(o *Options) { o.Sanitize = Address })))
	thread         = built("libori_rt_tsan", madeOf(code, with(func(o *Options) { o.Sanitize = Thread })))
	// Its code has nil checks.
	undefined        = made(sync.OnceValues(func() (*Library, error) { return Build(with(func(o *Options) { o.Sanitize = Undefined })) }))
	releaseElsewhere = madeElsewhere(real())
	debugElsewhere   = madeElsewhere(with(withDebug))
)

// what returns the library, or ends the test.
func (m made) what(t *testing.T) *Library {
	t.Helper()
	l, err := m()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("test.run").Value.String() == "" && flag.Lookup("test.list").Value.String() == "" {
		makeAll([]made{release, debugElsewhere, debug, releaseElsewhere, undefined, address, thread, singleThreaded})
	}
	status := m.Run()
	if dir, err := elsewhere(); err == nil {
		os.RemoveAll(filepath.Dir(filepath.Dir(dir)))
	}
	os.Exit(status)
}

// makeAll makes builds in the background, in this order.
func makeAll(all []made) {
	next := make(chan made)
	for range runtime.GOMAXPROCS(0) {
		go func() {
			for m := range next {
				m()
			}
		}()
	}
	go func() {
		for _, m := range all {
			next <- m
		}
		close(next)
	}()
}

// elsewhere is the directory of a copy of the module's core.
var elsewhere = sync.OnceValues(func() (string, error) {
	root, err := os.MkdirTemp("", "ori_rt")
	if err != nil {
		return "", err
	}
	dir := filepath.Join(root, "a rather different", "place")
	return dir, copyModule(moduleDir, dir)
})

// copyModule copies the Go files of a module's core packages.
func copyModule(from, to string) error {
	if err := os.MkdirAll(to, 0o777); err != nil {
		return err
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case name == "go.mod" || name == "go.sum":
			text, err := os.ReadFile(filepath.Join(from, name))
			if err == nil {
				err = os.WriteFile(filepath.Join(to, name), text, 0o666)
			}
			if err != nil {
				return err
			}
		case entry.IsDir() && name[0] != '.' && name != "llvm" && name != "build":
			if err := os.CopyFS(filepath.Join(to, name), os.DirFS(filepath.Join(from, name))); err != nil {
				return fmt.Errorf("copying the module: %w", err)
			}
		}
	}
	return nil
}
