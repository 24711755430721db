// Package value makes a list whose Copy is deferred: it costs a reference, and the elements are copied
// when one of the copies is first changed, if another still exists. A copy that is never changed is never
// made, and neither is one whose original is gone by then.
//
// The elements lie in libori_rt. A List is a Go value with a lock of its own, as objects of a language
// with threads have: two goroutines may use one List, and two Lists that share their elements. The lock
// of one List could not protect what it shares with others; the library's counts do.
package value

/*
#cgo pkg-config: ori_rt-static
#include <ori_rt.h>
*/
import "C"

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Deferred counts the calls of Copy, Actual the copies that were made in the end.
var Deferred, Actual atomic.Int64

// List is a list of int64.
type List struct {
	mu sync.Mutex
	// The triple lies in memory that the cleanup can still reach when the List is gone. It is the List's
	// only owner in the library's eyes.
	owner *C.OriList
}

// New returns an empty list.
func New() *List { return own(&C.OriList{}) }

// own makes a List of a reference, which is given back when the List is garbage.
func own(o *C.OriList) *List {
	l := &List{owner: o}
	runtime.AddCleanup(l, func(o *C.OriList) {
		C.ori_buffer_rc_dec(o.data, o.len, o.cap, 8, nil)
	}, o)
	return l
}

// Copy returns a list with the same elements, which are not copied now.
func (l *List) Copy() *List {
	l.mu.Lock()
	defer l.mu.Unlock()
	Deferred.Add(1)
	C.ori_list_rc_inc(l.owner.data, l.owner.cap)
	other := *l.owner
	return own(&other)
}

// mustBeMutable is called by what changes the list: it counts the copy that is due now. Another owner may
// leave between this look and the operation, so that Actual may be one too high for a copy that two raced
// for; the operation itself decides once, and copies before it lets go of what it shared.
func (l *List) mustBeMutable() {
	if l.owner.data != nil && !bool(C.ori_rc_is_unique(l.owner.data)) {
		Actual.Add(1)
	}
}

// Append adds v.
func (l *List) Append(v int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.mustBeMutable()
	o := l.owner
	C.ori_list_push_cow(o.data, o.len, o.cap, unsafe.Pointer(&v), 8, 8, nil, nil, o)
}

// Set replaces element i.
func (l *List) Set(i int, v int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	o := l.owner
	if i < 0 || int64(i) >= int64(o.len) {
		panic(fmt.Sprintf("index %d is out of range for length %d", i, o.len))
	}
	l.mustBeMutable()
	C.ori_list_set_cow(o.data, o.len, o.cap, C.int64_t(i), unsafe.Pointer(&v), 8, 8, nil, nil, o)
}

// Values returns a Go slice with the elements.
func (l *List) Values() []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]int64(nil), unsafe.Slice((*int64)(l.owner.data), int(l.owner.len))...)
}

// Len returns the number of elements.
func (l *List) Len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return int(l.owner.len)
}

// Alive returns the number of buffers that are not yet freed.
func Alive() int64 { return int64(C.ori_rc_live_count()) }
