// Package gen makes random programs that pass the checks, end, and rarely fail:
// nested types, shared values changed afterwards, slices, loops, functions with
// borrowed, owned and inout parameters.
//
// A program is text, one statement a line, so that it can be shrunk by leaving
// out lines.
package gen

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"libori.org/rt/moo/types"
)

// Options bound a program.
type Options struct {
	Funcs int // besides main
	Stmts int // in a body, roughly
}

// Program returns the program of a seed.
func Program(seed uint64, o Options) string {
	g := &generator{rand: rand.New(rand.NewPCG(seed, 0x6d6f6f)), universe: types.NewUniverse(), options: o}
	g.maxLen = 12
	if g.chance(25) {
		g.maxLen = 40 // maps and sets get a hash index
	}
	g.makeTypes()
	g.line("// Random program, seed %d.", seed)
	g.declareTypes()
	g.declareConsts()
	for range o.Funcs {
		g.function()
	}
	g.main()
	return g.out.String()
}

type generator struct {
	rand     *rand.Rand
	universe *types.Universe
	options  Options
	maxLen   int // at which generated code stops adding to a collection
	out      strings.Builder
	indent   int

	pool    []*types.Type // the types that this program uses
	structs []*types.Type
	funcs   []*function
	scopes  [][]variable
	names   int
	loops   int // nesting
	budget  int // statements left in this body
	result  *types.Type
	// guards collects what must hold for the expression at hand to succeed: that
	// lists are not empty. It is nil where nothing can be guarded.
	guards  *[]string
	missing bool   // see place
	root    string // the variable whose value the statement at hand changes
}

type variable struct {
	name    string
	t       *types.Type
	mutable bool
}

type function struct {
	name   string
	params []variable // mutable: inout
	result *types.Type
}

func (g *generator) chance(percent int) bool { return g.rand.IntN(100) < percent }

func pick[T any](g *generator, list []T) T { return list[g.rand.IntN(len(list))] }

func (g *generator) line(format string, args ...any) {
	g.out.WriteString(strings.Repeat("    ", g.indent))
	fmt.Fprintf(&g.out, format, args...)
	g.out.WriteByte('\n')
}

func (g *generator) open(format string, args ...any) {
	g.line(format+" {", args...)
	g.indent++
}

func (g *generator) close() {
	g.indent--
	g.line("}")
}

func (g *generator) name(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%d", prefix, g.names)
}

// makeTypes chooses the types of the program: the basic ones and some made of
// others, more and more nested.
func (g *generator) makeTypes() {
	u := g.universe
	g.pool = []*types.Type{types.TInt, types.TBool, types.TStr, u.List(types.TInt), u.List(types.TStr), u.Map(types.TStr, types.TInt), u.Set(types.TInt)}
	if g.chance(40) {
		g.pool = append(g.pool, types.TFloat)
	}
	for range 2 + g.rand.IntN(2) {
		t := u.Struct(fmt.Sprintf("S%d", len(g.structs)), g.chance(35))
		for i := range 2 + g.rand.IntN(3) {
			t.Fields = append(t.Fields, types.Field{Name: fmt.Sprintf("f%d", i), Type: pick(g, g.pool)})
		}
		g.structs = append(g.structs, t)
		g.pool = append(g.pool, t)
	}
	for range 6 {
		g.pool = append(g.pool, g.composite())
	}
}

func (g *generator) composite() *types.Type {
	u := g.universe
	key := func() *types.Type {
		for {
			if t := pick(g, g.pool); t.Hashable() {
				return t
			}
		}
	}
	switch g.rand.IntN(6) {
	case 0, 1:
		return u.List(pick(g, g.pool))
	case 2, 3:
		return u.Map(key(), pick(g, g.pool))
	case 4:
		return u.Set(key())
	}
	parts := []*types.Type{pick(g, g.pool), pick(g, g.pool)}
	if g.chance(30) {
		parts = append(parts, pick(g, g.pool))
	}
	return u.Tuple(parts)
}

func (g *generator) declareTypes() {
	for _, t := range g.structs {
		box := ""
		if t.Boxed {
			box = "box "
		}
		g.open("%sstruct %s", box, t.Name)
		for _, f := range t.Fields {
			g.line("%s: %s", f.Name, f.Type)
		}
		g.close()
	}
}

// declareConsts makes constants, visible everywhere.
func (g *generator) declareConsts() {
	g.scopes = [][]variable{nil}
	for range 2 {
		t := pick(g, g.pool)
		name := g.name("C")
		g.line("const %s: %s = %s", name, t, g.literal(t, 3, g.constLeaf))
		g.scopes[0] = append(g.scopes[0], variable{name, t, false})
	}
}

func (g *generator) constLeaf(t *types.Type, _ int) string { return g.leaf(t) }

// function makes a function. It may call those made before it, and some call
// themselves with a count that goes down.
func (g *generator) function() {
	f := &function{name: g.name("f")}
	g.push()
	recursive := g.chance(25)
	if recursive {
		f.params = append(f.params, variable{"n", types.TInt, false})
	}
	for range 1 + g.rand.IntN(3) {
		t := pick(g, g.pool)
		f.params = append(f.params, variable{g.name("p"), t, g.chance(30)})
	}
	if g.chance(80) {
		f.result = pick(g, g.pool)
	}
	g.declare(f.params...)
	list := make([]string, len(f.params))
	for i, p := range f.params {
		mode := ""
		if p.mutable {
			mode = "inout "
		}
		list[i] = fmt.Sprintf("%s: %s%s", p.name, mode, p.t)
	}
	arrow := ""
	if f.result != nil {
		arrow = " -> " + f.result.String()
	}
	g.open("fn %s(%s)%s", f.name, strings.Join(list, ", "), arrow)
	g.result, g.budget = f.result, g.options.Stmts/2
	if recursive {
		g.open("if n <= 0")
		g.returnStmt()
		g.close()
	}
	g.statements()
	if recursive {
		g.recursion(f)
	}
	if f.result != nil {
		g.returnStmt()
	}
	g.close()
	g.pop()
	g.result = nil
	g.funcs = append(g.funcs, f)
}

func (g *generator) recursion(f *function) {
	args := []string{"n - 1"}
	for _, p := range f.params[1:] {
		if p.mutable {
			args = append(args, "&"+p.name)
		} else {
			args = append(args, g.expr(p.t, 1))
		}
	}
	call := fmt.Sprintf("%s(%s)", f.name, strings.Join(args, ", "))
	if f.result != nil && g.chance(60) {
		name := g.name("r")
		g.line("let %s = %s", name, call)
		g.declare(variable{name, f.result, false})
	} else {
		g.line("%s", call)
	}
}

func (g *generator) main() {
	g.push()
	g.open("fn main()")
	g.budget = g.options.Stmts
	g.statements()
	for _, v := range g.scopes[len(g.scopes)-1] {
		g.line("print(%q, %s)", v.name, v.name)
	}
	g.close()
	g.pop()
}

func (g *generator) push() { g.scopes = append(g.scopes, nil) }
func (g *generator) pop()  { g.scopes = g.scopes[:len(g.scopes)-1] }

func (g *generator) declare(vs ...variable) {
	last := len(g.scopes) - 1
	g.scopes[last] = append(g.scopes[last], vs...)
}

// variables returns the visible variables that fit.
func (g *generator) variables(fits func(variable) bool) []variable {
	var list []variable
	for _, scope := range g.scopes {
		for _, v := range scope {
			if fits(v) {
				list = append(list, v)
			}
		}
	}
	return list
}
