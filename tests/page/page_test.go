package page

import "testing"

func TestPut(t *testing.T) {
	const before = "a\n<!-- x -->\n\nold\n\n<!-- /x -->\nb\n"
	for _, test := range []struct{ document, want string }{
		{before, "a\n<!-- x -->\n\nnew\n<!-- /x -->\nb\n"},
		{"<!-- x -->\n<!-- /x -->", "<!-- x -->\n\nnew\n<!-- /x -->"},
		{"<!-- x -->\nold", ""},
		{"<!-- y -->\n<!-- /y -->", ""},
	} {
		if have, err := Put(test.document, "x", "new"); have != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%q: %q, %v", test.document, have, err)
		}
	}
}
