package check

import (
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// The methods of the language. Parameters and results are written in codes:
//
//	T       the element of the list or set     K, V    key and value of the map
//	Self    the receiver's own type            cmp     a function fn(T, T) -> int
//	[T] [K] [V] [str] int bool str             as in the language
//
// A method that mutates needs a place as its receiver.
var methods = map[types.Kind]map[string]*syntax.MethodSpec{
	types.List: {
		"len":         {Op: "list.len", Result: "int"},
		"contains":    {Op: "list.contains", Params: codes("T"), Result: "bool"},
		"find":        {Op: "list.find", Params: codes("T"), Result: "int"},
		"take":        {Op: "list.take", Params: codes("int"), Result: "Self"},
		"drop":        {Op: "list.drop", Params: codes("int"), Result: "Self"},
		"join":        {Op: "list.join", Params: codes("str"), Result: "str"},
		"push":        {Op: "list.push", Params: codes("T"), Mutates: true},
		"pop":         {Op: "list.pop", Result: "T", Mutates: true},
		"insert":      {Op: "list.insert", Params: codes("int", "T"), Mutates: true},
		"remove":      {Op: "list.remove", Params: codes("int"), Result: "T", Mutates: true},
		"extend":      {Op: "list.extend", Params: codes("Self"), Mutates: true},
		"truncate":    {Op: "list.truncate", Params: codes("int"), Mutates: true},
		"reverse":     {Op: "list.reverse", Mutates: true},
		"sort":        {Op: "list.sort", Params: codes("cmp"), Mutates: true},
		"sort_stable": {Op: "list.sort_stable", Params: codes("cmp"), Mutates: true},
		"swap":        {Op: "list.swap", Params: codes("int", "int"), Mutates: true},
		"clear":       {Op: "list.clear", Mutates: true},
		"fill":        {Op: "list.fill", Params: codes("T"), Mutates: true},
		"reserve":     {Op: "list.reserve", Params: codes("int"), Mutates: true},
		"compact":     {Op: "list.compact", Mutates: true},
	},
	types.Map: {
		"len":      {Op: "map.len", Result: "int"},
		"get":      {Op: "map.get", Params: codes("K", "V"), Result: "V"},
		"contains": {Op: "map.contains", Params: codes("K"), Result: "bool"},
		"keys":     {Op: "map.keys", Result: "[K]"},
		"values":   {Op: "map.values", Result: "[V]"},
		"insert":   {Op: "map.insert", Params: codes("K", "V"), Mutates: true},
		"update":   {Op: "map.update", Params: codes("K", "V"), Mutates: true},
		"remove":   {Op: "map.remove", Params: codes("K"), Mutates: true},
		"clear":    {Op: "map.clear", Mutates: true},
		"merge":    {Op: "map.merge", Params: codes("Self"), Mutates: true},
		"reserve":  {Op: "map.reserve", Params: codes("int"), Mutates: true},
	},
	types.Set: {
		"len":                  {Op: "set.len", Result: "int"},
		"contains":             {Op: "set.contains", Params: codes("T"), Result: "bool"},
		"is_subset":            {Op: "set.is_subset", Params: codes("Self"), Result: "bool"},
		"is_disjoint":          {Op: "set.is_disjoint", Params: codes("Self"), Result: "bool"},
		"to_list":              {Op: "set.to_list", Result: "[T]"},
		"union":                {Op: "set.union", Params: codes("Self"), Result: "Self"},
		"intersection":         {Op: "set.intersection", Params: codes("Self"), Result: "Self"},
		"difference":           {Op: "set.difference", Params: codes("Self"), Result: "Self"},
		"symmetric_difference": {Op: "set.symmetric_difference", Params: codes("Self"), Result: "Self"},
		"insert":               {Op: "set.insert", Params: codes("T"), Mutates: true},
		"remove":               {Op: "set.remove", Params: codes("T"), Mutates: true},
		"clear":                {Op: "set.clear", Mutates: true},
	},
	types.Str: {
		"len":         {Op: "str.len", Result: "int"},
		"take":        {Op: "str.take", Params: codes("int"), Result: "str"},
		"drop":        {Op: "str.drop", Params: codes("int"), Result: "str"},
		"find":        {Op: "str.find", Params: codes("str"), Result: "int"},
		"starts_with": {Op: "str.starts_with", Params: codes("str"), Result: "bool"},
		"ends_with":   {Op: "str.ends_with", Params: codes("str"), Result: "bool"},
		"split":       {Op: "str.split", Params: codes("str"), Result: "[str]"},
		"words":       {Op: "str.words", Result: "[str]"},
		"trim":        {Op: "str.trim", Result: "str"},
		"lower":       {Op: "str.lower", Result: "str"},
		"upper":       {Op: "str.upper", Result: "str"},
		"repeat":      {Op: "str.repeat", Params: codes("int"), Result: "str"},
		"pad_left":    {Op: "str.pad_left", Params: codes("int"), Result: "str"},
		"pad_right":   {Op: "str.pad_right", Params: codes("int"), Result: "str"},
		"is_int":      {Op: "str.is_int", Result: "bool"},
		"to_int":      {Op: "str.to_int", Result: "int"},
		"push":        {Op: "str.push", Params: codes("int"), Mutates: true},
		"push_char":   {Op: "str.push_char", Params: codes("int"), Mutates: true},
		"reserve":     {Op: "str.reserve", Params: codes("int"), Mutates: true},
	},
	types.Float: {
		"fixed": {Op: "float.fixed", Params: codes("int"), Result: "str"},
	},
}

func codes(c ...string) []string { return c }

// Methods returns every method of the language.
func Methods() []*syntax.MethodSpec {
	var all []*syntax.MethodSpec
	for _, of := range methods {
		for _, m := range of {
			all = append(all, m)
		}
	}
	return all
}

// decode gives the type that a code stands for with a receiver of type t.
func (c *checker) decode(code string, t *types.Type) *types.Type {
	switch code {
	case "":
		return types.TVoid
	case "T", "V":
		return t.Elem
	case "K":
		return t.Key
	case "Self":
		return t
	case "[T]", "[V]":
		return c.universe.List(t.Elem)
	case "[K]":
		return c.universe.List(t.Key)
	case "[str]":
		return c.universe.List(types.TStr)
	case "int":
		return types.TInt
	case "bool":
		return types.TBool
	case "str":
		return types.TStr
	}
	panic("unknown code " + code)
}

// method checks x.name(args).
func (c *checker) method(m *syntax.Method) *types.Type {
	t := c.expr(m.X, nil)
	m.Used = true
	if t.Kind == types.Invalid {
		for _, a := range m.Args {
			c.expr(a, nil)
		}
		return t
	}
	m.Spec = methods[t.Kind][m.Name]
	if m.Spec == nil {
		c.fail(m.At, "%s has no method %s", t, m.Name)
		return types.TInvalid
	}
	if m.Spec.Mutates {
		c.place(m.X, m.Name+" changes its receiver, which")
	}
	switch m.Spec.Op {
	case "list.sort", "list.sort_stable":
		c.comparator(m, t)
		return types.TVoid
	case "list.join":
		if t.Elem != types.TStr {
			c.fail(m.At, "join needs a [str], not a %s", t)
		}
	}
	if len(m.Args) != len(m.Spec.Params) {
		c.fail(m.At, "%s takes %s, not %d", m.Name, plural(len(m.Spec.Params), "argument"), len(m.Args))
		return types.TInvalid
	}
	for i, a := range m.Args {
		c.value(a, c.decode(m.Spec.Params[i], t))
	}
	return c.decode(m.Spec.Result, t)
}

// comparator checks the argument of a sort: none, for the natural order, or
// the name of a function.
func (c *checker) comparator(m *syntax.Method, list *types.Type) {
	elem := list.Elem
	if len(m.Args) == 0 {
		if !elem.Ordered() {
			c.fail(m.At, "%s has no order of its own; give %s a function fn(%s, %s) -> int", elem, m.Name, elem, elem)
		}
		return
	}
	name, ok := m.Args[0].(*syntax.Ident)
	if !ok || len(m.Args) > 1 {
		c.fail(m.At, "%s takes the name of one function", m.Name)
		return
	}
	f := c.funcs[name.Name]
	if f == nil {
		c.fail(name.At, "there is no function %s", name.Name)
		return
	}
	good := len(f.Params) == 2 && f.ResultType == types.TInt
	for _, p := range f.Params {
		good = good && p.Var.Type == elem && !p.Inout
	}
	if !good {
		c.fail(name.At, "%s must be a function fn(%s, %s) -> int", name.Name, elem, elem)
		return
	}
	m.Cmp = f
}
