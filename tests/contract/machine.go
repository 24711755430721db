package contract

import (
	"fmt"
	"reflect"
	"unsafe"

	"libori.org/rt/abi"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// A Result is what a function returns: a number, a truth value as 0 or 1, or an address.
type Result struct {
	Int int64
	Ptr unsafe.Pointer
}

// A Machine is a build of the library.
type Machine interface {
	Name() string
	// Call calls a function with its C parameters, Go values of the thunk's
	// types. failure is the message of the fatal error that ended it.
	Call(e *abi.Export, args []any) (result Result, failure string)
	// Starve makes the k-th allocation of the next call fail, from 1; forever:
	// and those after it. 0 ends it.
	Starve(k int, forever bool)
	// Allocs returns the allocations of the last call, and Blocks how many more
	// blocks of memory there are than before it; -1 where that is not known.
	Allocs() int
	Blocks() int
}

// Hosted is the Go code itself, in either of its bodies.
type Hosted struct {
	failAt, allocs int
	forever        bool
}

// Name returns the body's.
func (m *Hosted) Name() string { return "Go, " + runtime.Body }

// Starve: see Machine.
func (m *Hosted) Starve(k int, forever bool) { m.failAt, m.forever = k, forever }

// Allocs: see Machine.
func (m *Hosted) Allocs() int { return m.allocs }

// Blocks: see Machine.
func (m *Hosted) Blocks() int { return -1 }

// Call: see Machine.
func (m *Hosted) Call(e *abi.Export, args []any) (result Result, failure string) {
	f := reflect.ValueOf(thunks[e.Name])
	in := make([]reflect.Value, len(args))
	for i, arg := range args {
		in[i] = reflect.ValueOf(arg)
		if want := f.Type().In(i); in[i].Type() != want {
			in[i] = reflect.NewAt(want.Elem(), in[i].UnsafePointer()) // unsafe.Pointer to the pointer type
		}
	}
	m.allocs = 0
	before := runtime.Refuse
	runtime.Refuse = func(int64) bool {
		m.allocs++
		return m.allocs == m.failAt || m.forever && m.failAt > 0 && m.allocs > m.failAt
	}
	defer func() { runtime.Refuse = before }()
	failure = check.Fatal(func() {
		if out := f.Call(in); len(out) > 0 {
			result = resultOf(out[0])
		}
	})
	return result, failure
}

func resultOf(v reflect.Value) Result {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return Result{Int: 1}
		}
		return Result{}
	case reflect.Int32, reflect.Int64:
		return Result{Int: v.Int()}
	case reflect.Uint64:
		return Result{Int: int64(v.Uint())}
	case reflect.UnsafePointer:
		return Result{Ptr: v.Interface().(unsafe.Pointer)}
	}
	panic(fmt.Sprintf("contract: a result of type %v", v.Type()))
}
