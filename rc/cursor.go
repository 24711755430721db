package rc

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// Cursor is the address of a slot in a walk over memory. It may stand outside of the
// memory, behind the last slot or in front of the first, where nothing is read or
// written. It does not know the size of a slot: distances are in bytes.
//
//	│ a │ b │ c │ d │
//	      c   ^ c.Plus(size)
type Cursor struct{ at unsafe.Pointer }

// CursorAt returns the cursor that stands at p.
//
//go:inline
func CursorAt(p unsafe.Pointer) Cursor { return Cursor{p} }

// Addr returns the address, for reading and writing there.
//
//go:inline
func (c Cursor) Addr() unsafe.Pointer { return c.at }

// Plus returns the cursor bytes further on.
//
//go:inline
func (c Cursor) Plus(bytes int64) Cursor { return Cursor{runtime.Beyond(c.at, bytes)} }

// Minus returns how many bytes c stands behind d.
//
//go:inline
func (c Cursor) Minus(d Cursor) int64 { return runtime.Offset(c.at, d.at) }

// CopyFrom copies size bytes from src; the two are the same or do not overlap.
//
//go:inline
func (c Cursor) CopyFrom(src Cursor, size int64) { runtime.Copy(c.at, src.at, size) }

// Pick returns yes or no, without a branch.
//
//go:inline
func Pick(b bool, yes, no Cursor) Cursor { return Cursor{runtime.Pick(b, yes.at, no.at)} }
