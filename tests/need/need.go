// Package need tells tests what to do without a tool or a build: they are left out where a
// developer runs go test, and fail where LIBORI_TEST_ALL is set, as make test does. So no test
// is left out in silence.
package need

import (
	"os"
	"testing"
)

// Missing leaves the test out, or fails, because something is not there.
func Missing(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("LIBORI_TEST_ALL") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}
