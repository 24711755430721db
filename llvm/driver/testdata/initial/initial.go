// Package initial has a variable whose value is known when the program runs.
package initial

import "orirt/runtime"

var start = runtime.ThreadSlot()

func Entry(n int64) int64 { return n + start }
