package contract

import "testing"

// TestLargeCollections runs Large on the Go code.
func TestLargeCollections(t *testing.T) {
	t.Logf("%d calls agree with Go's slices and maps", Large(t, &Hosted{}))
}
