package contract

import "testing"

// TestTheLibraryAboutItself runs Library on the Go code.
func TestTheLibraryAboutItself(t *testing.T) { Library(t, &Hosted{}) }

// TestLargeCollections runs Large on the Go code.
func TestLargeCollections(t *testing.T) {
	t.Logf("%d calls agree with Go's slices and maps", Large(t, &Hosted{}, stride > 1))
}
