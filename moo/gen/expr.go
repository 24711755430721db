package gen

import (
	"fmt"
	"strings"

	"libori.org/rt/moo/types"
)

// leaf returns a literal of a type, without parts where it can be.
func (g *generator) leaf(t *types.Type) string {
	switch t.Kind {
	case types.Int:
		return fmt.Sprint(g.rand.IntN(20) - 4)
	case types.Float:
		return fmt.Sprintf("%d.%d", g.rand.IntN(30), 5*g.rand.IntN(2))
	case types.Bool:
		return fmt.Sprint(g.chance(50))
	case types.Str:
		return pick(g, []string{`""`, `"a"`, `"b"`, `"key"`, `"x y"`, `"twenty-three bytes long"`, `"a text that does not fit in a string's own bytes"`, `"\n\"é"`})
	case types.List:
		return "[]"
	case types.Set:
		return "{}"
	case types.Map:
		return "{:}"
	}
	return g.literal(t, 0, g.constLeaf)
}

// literal returns a literal of type t whose parts come from part.
func (g *generator) literal(t *types.Type, depth int, part func(*types.Type, int) string) string {
	list := func(n int, one func() string) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = one()
		}
		return strings.Join(parts, ", ")
	}
	n := g.rand.IntN(4)
	if g.chance(4) || g.maxLen > 12 && g.chance(10) {
		n, depth = 17+g.rand.IntN(8), 0 // beyond the threshold of the hash index, of simple parts
	}
	sub := func(t *types.Type) string {
		if depth > 0 && g.chance(50) {
			return g.literal(t, depth-1, part)
		}
		return part(t, depth-1)
	}
	switch t.Kind {
	case types.List:
		return "[" + list(n, func() string { return sub(t.Elem) }) + "]"
	case types.Set:
		return "{" + list(n, func() string { return sub(t.Elem) }) + "}"
	case types.Map:
		if n == 0 {
			return "{:}"
		}
		return "{" + list(n, func() string { return sub(t.Key) + ": " + sub(t.Elem) }) + "}"
	case types.Tuple:
		i := -1
		return "(" + list(len(t.Fields), func() string { i++; return sub(t.Fields[i].Type) }) + ")"
	case types.Struct:
		i := -1
		return t.Name + "(" + list(len(t.Fields), func() string {
			i++
			return t.Fields[i].Name + ": " + sub(t.Fields[i].Type)
		}) + ")"
	}
	return part(t, depth)
}

// typed reports whether the literal alone tells its type: empty ones do not.
func typed(text string) bool {
	return !strings.Contains(text, "[]") && !strings.Contains(text, "{}") && !strings.Contains(text, "{:}")
}

// expr returns an expression of type t.
func (g *generator) expr(t *types.Type, depth int) string {
	if depth <= 0 || g.chance(45) {
		if v := g.readable(t); v != "" && g.chance(85) {
			return v
		}
	}
	if depth <= 0 {
		return g.leaf(t)
	}
	if g.chance(20) {
		if call := g.callOf(t, depth); call != "" {
			return call
		}
	}
	if g.chance(50) {
		if e := g.operation(t, depth-1); e != "" {
			return e
		}
	}
	return g.literal(t, depth-1, g.expr)
}

// readable returns a variable of type t, or a part of one.
func (g *generator) readable(t *types.Type) string {
	var found []string
	for _, v := range g.variables(func(variable) bool { return true }) {
		if v.t == t {
			found = append(found, v.name, v.name)
		}
		for i, f := range v.t.Fields {
			if f.Type == t {
				found = append(found, fmt.Sprintf("%s.%s", v.name, f.Name))
			}
			if f.Type.Kind == types.List && f.Type.Elem == t {
				found = append(found, fmt.Sprintf("%s.%s[", v.name, v.t.Fields[i].Name))
			}
		}
		if v.t.Kind == types.List && v.t.Elem == t {
			found = append(found, v.name+"[")
		}
	}
	if len(found) == 0 {
		return ""
	}
	text := pick(g, found)
	if list, indexed := strings.CutSuffix(text, "["); indexed {
		if g.guards == nil {
			return ""
		}
		return g.element(list)
	}
	return text
}

// element returns an element of a list; the guard sees to it that there is one.
// A few programs go without, and may fail: that has to look alike everywhere too.
func (g *generator) element(list string) string {
	if !g.chance(1) {
		*g.guards = append(*g.guards, list+".len() > 0")
	}
	index := fmt.Sprintf("%d %% %s.len()", g.rand.IntN(8), list)
	if ints := g.variables(func(v variable) bool { return v.t == types.TInt }); len(ints) > 0 && g.chance(40) {
		index = fmt.Sprintf("(%s & 7) %% %s.len()", pick(g, ints).name, list)
	}
	return fmt.Sprintf("%s[%s]", list, index)
}

// receiver returns an expression of a random type of the kind, and the type.
func (g *generator) receiver(fits func(*types.Type) bool, depth int) (string, *types.Type) {
	vs := g.variables(func(v variable) bool { return fits(v.t) })
	if len(vs) > 0 && g.chance(80) {
		v := pick(g, vs)
		return v.name, v.t
	}
	var ts []*types.Type
	for _, t := range g.pool {
		if fits(t) {
			ts = append(ts, t)
		}
	}
	if len(ts) == 0 {
		return "", nil
	}
	t := pick(g, ts)
	text := g.expr(t, depth)
	if !typed(text) {
		return "", nil
	}
	return text, t
}

func kind(k types.Kind) func(*types.Type) bool {
	return func(t *types.Type) bool { return t.Kind == k }
}

// operation returns an expression of type t made of others; "" where it found
// none.
func (g *generator) operation(t *types.Type, depth int) string {
	e := func(t *types.Type) string { return g.expr(t, depth) }
	switch t.Kind {
	case types.Int:
		return g.intOperation(depth)
	case types.Float:
		if g.chance(20) {
			return "float(" + e(types.TInt) + ")"
		}
		return fmt.Sprintf("(%s %s %s)", e(t), pick(g, []string{"+", "-"}), e(t))
	case types.Bool:
		return g.boolOperation(depth)
	case types.Str:
		return g.textOperation(depth)
	case types.List:
		return g.listOperation(t, depth)
	case types.Set:
		x := e(t)
		if !typed(x) {
			return ""
		}
		op := pick(g, []string{"union", "intersection", "difference", "symmetric_difference"})
		return fmt.Sprintf("%s.%s(%s)", x, op, e(t))
	}
	return g.fromMap(t, depth)
}

// fromMap looks a value up.
func (g *generator) fromMap(t *types.Type, depth int) string {
	m, mt := g.receiver(func(m *types.Type) bool { return m.Kind == types.Map && m.Elem == t }, depth)
	if m == "" {
		return ""
	}
	return fmt.Sprintf("%s.get(%s, %s)", m, g.expr(mt.Key, depth), g.expr(t, depth))
}

func (g *generator) intOperation(depth int) string {
	switch g.rand.IntN(6) {
	case 0:
		x, t := g.receiver(func(t *types.Type) bool {
			return t.Kind == types.List || t.Kind == types.Map || t.Kind == types.Set || t.Kind == types.Str
		}, depth)
		if t == nil {
			return ""
		}
		return x + ".len()"
	case 1:
		x, t := g.receiver(kind(types.List), depth)
		if t == nil {
			return ""
		}
		return fmt.Sprintf("%s.find(%s)", x, g.expr(t.Elem, depth))
	case 2:
		return fmt.Sprintf("(%s %s %d)", g.expr(types.TInt, depth), pick(g, []string{"/", "%"}), 1+g.rand.IntN(7))
	case 3:
		return g.fromMap(types.TInt, depth)
	}
	op := pick(g, []string{"+", "-", "*", "&", "|", "^"})
	return fmt.Sprintf("(%s %s %s)", g.expr(types.TInt, depth), op, g.expr(types.TInt, depth))
}

func (g *generator) boolOperation(depth int) string {
	switch g.rand.IntN(5) {
	case 0:
		return fmt.Sprintf("(%s %s %s)", g.expr(types.TBool, depth), pick(g, []string{"&&", "||"}), g.expr(types.TBool, depth))
	case 1:
		x, t := g.receiver(func(t *types.Type) bool {
			return t.Kind == types.List || t.Kind == types.Map || t.Kind == types.Set
		}, depth)
		if t == nil {
			return ""
		}
		if t.Kind == types.Set && g.chance(40) {
			return fmt.Sprintf("%s.%s(%s)", x, pick(g, []string{"is_subset", "is_disjoint"}), g.expr(t, depth))
		}
		of := t.Elem
		if t.Kind == types.Map {
			of = t.Key
		}
		return fmt.Sprintf("%s.contains(%s)", x, g.expr(of, depth))
	case 2:
		if g.chance(15) {
			return fmt.Sprintf("%s.%s(%s)", g.expr(types.TStr, depth), pick(g, []string{"starts_with", "ends_with"}), g.expr(types.TStr, depth))
		}
		t := pick(g, []*types.Type{types.TInt, types.TStr})
		return fmt.Sprintf("(%s %s %s)", g.expr(t, depth), pick(g, []string{"<", "<=", ">", ">="}), g.expr(t, depth))
	}
	x, t := g.receiver(func(*types.Type) bool { return true }, depth)
	if t == nil {
		return ""
	}
	return fmt.Sprintf("(%s %s %s)", x, pick(g, []string{"==", "!="}), g.expr(t, depth))
}

func (g *generator) textOperation(depth int) string {
	s := func() string { return g.expr(types.TStr, depth) }
	switch g.rand.IntN(7) {
	case 0:
		return fmt.Sprintf("(%s + %s)", s(), s())
	case 1:
		x, t := g.receiver(func(*types.Type) bool { return true }, depth)
		if t == nil || strings.ContainsAny(x, `"\`) {
			return ""
		}
		return fmt.Sprintf(`"<\(%s)>"`, x)
	case 2:
		return fmt.Sprintf("str(%s)", g.expr(types.TInt, depth))
	case 3:
		if g.chance(30) {
			return fmt.Sprintf("%s.%s(%d)", s(), pick(g, []string{"take", "drop"}), g.rand.IntN(30))
		}
		return fmt.Sprintf("%s[%d..%d]", s(), g.rand.IntN(4), 2+g.rand.IntN(30))
	case 4:
		return fmt.Sprintf("%s.%s()", s(), pick(g, []string{"upper", "lower", "trim"}))
	case 5:
		x, t := g.receiver(func(t *types.Type) bool { return t == g.universe.List(types.TStr) }, depth)
		if t == nil {
			return ""
		}
		return fmt.Sprintf("%s.join(%s)", x, s())
	}
	return g.fromMap(types.TStr, depth)
}

func (g *generator) listOperation(t *types.Type, depth int) string {
	x := g.expr(t, depth)
	if !typed(x) {
		return ""
	}
	switch g.rand.IntN(6) {
	case 0:
		return fmt.Sprintf("(%s + %s)", x, g.expr(t, depth))
	case 1:
		return fmt.Sprintf("%s[%d..%d]", x, g.rand.IntN(3), 1+g.rand.IntN(8))
	case 2:
		return fmt.Sprintf("%s.%s(%d)", x, pick(g, []string{"take", "drop"}), g.rand.IntN(5))
	case 3:
		if m, mt := g.receiver(func(m *types.Type) bool { return m.Kind == types.Map && m.Key == t.Elem }, depth); mt != nil {
			return m + ".keys()"
		}
	case 4:
		if m, mt := g.receiver(func(m *types.Type) bool { return m.Kind == types.Map && m.Elem == t.Elem }, depth); mt != nil {
			return m + ".values()"
		}
	case 5:
		if s, st := g.receiver(func(s *types.Type) bool { return s.Kind == types.Set && s.Elem == t.Elem }, depth); st != nil {
			return s + ".to_list()"
		}
	}
	if t.Elem == types.TStr && g.chance(50) {
		return g.expr(types.TStr, depth) + ".words()"
	}
	return g.fromMap(t, depth)
}

// callOf returns a call of a function with result t.
func (g *generator) callOf(t *types.Type, depth int) string {
	var fit []*function
	for _, f := range g.funcs {
		if f.result == t {
			fit = append(fit, f)
		}
	}
	if len(fit) == 0 {
		return ""
	}
	return g.call(pick(g, fit), depth-1)
}

// call returns a call of f, "" where there is no variable to give by reference.
func (g *generator) call(f *function, depth int) string {
	args := make([]string, len(f.params))
	given := map[string]bool{}
	for i, p := range f.params {
		switch {
		case p.mutable:
			at := g.changeable(p.t, given)
			if at == "" {
				return ""
			}
			args[i] = "&" + at
		case p.name == "n":
			args[i] = fmt.Sprint(g.rand.IntN(4))
		default:
			args[i] = g.expr(p.t, depth)
		}
	}
	return fmt.Sprintf("%s(%s)", f.name, strings.Join(args, ", "))
}

// changeable returns a place of type t whose variable is not in given, and puts
// it there.
func (g *generator) changeable(t *types.Type, given map[string]bool) string {
	var found []string
	for _, v := range g.variables(func(v variable) bool { return v.mutable && !given[v.name] }) {
		if v.t == t {
			found = append(found, v.name)
		}
		for _, f := range v.t.Fields {
			if f.Type == t {
				found = append(found, v.name+"."+f.Name)
			}
		}
		if v.t.Kind == types.List && v.t.Elem == t && g.guards != nil {
			found = append(found, v.name+"[")
		}
		if v.t.Kind == types.Map && v.t.Elem == t {
			found = append(found, v.name+"{")
		}
	}
	if len(found) == 0 {
		return ""
	}
	at := pick(g, found)
	root := at
	if i := strings.IndexAny(at, ".[{"); i >= 0 {
		root = at[:i]
	}
	given[root] = true
	switch {
	case strings.HasSuffix(at, "["):
		return g.element(root)
	case strings.HasSuffix(at, "{"):
		return fmt.Sprintf("%s[%s]", root, g.expr(g.typeOf(root).Key, 1))
	}
	return at
}

func (g *generator) typeOf(name string) *types.Type {
	vs := g.variables(func(v variable) bool { return v.name == name })
	return vs[len(vs)-1].t
}
