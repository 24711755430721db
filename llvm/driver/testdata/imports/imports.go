// Package imports needs more of the standard library than there is.
package imports

import (
	"cmp"
	"fmt"
	"strings"
)

// Entry is never compiled.
func Entry(n int64) int64 {
	return int64(cmp.Compare(len(fmt.Sprint(n)), strings.Count("n", "n")))
}
