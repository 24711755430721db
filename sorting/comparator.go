package sorting

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// A Comparator orders two elements: a callback, or one with an environment. Which of
// them is known wherever it is made, so that neither costs the other a branch.
type Comparator struct {
	cmp runtime.CmpFn
	by  runtime.CmpByFn
	ctx unsafe.Pointer
	env bool // by and ctx, not cmp
}

// Plain returns a comparator without environment.
//
//go:inline
func Plain(cmp runtime.CmpFn) Comparator { return Comparator{cmp: cmp} }

// With returns a comparator that is given ctx.
//
//go:inline
func With(by runtime.CmpByFn, ctx unsafe.Pointer) Comparator {
	return Comparator{by: by, ctx: ctx, env: true}
}

// IsNil reports whether the callback is NULL.
//
//go:inline
func (c Comparator) IsNil() bool {
	if c.env {
		return c.by.IsNil()
	}
	return c.cmp.IsNil()
}

// Known reports whether inlining has made the callback a constant.
//
//go:inline
func (c Comparator) Known() bool {
	if c.env {
		return c.by.Known()
	}
	return c.cmp.Known()
}

// IsInt64 reports whether the callback is the library's own for integers.
//
//go:inline
func (c Comparator) IsInt64() bool { return !c.env && c.cmp == runtime.Int64Compare() }

// Call compares two elements.
//
//go:inline
func (c Comparator) Call(a, b unsafe.Pointer) int32 {
	if c.env {
		return c.by.Call(a, b, c.ctx)
	}
	return c.cmp.Call(a, b)
}
