package ownership_test

import (
	"fmt"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"

	"libori.org/rt/moo"
	"libori.org/rt/moo/ownership"
	"libori.org/rt/moo/syntax"
)

// facts renders what the analysis found out, one fact a line, by source line:
//
//	3 move xs        the read on line 3 hands xs on
//	4 drop xs        released behind the statement on line 4
//	5 enter xs       released on the way into the block that starts on line 5
//	6 skip xs        released where the block of the statement on line 6 is left out
//	7 old xs         the assignment on line 7 releases the old value
//	8 own            the loop on line 8 holds a reference of its own
//	f owns xs        the parameter is handed over
func facts(t *testing.T, text string) []string {
	t.Helper()
	unit, err := moo.Load("t.moo", text)
	if err != nil {
		t.Fatal(err)
	}
	found := ownership.Analyse(unit.Program)
	line := unit.Program.File.Line
	var list []string
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	vars := func(line int, what string, vs []*syntax.Var) {
		for _, v := range vs {
			add("%d %s %s", line, what, v.Name)
		}
	}
	for id, move := range found.Move {
		if move {
			add("%d move %s", line(id.At), id.Name)
		}
	}
	for s, vs := range found.Drops {
		vars(line(s.Pos()), "drop", vs)
	}
	for b, vs := range found.Entry {
		vars(line(b.At), "enter", vs)
	}
	for s, vs := range found.Exit {
		vars(line(s.Pos()), "skip", vs)
	}
	for s, old := range found.Old {
		if old {
			add("%d old %s", line(s.At), s.Place.(*syntax.Ident).Name)
		}
	}
	for s, loop := range found.Loops {
		if loop.Own != nil {
			add("%d own", line(s.Pos()))
		}
		vars(line(s.Pos()), "before", loop.Before)
	}
	for v := range found.Owned {
		for _, f := range unit.Program.Funcs {
			for _, p := range f.Params {
				if p.Var == v {
					add("%s owns %s", f.Name, v.Name)
				}
			}
		}
	}
	sort.Strings(list)
	return list
}

var cases = []struct {
	name, text string
	want       []string
}{
	{"the last read moves, others copy", `fn main() {
    let a = str(1)
    let b = a
    let c = a
    print(b, c)
}`, []string{"4 move a", "5 drop b", "5 drop c"}},

	{"a value that is never read is dropped at once", `fn main() {
    let a = str(1)
}`, []string{"2 drop a"}},

	{"an assignment from the variable itself moves", `fn main() {
    var a = [1] + [2]
    a = a + [3]
    print(a)
}`, []string{"3 move a", "4 drop a"}},

	{"an assignment releases the old value only if it is still there", `fn main() {
    var a = str(1)
    a = str(a.len())
    print(a)
    a = str(2)
    print(a)
}`, []string{"3 old a", "4 drop a", "6 drop a"}},

	{"each branch drops what only the other needs", `fn main() {
    let a = str(1)
    let b = str(2)
    if a == b {
        print(a)
    } else {
        print(b)
    }
}`, []string{"4 enter b", "5 drop a", "6 enter a", "7 drop b"}},

	{"an if without else drops on the way past", `fn main() {
    let a = str(1)
    if a == "x" {
        print(a)
    }
}`, []string{"3 skip a", "4 drop a"}},

	{"in a loop nothing moves that the next round reads", `fn main() {
    let a = str(1)
    var list: [str] = []
    for i in 0..3 {
        list.push(a)
    }
    print(list)
}`, []string{"4 skip a", "7 drop list"}},

	{"break drops what the rest of the loop would have needed", `fn main() {
    let a = str(1)
    while true {
        if a == "x" {
            break
        }
        print(a)
    }
}`, []string{"3 skip a", "4 enter a"}},

	{"a parameter that is only looked at is borrowed", `fn f(xs: [int]) -> int {
    return xs.len()
}
fn main() {
    let a = [1] + [2]
    print(f(a))
}`, []string{"6 drop a"}},

	{"a parameter that is kept is handed over", `fn f(xs: [int]) -> [int] {
    var ys = xs
    ys.push(1)
    return ys
}
fn main() {
    print(f([1] + [2]))
}`, []string{"2 move xs", "4 move ys", "f owns xs"}},

	{"handing to an owner is keeping", `fn f(xs: [int]) -> [int] {
    return xs
}
fn g(xs: [int]) -> [int] {
    return f(xs)
}
fn main() {
    print(g([1]))
}`, []string{"2 move xs", "5 move xs", "f owns xs", "g owns xs"}},

	{"an owned parameter that one path does not read is dropped there", `fn f(xs: [int], b: bool) -> [int] {
    if b {
        return xs
    }
    return []
}
fn main() {
    print(f([1], true))
}`, []string{"2 skip xs", "3 move xs", "f owns xs"}},

	{"a loop borrows what its body leaves alone", `fn main() {
    let list = [str(1)]
    for s in list {
        print(s)
    }
}`, []string{"3 skip list"}},

	{"a loop owns a constant", `const LIST = ["a"]
fn main() {
    for s in LIST {
        print(s)
    }
}`, []string{"3 own", "3 skip each"}},

	{"a loop owns what its body changes", `fn main() {
    var list = [str(1)]
    for s in list {
        list.push(s)
    }
    print(list)
}`, []string{"3 own", "3 skip each", "6 drop list"}},

	{"a collection lives as long as its elements are looked at", `fn main() {
    let list = [str(1)]
    for s in list {
        let kept = list
        print(kept, s)
        break
    }
}`, []string{"3 skip list", "5 drop kept", "5 drop list"}},

	{"what may not be evaluated does not move", `fn keeps(s: str) -> bool {
    var t = s
    t += "x"
    return t == "x"
}
fn main() {
    let a = str(1)
    print(a == "y" && keeps(a))
}`, []string{"2 move s", "4 drop t", "8 drop a", "keeps owns s"}},

	{"an inout parameter that is set before it is read is released first", `fn f(xs: inout [int], b: bool) {
    if b {
        xs = [1]
    } else {
        xs = [2]
    }
}
fn main() {
    var a = [2]
    f(&a, true)
}`, []string{"1 enter xs", "10 drop a"}},

	{"an inout parameter is never dropped at the end", `fn f(xs: inout [int]) {
    let old = xs
    xs = [1]
    print(old)
}
fn main() {
    var a = [2]
    f(&a)
}`, []string{"2 move xs", "4 drop old", "8 drop a"}},
}

func TestFacts(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, facts(t, c.text+"\n")); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
		})
	}
}
