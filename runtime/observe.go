package runtime

// Reason is why an operation copies or reallocates a buffer.
type Reason int64

const (
	Shared   Reason = iota // somebody else holds it
	Slice                  // it was given as a slice
	Immortal               // it is a constant
	Growth                 // it is unique and has no room
)

func (r Reason) String() string {
	return [...]string{"shared", "slice", "immortal", "growth"}[r]
}
