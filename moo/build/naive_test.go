package build_test

import (
	"regexp"
	"strings"
	"testing"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/link"
	"libori.org/rt/llvm/oriopt"
	"libori.org/rt/moo"
	"libori.org/rt/moo/build"
)

// Naive loops over a parameter and over nested places, without the library's
// bitcode: what is asked for here is oriopt's work alone.
const loops = `
fn raise(list: inout [float], x: float) {
    for i in 0..list.len() { list[i] += x }
}

fn product(c: inout [[float]], b: [[float]], i: int, k: int, n: int, x: float) {
    for j in 0..n { c[i][j] += x * b[k][j] }
}

fn main() {
    var b = [[1.0, 2.0], [3.0, 4.0]]
    var c = b
    product(&c, b, 0, 1, 2, 0.5)
    raise(&b[0], 1.0)
    print(c, b)
}
`

// A loop of naive changes has a version that is vectorised: without a call, a test
// or a check in it.
func TestNaiveLoopsAreVectorised(t *testing.T) {
	for _, with := range []bool{false, true} {
		unit, err := moo.Load("t.moo", loops)
		if err != nil {
			t.Fatal(err)
		}
		m, err := build.Module(unit, build.Options{Naive: true})
		if err != nil {
			t.Fatal(err)
		}
		defer m.Dispose()
		ctx := llvm.NewContext()
		defer ctx.Dispose()
		o := link.Options{Dir: t.TempDir(), Name: "t", Level: "O3"}
		if with {
			o.Calls = oriopt.All
		}
		for _, name := range []string{"moo.raise", "moo.product"} { // not to be made for main's arguments
			m.LLVM.NamedFunction(name).SetLinkage(llvm.ExternalLinkage)
		}
		optimised, err := link.Optimise(ctx, m.LLVM, link.Build{}, o)
		if err != nil {
			t.Fatal(err)
		}
		defer optimised.Dispose()
		for _, name := range []string{"moo.raise", "moo.product"} {
			body := optimised.NamedFunction(name).String()
			if got := vectorised(body); got != with {
				t.Errorf("%s, with oriopt %v: vectorised %v, want %v\n%s", name, with, got, with, body)
			}
		}
	}
}

var block = regexp.MustCompile(`(?m)^[-\w.]+:.*$`)

// vectorised reports whether a block of the function adds vectors, stores them, goes
// round to itself and calls nothing.
func vectorised(body string) bool {
	for _, text := range block.Split(body, -1) {
		if strings.Contains(text, "fadd <") && strings.Contains(text, "store <") && !strings.Contains(text, "call ") {
			return true
		}
	}
	return false
}
