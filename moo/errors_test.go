package moo_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"libori.org/rt/moo"
)

// Each program has one mistake, on the line with the caret under it: the caret's
// line and the message are what must be reported.
var mistakes = []struct{ name, text, message string }{
	{"character", "fn main() { let x = 1 @ 2 }\n                      ^", "unexpected character '@'"},
	{"absent int", "fn main(x: int?) { }\n           ^", "only a box struct can be absent, not a int"},
	{"none of what", "fn main() { let x = none }\n                    ^", "what is none here is not known; declare it, as in let x: T? = none"},
	{"string", "fn main() { print(\"abc) }\n                  ^", "the string is not closed"},
	{"escape", "fn main() { print(\"a\\qb\") }\n                    ^", `unknown escape; there are \n \t \r \0 \\ \" \' \x7f and \(expression)`},
	{"byte", "fn main() { print('ab') }\n                  ^", "a byte literal holds exactly one byte"},
	{"top level", "let x = 1\n^", "expected fn, struct, box struct or const, found 'let'"},
	{"type", "fn main(x: 7) { }\n           ^", "expected a type, found '7'"},
	{"comma", "fn main() { print([1 2]) }\n                     ^", "expected ',' or ']', found '2'"},
	{"unused", "fn main() { 1 + 2 }\n            ^", "this value is not used; only calls are statements"},
	{"no initial value", "fn main() { var x: int }\n                       ^", "expected '=': a variable is set where it is declared"},
	{"block or set", "fn main() { if x == {1} { } }\n                    ^", "here '{' would start the block; put round brackets around a set or map"},
	{"int literal", "fn main() { print(9223372036854775808) }\n                  ^", "9223372036854775808 does not fit an int"},
	{"unknown variable", "fn main() { print(x) }\n                  ^", "there is no variable x"},
	{"unknown function", "fn main() { f(1) }\n            ^", "there is no function f"},
	{"unknown type", "fn main() { let x: T = 1 }\n                   ^", "there is no type T"},
	{"operands", "fn main() { print(1 + 2.0) }\n                    ^", "+ needs two of the same type, not int and float"},
	{"operator", "fn main() { print({1} + {2}) }\n                      ^", "+ is not defined on {int}"},
	{"argument", "fn f(x: int) { }\nfn main() { f(\"a\") }\n              ^", "expected int, found str"},
	{"condition", "fn main() { if 1 { } }\n               ^", "expected bool, found int"},
	{"assign to let", "fn main() {\n    let x = 1\n    x = 2\n    ^", "x was declared with let; var makes it changeable"},
	{"assign to parameter", "fn f(xs: [int]) {\n    xs.push(1)\n    ^", "xs is a parameter by value; copy it with var, or declare it inout"},
	{"assign to loop variable", "fn main() {\n    for x in [1] { x += 1 }\n                   ^", "x is set by the loop; copy it with var"},
	{"assign to constant", "const C = [1]\nfn main() {\n    C[0] = 2\n    ^", "C is a constant; copy it with var"},
	{"assign to a byte", "fn main() {\n    var s = \"a\"\n    s[0] = 1\n     ^", "the bytes of a str cannot be changed one by one"},
	{"change a temporary", "fn main() { [1].push(2) }\n            ^", "push changes its receiver, which must be a variable or a part of one"},
	{"missing ampersand", "fn f(x: inout int) { x = 1 }\nfn main() {\n    var n = 0\n    f(n)\n      ^", "f may change this argument; write & before it"},
	{"superfluous ampersand", "fn f(x: int) { }\nfn main() {\n    var n = 0\n    f(&n)\n      ^", "f takes this argument by value"},
	{"overlapping inout", "fn f(x: inout int, y: inout int) { }\nfn main() {\n    var t = (1, 2)\n    f(&t.0, &t.1)\n            ^", "t is already given by reference in this call"},
	{"empty literal", "fn main() { let x = [] }\n                    ^", "the type of this empty list is not known here; declare it, as in let x: ... = ..."},
	{"float key", "fn main() { let m: {float: int} = {:} }\n                    ^", "float cannot be a map key: a float may not be equal to itself"},
	{"endless struct", "struct A { a: (int, A) }\n       ^\nfn main() { }", "A holds itself, which has no end; a list of it may be empty, a box absent"},
	{"fields", "struct A { x: int, y: int }\nfn main() { print(A(y: 1, x: 2)) }\n                    ^", "expected the field 'x: ...' here; the order is that of the declaration"},
	{"field", "struct A { x: int }\nfn main() { print(A(x: 1).z) }\n                          ^", "A has no field z"},
	{"method", "fn main() { print([1].size()) }\n                      ^", "[int] has no method size"},
	{"method as field", "fn main() { print([1].len) }\n                      ^", "len is a method: len(...)"},
	{"result unused", "fn main() { [1].take(1) }\n                ^", "the result of take is not used, and it changes nothing"},
	{"no result", "fn f() { }\nfn main() { print(f()) }\n                  ^", "this call has no result"},
	{"no order", "fn main() {\n    var xs = [(1, 2)]\n    xs.sort()\n       ^", "(int, int) has no order of its own; give sort a function fn((int, int), (int, int)) -> int"},
	{"comparator", "fn f(a: int) -> int { return a }\nfn main() {\n    var xs = [1]\n    xs.sort(f)\n            ^", "f must be a function fn(int, int) -> int"},
	{"break", "fn main() { break }\n            ^", "break outside a loop"},
	{"unreachable", "fn main() {\n    return\n    print(1)\n    ^", "this statement is never reached"},
	{"missing return", "fn f(b: bool) -> int {\n    if b { return 1 }\n}\n^\nfn main() { }", "f can end without returning its int"},
	{"return type", "fn f() -> int { return \"a\" }\n                       ^\nfn main() { }", "expected int, found str"},
	{"twice", "fn main() {\n    let x = 1\n    let x = 2\n        ^", "x is declared twice"},
	{"built in", "fn print() { }\n   ^\nfn main() { }", "print is built in"},
	{"no main", "fn f() { }\n^", "the program has no function main"},
	{"main's parameters", "fn main(n: int) { }\n   ^", "main is declared as fn main() or fn main(args: [str])"},
	{"constant", "fn f() -> int { return 1 }\nconst C = f()\n          ^\nfn main() { }", "a constant is made of literals and constants"},
	{"loop over a number", "fn main() { for i in 3 { } }\n                     ^", "for goes over a list, map, set, str or range, not over int"},
}

func TestMistakesAreShownWithACaret(t *testing.T) {
	for _, m := range mistakes {
		t.Run(m.name, func(t *testing.T) {
			text, caret, line := split(m.text)
			_, err := moo.Load("p.moo", text)
			if err == nil {
				t.Fatal("no complaint")
			}
			got := strings.SplitN(err.Error(), "\n", 4)
			if len(got) < 3 {
				t.Fatalf("got %q", err)
			}
			if !strings.HasSuffix(got[0], ": error: "+m.message) {
				t.Errorf("message %q\n   want ... %q", got[0], m.message)
			}
			if diff := cmp.Diff([]string{"    " + line, "    " + caret}, got[1:3]); diff != "" {
				t.Errorf("line and caret (-want +got):\n%s", diff)
			}
		})
	}
}

// split takes the caret's line out of text and returns it, and the line above.
func split(text string) (rest, caret, above string) {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.TrimLeft(l, " ") == "^" {
			rest := append(append([]string(nil), lines[:i]...), lines[i+1:]...)
			body := strings.Join(rest, "\n")
			body += strings.Repeat("\n}", strings.Count(body, "{")-strings.Count(body, "}"))
			if !strings.Contains(body, "fn main") && !strings.HasPrefix(text, "let") && body != "fn f() { }" {
				body += "\nfn main() { }"
			}
			return body + "\n", l, lines[i-1]
		}
	}
	return text, "", ""
}
