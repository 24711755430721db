// Package need tells tests what to do without a tool or a build: they are left out where a
// developer runs go test, and fail where LIBORI_TEST_ALL is set, as make test does. So no test
// is left out in silence.
package need

import (
	"os"
	"testing"
)

// All reports whether nothing may be left out.
func All() bool { return os.Getenv("LIBORI_TEST_ALL") != "" }

// Missing leaves the test out, or fails, because something is not there.
func Missing(t testing.TB, format string, args ...any) {
	t.Helper()
	if All() {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}
