// Package page puts what programs print into documents, where it stands between two comments.
package page

import (
	"fmt"
	"strings"
)

// Put returns the document with text between <!-- name --> and <!-- /name -->, in the place of
// what stands there.
func Put(document, name, text string) (string, error) {
	open, shut := "<!-- "+name+" -->\n", "<!-- /"+name+" -->"
	before, rest, opened := strings.Cut(document, open)
	_, after, closed := strings.Cut(rest, shut)
	if !opened || !closed {
		return "", fmt.Errorf("there is no place between %s and %s", strings.TrimSpace(open), shut)
	}
	return before + open + "\n" + text + "\n" + shut + after, nil
}
