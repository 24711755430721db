package gen

import (
	"fmt"
	"strings"

	"libori.org/rt/moo/types"
)

// statements emits statements until the budget is spent.
func (g *generator) statements() {
	for g.budget > 0 {
		g.statement()
	}
}

// some emits a few statements in a block of their own scope.
func (g *generator) some() {
	g.push()
	for range 1 + g.rand.IntN(3) {
		if g.budget > 0 {
			g.statement()
		}
	}
	g.pop()
}

func (g *generator) statement() {
	g.budget--
	switch n := g.rand.IntN(100); {
	case n < 25:
		g.declaration()
	case n < 35:
		g.sharing()
	case n < 47:
		g.assignment()
	case n < 75:
		g.change()
	case n < 80:
		g.printing()
	case n < 86:
		g.callStmt()
	case n < 92:
		g.ifStmt()
	default:
		g.loop()
	}
}

// guarded emits the statement that text returns, inside an if where it needs one.
func (g *generator) guarded(text func() string) {
	var guards []string
	g.guards, g.root = &guards, ""
	s := text()
	g.guards = nil
	if s == "" {
		return
	}
	// Often the old value is kept, so that the statement changes a shared one.
	kept, root := "", g.root
	if root != "" && g.chance(40) {
		kept = g.name("k")
		g.line("let %s = %s", kept, root)
	}
	if len(guards) == 0 {
		g.line("%s", s)
	} else {
		g.open("if %s", strings.Join(guards, " && "))
		g.line("%s", s)
		g.close()
	}
	if kept != "" {
		g.line("print(%s, %s == %s)", kept, kept, root)
	}
}

func (g *generator) declaration() {
	t := pick(g, g.pool)
	name, mutable := g.name("v"), g.chance(75)
	word := "let"
	if mutable {
		word = "var"
	}
	g.line("%s %s: %s = %s", word, name, t, g.expr(t, 3))
	g.declare(variable{name, t, mutable})
}

// sharing gives a value a second name: what is changed next, has to be copied.
func (g *generator) sharing() {
	vs := g.variables(func(v variable) bool { return v.t.Managed() })
	if len(vs) == 0 {
		return
	}
	v := pick(g, vs)
	name, mutable := g.name("s"), g.chance(60)
	word := "let"
	if mutable {
		word = "var"
	}
	text := v.name
	if (v.t.Kind == types.List || v.t.Kind == types.Str) && g.chance(30) {
		text = fmt.Sprintf("%s[%d..%d]", v.name, g.rand.IntN(3), 2+g.rand.IntN(40))
	}
	g.line("%s %s = %s", word, name, text)
	g.declare(variable{name, v.t, mutable})
}

// place returns a mutable place and its type; parts of parts too. It sets
// g.missing when the place may be a map entry that is not there yet.
func (g *generator) place() (string, *types.Type) {
	g.missing = false
	vs := g.variables(func(v variable) bool { return v.mutable })
	if len(vs) == 0 {
		return "", nil
	}
	v := pick(g, vs)
	at, t := v.name, v.t
	g.root = v.name
	for range 2 {
		if !g.chance(55) {
			break
		}
		switch {
		case len(t.Fields) > 0:
			f := pick(g, t.Fields)
			at, t = at+"."+f.Name, f.Type
		case t.Kind == types.List && !g.missing:
			at, t = g.element(at), t.Elem
		case t.Kind == types.Map:
			key := g.expr(t.Key, 1)
			if g.missing = g.missing || g.chance(40); !g.missing {
				*g.guards = append(*g.guards, fmt.Sprintf("%s.contains(%s)", at, key))
			}
			at, t = fmt.Sprintf("%s[%s]", at, key), t.Elem
		}
	}
	return at, t
}

func (g *generator) assignment() {
	g.guarded(func() string {
		at, t := g.place()
		if t == nil {
			return ""
		}
		g.bound(at, t)
		switch {
		case t == types.TInt && g.chance(50):
			return fmt.Sprintf("%s %s= %s", at, pick(g, []string{"+", "-", "*", "^"}), g.expr(t, 2))
		case t == types.TStr && g.chance(30):
			return fmt.Sprintf("%s += %s", at, g.leaf(t))
		case (t == types.TStr || t.Kind == types.List) && g.chance(40):
			return fmt.Sprintf("%s += %s", at, g.expr(t, 1))
		}
		return fmt.Sprintf("%s = %s", at, g.expr(t, 2))
	})
}

// bound keeps what grows from growing without end.
func (g *generator) bound(at string, t *types.Type) {
	if g.missing {
		return // looking would fail; what is not there is not large
	}
	switch t.Kind {
	case types.List, types.Map, types.Set:
		*g.guards = append(*g.guards, fmt.Sprintf("%s.len() < %d", at, g.maxLen))
	case types.Str:
		*g.guards = append(*g.guards, fmt.Sprintf("%s.len() < %d", at, 5*g.maxLen))
	}
}

// change applies a mutating method to a place.
func (g *generator) change() {
	g.guarded(func() string {
		at, t := g.place()
		if t == nil {
			return ""
		}
		switch t.Kind {
		case types.List:
			return g.changeList(at, t)
		case types.Map:
			return g.changeMap(at, t)
		case types.Set:
			if g.chance(30) {
				return fmt.Sprintf("%s.remove(%s)", at, g.expr(t.Elem, 1))
			}
			g.bound(at, t)
			return fmt.Sprintf("%s.insert(%s)", at, g.expr(t.Elem, 2))
		case types.Str:
			g.bound(at, t)
			switch g.rand.IntN(5) {
			case 0:
				return fmt.Sprintf("%s.push_char(%d)", at, pick(g, []int{'a', 0xe9, 0x20ac, 0x1f404}))
			case 1:
				return fmt.Sprintf("%s.reserve(%d)", at, g.rand.IntN(60))
			}
			return fmt.Sprintf("%s.push(%d)", at, 'a'+g.rand.IntN(26))
		}
		return fmt.Sprintf("%s = %s", at, g.expr(t, 2))
	})
}

func (g *generator) changeList(at string, t *types.Type) string {
	nonEmpty := func() { *g.guards = append(*g.guards, at+".len() > 0") }
	number := func() int { return g.rand.IntN(6) }
	if g.missing {
		return fmt.Sprintf("%s.push(%s)", at, g.expr(t.Elem, 2))
	}
	switch g.rand.IntN(15) {
	case 0:
		nonEmpty()
		return at + ".pop()"
	case 1:
		nonEmpty()
		return fmt.Sprintf("%s.remove(%d %% %s.len())", at, number(), at)
	case 2:
		g.bound(at, t)
		return fmt.Sprintf("%s.insert(%d %% (%s.len() + 1), %s)", at, number(), at, g.expr(t.Elem, 2))
	case 3:
		g.bound(at, t)
		return fmt.Sprintf("%s.extend(%s)", at, g.expr(t, 1))
	case 4:
		return fmt.Sprintf("%s.truncate(%d)", at, number())
	case 5:
		return at + ".reverse()"
	case 6:
		if t.Elem == types.TInt || t.Elem == types.TStr {
			return fmt.Sprintf("%s.%s()", at, pick(g, []string{"sort", "sort_stable"}))
		}
		return at + ".reverse()"
	case 7:
		return fmt.Sprintf("%s.reserve(%d)", at, number())
	case 8:
		return at + ".compact()"
	case 9:
		nonEmpty()
		return fmt.Sprintf("%s[%d %% %s.len()] = %s", at, number(), at, g.expr(t.Elem, 2))
	case 11:
		nonEmpty()
		return fmt.Sprintf("%s.swap(%d %% %s.len(), %s.len() - 1)", at, number(), at, at)
	case 12:
		return at + ".clear()"
	case 10: // the last element, moved out and back in
		nonEmpty()
		return fmt.Sprintf("%s.push(%s.pop())", at, at)
	}
	g.bound(at, t)
	return fmt.Sprintf("%s.push(%s)", at, g.expr(t.Elem, 2))
}

func (g *generator) changeMap(at string, t *types.Type) string {
	key := g.expr(t.Key, 1)
	switch g.rand.IntN(7) {
	case 6:
		return at + ".clear()"
	case 0:
		return fmt.Sprintf("%s.remove(%s)", at, key)
	case 1:
		return fmt.Sprintf("%s.update(%s, %s)", at, key, g.expr(t.Elem, 2))
	case 2:
		g.bound(at, t)
		return fmt.Sprintf("%s.merge(%s)", at, g.expr(t, 1))
	case 3:
		return fmt.Sprintf("%s.reserve(%d)", at, g.rand.IntN(6))
	case 4:
		g.bound(at, t)
		return fmt.Sprintf("%s.insert(%s, %s)", at, key, g.expr(t.Elem, 2))
	}
	g.bound(at, t)
	return fmt.Sprintf("%s[%s] = %s", at, key, g.expr(t.Elem, 2))
}

func (g *generator) printing() {
	g.guarded(func() string {
		v := g.variables(func(variable) bool { return true })
		if len(v) == 0 {
			return ""
		}
		shown := pick(g, v)
		return fmt.Sprintf("print(%s, %s)", shown.name, g.expr(types.TInt, 2))
	})
}

func (g *generator) callStmt() {
	if len(g.funcs) == 0 {
		return
	}
	f := pick(g, g.funcs)
	if f.result != nil && g.chance(50) {
		call := g.call(f, 2)
		if call == "" {
			return
		}
		name := g.name("r")
		g.line("var %s = %s", name, call)
		g.declare(variable{name, f.result, true})
		return
	}
	g.guarded(func() string { return g.call(f, 2) })
}

func (g *generator) ifStmt() {
	g.open("if %s", g.condition())
	g.some()
	g.leave()
	if g.chance(50) {
		g.indent--
		g.line("} else {")
		g.indent++
		g.some()
		g.leave()
	}
	g.close()
}

// condition returns a condition; literals with braces need round brackets.
func (g *generator) condition() string {
	c := g.expr(types.TBool, 2)
	if strings.Contains(c, "{") {
		c = "(" + c + ")"
	}
	return c
}

// leave ends a branch early, sometimes.
func (g *generator) leave() {
	switch {
	case g.loops > 0 && g.chance(15):
		g.line("%s", pick(g, []string{"break", "continue"}))
	case g.chance(5) && g.budget > 0:
		g.returnStmt()
	}
}

func (g *generator) returnStmt() {
	if g.result == nil {
		g.line("return")
		return
	}
	g.line("return %s", g.expr(g.result, 2))
}

func (g *generator) loop() {
	if g.loops >= 2 {
		return
	}
	g.loops++
	g.push()
	switch g.rand.IntN(4) {
	case 0:
		i := g.name("i")
		g.open("for %s in 0..%d", i, 1+g.rand.IntN(5))
		g.declare(variable{i, types.TInt, false})
	case 1:
		w := g.name("w")
		g.line("var %s = 0", w)
		g.open("while %s < %d && %s", w, 1+g.rand.IntN(5), g.condition())
		g.line("%s += 1", w)
	default:
		g.forIn()
	}
	g.some()
	g.leave()
	g.close()
	g.pop()
	g.loops--
}

func (g *generator) forIn() {
	x, t := g.receiver(func(t *types.Type) bool {
		return t.Kind == types.List || t.Kind == types.Map || t.Kind == types.Set || t.Kind == types.Str
	}, 1)
	if t == nil {
		x, t = `"abc"`, types.TStr
	}
	if strings.ContainsAny(x, "{") {
		x = "(" + x + ")"
	}
	a, b := g.name("e"), g.name("e")
	first, second := t.Elem, t.Elem
	switch t.Kind {
	case types.Map:
		first = t.Key
	case types.Str:
		first, second = types.TInt, types.TInt
	}
	switch {
	case t.Kind == types.Map:
		g.open("for %s, %s in %s", a, b, x)
		g.declare(variable{a, first, false}, variable{b, second, false})
	case t.Kind != types.Set && g.chance(30):
		g.open("for %s, %s in %s", a, b, x)
		g.declare(variable{a, types.TInt, false}, variable{b, second, false})
	default:
		g.open("for %s in %s", a, x)
		g.declare(variable{a, first, false})
	}
}
