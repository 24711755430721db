// Package oriopt optimises LLVM modules that call libori_rt, at the level of these
// calls: before the library's bitcode is linked in.
//
// A naive back end retains every use, tests uniqueness at every change and checks
// every index. oriopt takes away what the contracts of the C ABI prove needless,
// and never adds a copy. docs/oriopt.md shows what it does.
//
// The passes are C++ over LLVM's own analyses, with the contract table generated
// from abi.Exports (tools/oriopttable). oriopt.h is the C interface between; pass.h lists
// the files. The same files make the plugin for opt and clang (plugin/).
package oriopt

/*
#cgo CXXFLAGS: -std=c++17 -fno-exceptions -fno-rtti -O2 -g0 -Wno-comment
#cgo CPPFLAGS: -D_GNU_SOURCE -D__STDC_CONSTANT_MACROS -D__STDC_FORMAT_MACROS -D__STDC_LIMIT_MACROS
#include "oriopt.h"

void orioptReport(void *context, int done, char *pass, char *function, char *file, int line, char *message);

static int64_t run(void *module, unsigned passes, int explain, uintptr_t context) {
	return oriopt_run((OrioptModule)module, passes, explain ? (oriopt_report)orioptReport : 0, (void *)context);
}
static int64_t verify(void *module, uintptr_t context) {
	return oriopt_verify((OrioptModule)module, (oriopt_report)orioptReport, (void *)context);
}
*/
import "C"

import (
	"fmt"
	"runtime/cgo"
	"strings"
	"unsafe"

	"tinygo.org/x/go-llvm"
)

// Passes is a set of passes.
type Passes uint

const (
	Prepare    Passes = C.ORIOPT_PREPARE    // small wrappers inlined, slots into registers
	Counts     Passes = C.ORIOPT_COUNTS     // retain/release pairs, moves
	Calls      Passes = C.ORIOPT_CALLS      // better calls
	Windows    Passes = C.ORIOPT_WINDOWS    // loops in two versions
	Attributes Passes = C.ORIOPT_ATTRIBUTES // what the table proves, on declarations
	Open       Passes = C.ORIOPT_OPEN       // operations opened where they stand
	All        Passes = C.ORIOPT_ALL
)

// names lists the passes in the order in which they run.
var names = []struct {
	name string
	pass Passes
}{{"prepare", Prepare}, {"counts", Counts}, {"calls", Calls}, {"windows", Windows}, {"open", Open}, {"attributes", Attributes}}

// Names returns the names of the passes, for help texts.
func Names() []string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = n.name
	}
	return list
}

// ParsePasses reads names with commas between them; "all" and "none" are sets.
func ParsePasses(list string) (Passes, error) {
	var set Passes
	for _, word := range strings.Split(list, ",") {
		switch word {
		case "all":
			set |= All
			continue
		case "none", "":
			continue
		}
		found := false
		for _, n := range names {
			if n.name == word {
				set |= n.pass
				found = true
			}
		}
		if !found {
			return 0, fmt.Errorf("there is no pass %q; there are %s, all and none", word, strings.Join(Names(), ", "))
		}
	}
	return set, nil
}

// Remark says what was done, or left and why, or what Verify found.
type Remark struct {
	Done     bool
	Pass     string // "counts"
	Function string
	File     string // "" without debug locations
	Line     int
	Message  string
}

func (r Remark) String() string {
	at := r.File
	if at == "" {
		at = "?"
	}
	what := "left"
	if r.Done {
		what = "done"
	}
	return fmt.Sprintf("%s:%d: %s: %s: in %s: %s", at, r.Line, what, r.Pass, r.Function, r.Message)
}

// Options say what to run.
type Options struct {
	Passes Passes
	// Explain, if not nil, gets a remark for all that was done or left.
	Explain func(Remark)
}

// Run optimises m and returns the number of changes.
func Run(m llvm.Module, o Options) int {
	h := cgo.NewHandle(o.Explain)
	defer h.Delete()
	explain := C.int(0)
	if o.Explain != nil {
		explain = 1
	}
	return int(C.run(unsafe.Pointer(m.C), C.uint(o.Passes), explain, C.uintptr_t(h)))
}

// Verify checks that references balance on every path of every function of m, and
// returns what does not, with the path.
func Verify(m llvm.Module) []Remark {
	var faults []Remark
	h := cgo.NewHandle(func(r Remark) { faults = append(faults, r) })
	defer h.Delete()
	C.verify(unsafe.Pointer(m.C), C.uintptr_t(h))
	return faults
}

//export orioptReport
func orioptReport(context unsafe.Pointer, done C.int, pass, function, file *C.char, line C.int, message *C.char) {
	cgo.Handle(uintptr(context)).Value().(func(Remark))(Remark{
		Done: done != 0, Pass: C.GoString(pass), Function: C.GoString(function),
		File: C.GoString(file), Line: int(line), Message: C.GoString(message),
	})
}
