// Command ori calls the library from Go, through cgo.
package main

/*
#cgo pkg-config: ori_rt-static
#include <ori_rt.h>
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// List is a list of int64. Each copy that is kept needs Share, and Release in the end.
type List struct{ l C.OriList }

// Push appends v; only a shared list is copied.
func (l *List) Push(v int64) {
	C.ori_list_push_cow(l.l.data, l.l.len, l.l.cap, unsafe.Pointer(&v), 8, 8, nil, nil, &l.l)
}

// Reverse reverses the list; only a shared one is copied.
func (l *List) Reverse() {
	C.ori_list_reverse_cow(l.l.data, l.l.len, l.l.cap, 8, 8, nil, nil, &l.l)
}

// Share returns a second owner of the list.
func (l List) Share() List {
	C.ori_list_rc_inc(l.l.data, l.l.cap)
	return l
}

// Release ends an owner.
func (l *List) Release() {
	C.ori_buffer_rc_dec(l.l.data, l.l.len, l.l.cap, 8, nil)
	l.l = C.OriList{}
}

// Values returns the elements, to be read as long as the list is not changed.
func (l List) Values() []int64 { return unsafe.Slice((*int64)(l.l.data), int(l.l.len)) }

func main() {
	var a List
	for i := int64(1); i <= 5; i++ {
		a.Push(i)
	}
	b := a.Share()
	b.Reverse() // copies: a is the other owner
	fmt.Println(a.Values(), b.Values())
	a.Release()
	b.Release()
	fmt.Println(C.ori_rc_live_count(), "alive at the end")
}
