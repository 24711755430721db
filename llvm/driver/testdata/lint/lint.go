// Package lint has everything that the bitcode build cannot have, one a line.
package lint

import (
	"container/ring" // want "package container/ring"
	"unsafe"
)

type shape interface{ area() int }

type square struct{ side int }

func (s square) area() int { return s.side * s.side }

func Entry(n int64) int64 { return n }

func Everything(n int, s string, m map[int]int, c chan int, x shape, xs []int, p *square) int {
	defer fallback()        // want "defer"
	go fallback()           // want "go statement"
	m[n] = n                // want "map"
	n += m[n]               // want "map"
	delete(m, n)            // want "map"
	m2 := make(map[int]int) // want "map"
	for range m2 {          // want "map"
		n++
	}
	c <- n             // want "channel"
	n += <-c           // want "channel"
	close(c)           // want "channel"
	c = make(chan int) // want "channel"
	select {           // want "channel"
	case n = <-c:
	case c <- n:
	}
	xs = append(xs, n)               // want "append"
	print(n)                         // want "print"
	xs = make([]int, n)              // want "make of variable length"
	n += x.area()                    // want "interface"
	x = p                            // want "interface"
	sq, _ := x.(*square)             // want "interface"
	n += sq.side                     //
	f := func() int { return n + 1 } // want "closure that captures variables"
	g := sq.area                     // want "closure that captures variables"
	n += f() + g()                   //
	s += "tail"                      // want "string concatenation"
	b := []byte(s)                   // want "conversion from or to string"
	n += int(b[0])                   //
	for _, r := range s {            // want "range over a string's runes"
		n += int(r)
	}
	if n < 0 {
		panic("negative") // want "panic"
	}
	_ = recover() // want "recover"
	n += int(uintptr(unsafe.Pointer(p))) + ring.New(1).Len()
	return n
}

func elsewhere(n int) int // want "function without body outside libori.org/rt/runtime"

func generic[T any](x T) any {
	return x // want "interface"
}

func fallback() { _ = generic(elsewhere(1)) }
