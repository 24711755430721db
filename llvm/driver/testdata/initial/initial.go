// Package initial has a variable whose value is known when the program runs.
package initial

import "libori.org/rt/runtime"

var start = runtime.ThreadSlot()

func Entry(n int64) int64 { return n + start }
