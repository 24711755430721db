// Package native calls a build of the library from Go, so that the sweeps of
// package contract can run on it.
//
// The library is a shared one, made by Link of an archive with C's allocator
// wrapped, so that allocations can be counted and made to fail. Its objects
// are C's, as are those that the Go code makes without the tag ori_goheap, so
// that either may release what the other allocated.
package native

/*
#cgo CFLAGS: -D_GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include "call.h"
*/
import "C"

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"unsafe"

	"libori.org/rt/abi"
	"libori.org/rt/cowstr"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
	"libori.org/rt/tests/contract"

	_ "embed"
)

//go:embed testdata/faults.c
var faults []byte

// Link makes a shared library in dir of an archive, its allocations wrapped by
// testdata/faults.c.
func Link(archive, dir string) (string, error) {
	source, so := filepath.Join(dir, "faults.c"), filepath.Join(dir, "libfaulty.so")
	if err := os.WriteFile(source, faults, 0o644); err != nil {
		return "", err
	}
	args := []string{"-O1", "-shared", "-fPIC", "-o", so, source}
	for _, f := range []string{"malloc", "aligned_alloc", "realloc", "free"} {
		args = append(args, "-Wl,--wrap="+f)
	}
	args = append(args, "-Wl,--whole-archive", archive, "-Wl,--no-whole-archive", "-lpthread")
	cc := cmp.Or(os.Getenv("CC"), "gcc") // of the archive's machine
	if text, err := exec.Command(cc, args...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", cc, strings.Join(args, " "), err, text)
	}
	return so, nil
}

// Library is a loaded library; it implements contract.Machine.
type Library struct {
	name   string
	handle unsafe.Pointer
	call   *C.ori_test_call // in C's memory, where it may hold addresses of Go's
	allocs int
	blocks int
	alone  bool
	own    bool
}

// Load loads what Link made and installs the fatal handler that Call returns to.
func Load(name, so string) (*Library, error) {
	path := C.CString(so)
	defer C.free(unsafe.Pointer(path))
	lib := &Library{name: name, handle: C.dlopen(path, C.RTLD_NOW)}
	if lib.handle == nil {
		return nil, fmt.Errorf("%s", C.GoString(C.dlerror()))
	}
	lib.call = (*C.ori_test_call)(C.calloc(1, C.sizeof_ori_test_call))
	if err := lib.Prepare(); err != nil {
		return nil, err
	}
	check.Live = func() int64 { return rc.LiveCount() + int64(C.ori_test_live(lib.symbol("ori_rc_live_count"))) }
	return lib, nil
}

var seedGo sync.Once // before its first table

// Prepare installs the fatal handler, and gives the library and the Go code one hash seed: Go
// has cleared the process's random bytes, from which they come otherwise, before the library
// can read them. Load calls it.
func (lib *Library) Prepare() error {
	C.ori_test_install(lib.symbol("ori_rt_set_fatal_handler"))
	const seed = int64(1)
	seedGo.Do(func() { runtime.SetHashSeed(seed) })
	for i := range abi.Exports {
		if e := &abi.Exports[i]; e.Name == "ori_rt_set_hash_seed" {
			if _, failure := lib.Call(e, []any{seed}); failure != "" {
				return errors.New(failure)
			}
		}
	}
	return nil
}

func (lib *Library) symbol(name string) unsafe.Pointer {
	c := C.CString(name)
	defer C.free(unsafe.Pointer(c))
	p := C.dlsym(lib.handle, c)
	if p == nil {
		panic("native: no function " + name)
	}
	return p
}

// Name: see contract.Machine.
func (lib *Library) Name() string {
	switch {
	case lib.alone:
		return lib.name + " in a process of one thread"
	case lib.own:
		return lib.name + " with an allocator of the program's"
	}
	return lib.name
}

// Starve: see contract.Machine.
func (lib *Library) Starve(k int, forever bool) {
	C.ori_test_starve(lib.symbol("ori_faults_starve"), C.int64_t(k), C.bool(forever))
}

// Alone tells the library whether its process has one thread, as C's library would: it then
// counts with plain loads and stores. The process has more, but one at a time calls it.
func (lib *Library) Alone(alone bool) {
	lib.alone = alone
	C.ori_test_alone(lib.symbol("ori_faults_alone"), C.bool(alone))
}

// OwnAllocator has the library take its memory from an allocator that the program brings. It
// must not have allocated yet.
func (lib *Library) OwnAllocator() {
	lib.own = true
	C.ori_test_count(lib.symbol("ori_faults_own_allocator"))
}

// Allocs: see contract.Machine.
func (lib *Library) Allocs() int { return lib.allocs }

// Blocks: see contract.Machine.
func (lib *Library) Blocks() int { return lib.blocks }

// Call: see contract.Machine.
func (lib *Library) Call(e *abi.Export, args []any) (contract.Result, string) {
	call := lib.call
	*call = C.ori_test_call{fn: lib.symbol(e.Name)}
	for i, arg := range args {
		call.args[i] = lib.word(arg)
	}
	C.ori_test_count(lib.symbol("ori_faults_reset"))
	C.ori_test_invoke(call)
	lib.allocs = int(C.ori_test_count(lib.symbol("ori_faults_allocs")))
	lib.blocks = int(C.ori_test_count(lib.symbol("ori_faults_blocks")))
	if call.failed {
		message := C.GoStringN(&call.message[0], C.int(call.message_len))
		if line := C.GoStringN(&call.line[0], C.int(call.line_len)); line != message+"\n" {
			message = fmt.Sprintf("%s (but standard error got %q)", message, line)
		}
		return contract.Result{}, message
	}
	switch e.Result.Type {
	case abi.Bool:
		return contract.Result{Int: int64(uintptr(call.result) & 0xff)}, ""
	case abi.Int32:
		return contract.Result{Int: int64(int32(uintptr(call.result)))}, ""
	case abi.Pointer, abi.ConstPointer:
		return contract.Result{Ptr: call.result}, ""
	}
	return contract.Result{Int: int64(uintptr(call.result))}, ""
}

// own are the callbacks that the library brings, which it is given by its own addresses.
var own = map[any]string{
	runtime.Int64Eq(): "ori_i64_eq", runtime.Int64Hash(): "ori_i64_hash", runtime.Int64Compare(): "ori_i64_compare",
}

// word returns an argument as a register holds it.
func (lib *Library) word(arg any) C.ori_test_word {
	var w C.ori_test_word
	if name := own[arg]; name != "" {
		*(*unsafe.Pointer)(unsafe.Pointer(&w)) = lib.symbol(name)
		return w
	}
	switch arg := arg.(type) {
	case int64:
		*(*int64)(unsafe.Pointer(&w)) = arg
	case unsafe.Pointer:
		*(*unsafe.Pointer)(unsafe.Pointer(&w)) = arg
	case *rc.Triple:
		*(**rc.Triple)(unsafe.Pointer(&w)) = arg
	case *cowstr.Str:
		*(**cowstr.Str)(unsafe.Pointer(&w)) = arg
	case *unsafe.Pointer:
		*(**unsafe.Pointer)(unsafe.Pointer(&w)) = arg
	case runtime.ElemFn:
		if !arg.IsNil() {
			*(*unsafe.Pointer)(unsafe.Pointer(&w)) = C.ori_test_elem(index(&elems, arg))
		}
	case runtime.DropFn:
		if !arg.IsNil() {
			*(*unsafe.Pointer)(unsafe.Pointer(&w)) = C.ori_test_drop(index(&drops, arg))
		}
	case runtime.EqFn:
		if !arg.IsNil() {
			*(*unsafe.Pointer)(unsafe.Pointer(&w)) = C.ori_test_eq(index(&eqs, arg))
		}
	case runtime.HashFn:
		if !arg.IsNil() {
			*(*unsafe.Pointer)(unsafe.Pointer(&w)) = C.ori_test_hash(index(&hashes, arg))
		}
	case runtime.CmpFn:
		if !arg.IsNil() {
			*(*unsafe.Pointer)(unsafe.Pointer(&w)) = C.ori_test_cmp(index(&cmps, arg))
		}
	case runtime.CmpByFn:
		if !arg.IsNil() {
			*(*unsafe.Pointer)(unsafe.Pointer(&w)) = C.ori_test_cmp_by(index(&cmpBys, arg))
		}
	case runtime.TestFn:
		if !arg.IsNil() {
			*(*unsafe.Pointer)(unsafe.Pointer(&w)) = C.ori_test_test(index(&tests, arg))
		}
	case runtime.EntryTestFn:
		if !arg.IsNil() {
			*(*unsafe.Pointer)(unsafe.Pointer(&w)) = C.ori_test_entry_test(index(&entry, arg))
		}
	case runtime.CopyFn:
		if !arg.IsNil() {
			*(*unsafe.Pointer)(unsafe.Pointer(&w)) = C.ori_test_copy(index(&copies, arg))
		}
	case *bool:
		*(**bool)(unsafe.Pointer(&w)) = arg
	case *int64:
		*(**int64)(unsafe.Pointer(&w)) = arg
	case *float64:
		*(**float64)(unsafe.Pointer(&w)) = arg
	default:
		panic(fmt.Sprintf("native: an argument of type %T", arg))
	}
	return w
}
