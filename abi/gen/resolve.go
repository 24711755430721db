package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"libori.org/rt/abi"
)

// export is an abi.Export and how the thunk calls the Go function.
type export struct {
	abi.Export
	pos  token.Pos
	args []*arg
	out  string // the parameter that the result is stored to; "" if it is returned

	// The package has, beside Func, funcInPlace and funcSlow: its two paths.
	split         bool
	inPlace, slow string
	plain         string // the slow one for plain words, if there is one
	finds         bool   // the one in place returns what it found, and the slow one takes it
	foundType     func(types.Qualifier) string
	integers      []descriptor // what differs for the library's own callbacks
	// The path in place needs no stack frame.
	frameless bool

	notes  map[string]string // explanations of clauses, by their word
	said   []abi.Run         // what the clause runs says
	header []string          // parameters of which only the header is looked at
	apart  []string          // pointers that may not lie in an operand, although others of their role may
}

// arg is an argument of the Go function: a C parameter, or a struct made of some.
type arg struct {
	goName string
	goType types.Type
	cName  string
	typ    abi.Type
	named  bool   // by the directive
	fields []*arg // of a struct
}

// export resolves the directive of fn, or reports why it cannot.
func (l *loader) export(pkg *goPackage, fn *ast.FuncDecl, c *ast.Comment, text string) *export {
	fail := func(format string, args ...any) *export {
		l.errorf(c.Pos(), format, args...)
		return nil
	}
	d, err := parseDirective(text)
	if err != nil {
		return fail("%v", err)
	}
	name := fn.Name.Name
	if fn.Recv != nil {
		return fail("%s is a method: export a function that calls it", name)
	}
	sig := pkg.types.Scope().Lookup(name).Type().(*types.Signature)
	switch {
	case !fn.Name.IsExported():
		return fail("%s is not exported by its package: the thunk could not call it", name)
	case sig.TypeParams() != nil:
		return fail("%s is generic: export a function that calls it", name)
	case sig.Variadic():
		return fail("%s is variadic, which C parameters cannot express", name)
	case sig.Results().Len() > 1:
		return fail("%s has %d results, the C ABI returns at most one: take the address of the others as parameters", name, sig.Results().Len())
	}
	e := &export{pos: c.Pos()}
	e.Name, e.Package, e.Func, e.Thunk = d.name, pkg.types.Path(), name, camelCase(d.name)
	e.Attrs, e.frameless = d.funcAttrs, d.frameless
	e.Inline = slices.ContainsFunc(fn.Doc.List, func(c *ast.Comment) bool { return c.Text == "//go:inline" })
	if err := e.resolveParams(sig, d); err != nil {
		return fail("%v", err)
	}
	if err := e.resolveResult(sig, d); err != nil {
		return fail("%v", err)
	}
	if err := e.resolvePaths(pkg, sig, d.integers); err != nil {
		return fail("%v", err)
	}
	for _, step := range []func() error{e.setRoles, func() error { return e.readDoc(fn.Doc) }, e.setOwners, e.setAliases, e.derive} {
		if err := step(); err != nil {
			return fail("%v", err)
		}
	}
	if rest, ok := strings.CutPrefix(e.Doc, name+" "); ok {
		e.Doc = d.name + " " + rest
	}
	if e.Doc == "" {
		return fail("%s has no doc comment", name)
	}
	e.setAttrs()
	return e
}

// resolveParams finds for every name of the directive the Go parameter or field
// that it stands for.
func (e *export) resolveParams(sig *types.Signature, d *directive) error {
	byName := map[string]*arg{}
	var names []string
	for p := range sig.Params().Variables() {
		a, err := argOf(p.Name(), p.Type(), snakeCase(p.Name()), digits(p.Name()))
		if err != nil {
			return err
		}
		e.args = append(e.args, a)
		for leaf := range a.leaves() {
			if byName[leaf.cName] != nil {
				return fmt.Errorf("C name %s is ambiguous in %s: end the Go parameters' names in digits to tell their fields apart", leaf.cName, e.Func)
			}
			byName[leaf.cName] = leaf
			names = append(names, leaf.cName)
		}
	}
	for _, word := range d.params {
		if word.name == "out" {
			continue // resolveResult's
		}
		leaf := byName[word.name]
		if leaf == nil {
			return fmt.Errorf("%s has no parameter %s; it has %s", e.Func, word.name, strings.Join(names, ", "))
		}
		if word.isConst {
			if leaf.typ != abi.Pointer {
				return fmt.Errorf("const %s: only an unsafe.Pointer can be const", word.name)
			}
			leaf.typ = abi.ConstPointer
		}
		leaf.named = true
		e.Params = append(e.Params, abi.Param{Name: word.name, Type: leaf.typ})
	}
	for _, a := range e.args {
		if !slices.ContainsFunc(slices.Collect(a.leaves()), func(leaf *arg) bool { return leaf.named }) {
			return fmt.Errorf("%s's parameter %s is not in the directive", e.Func, a.goName)
		}
	}
	return nil
}

// resolveResult turns a collection into a parameter out and anything else into
// the C result.
func (e *export) resolveResult(sig *types.Signature, d *directive) error {
	at := slices.IndexFunc(d.params, func(p paramWord) bool { return p.name == "out" })
	result := "nothing"
	if sig.Results().Len() == 1 {
		result = types.TypeString(sig.Results().At(0).Type(), inModule)
	}
	isCollection := result == "rc.Triple" || result == "cowstr.Str"
	switch {
	case isCollection && at < 0:
		return fmt.Errorf("%s returns a %s: the directive needs a parameter out", e.Func, result)
	case !isCollection && at >= 0:
		return fmt.Errorf("out is where a collection is stored, but %s returns %s", e.Func, result)
	case isCollection:
		out := d.params[at]
		if out.isConst {
			return fmt.Errorf("out cannot be const")
		}
		typ := out.out
		if typ == abi.Void {
			typ = outTypes["Ori"+camelCase(strings.SplitN(e.Name, "_", 3)[1])]
		}
		if typ.Go() != "*"+result {
			return fmt.Errorf("that out is an OriList, OriMap, OriSet or OriStr does not follow from the name %s and the result %s: "+
				"write \"OriList out\"", e.Name, result)
		}
		e.out = "out"
		e.Params = slices.Insert(e.Params, at, abi.Param{Name: "out", Type: typ, Owner: abi.Filled})
	case sig.Results().Len() == 1:
		typ, ok := scalarType(sig.Results().At(0).Type())
		if !ok || typ > abi.Pointer {
			return fmt.Errorf("%s returns %s, which has no C type: want bool, int32, int64, uint64, unsafe.Pointer, rc.Triple or cowstr.Str", e.Func, result)
		}
		e.Result.Type = typ
	}
	if d.constResult {
		if e.Result.Type != abi.Pointer {
			return fmt.Errorf("const before %s: only an unsafe.Pointer result can be const", e.Name)
		}
		e.Result.Type = abi.ConstPointer
	}
	if len(d.resultAttrs) > 0 && !e.Result.Type.IsPointer() {
		return fmt.Errorf("%s before %s: it returns no pointer", strings.Join(d.resultAttrs, " "), e.Name)
	}
	e.Result.Attrs = d.resultAttrs
	return nil
}

// resolvePaths finds the two paths of an operation that has them apart: see pathsDoc.
func (e *export) resolvePaths(pkg *goPackage, sig *types.Signature, integers bool) error {
	lookup := func(name string) *types.Signature {
		if fn, ok := pkg.types.Scope().Lookup(name).(*types.Func); ok {
			return fn.Signature()
		}
		return nil
	}
	e.inPlace, e.slow = lowerFirst(e.Func)+"InPlace", lowerFirst(e.Func)+"Slow"
	if e.out == "" && integers {
		e.slow, e.split = lowerFirst(e.Func), true
		return e.resolveIntegers(lookup("integers"), lookup("external"))
	}
	fast, slow := lookup(e.inPlace), lookup(e.slow)
	if fast == nil {
		for word, said := range map[string]bool{"frameless": e.frameless, "integers": integers} {
			if said {
				return fmt.Errorf("%s before %s: it has no two paths", word, e.Name)
			}
		}
		return nil
	}
	if slow == nil || e.out == "" {
		return fmt.Errorf("%s and %s go together, and with a parameter out", e.inPlace, e.slow)
	}
	if plain := lowerFirst(e.Func) + "Plain"; e.frameless && lookup(plain) != nil {
		e.plain = plain
	}
	params, results := slices.Collect(sig.Params().Variables()), slices.Collect(sig.Results().Variables())
	made := slices.Clone(results)
	if found := fast.Results(); found.Len() == 3 {
		e.finds = true
		e.foundType = func(use types.Qualifier) string { return types.TypeString(found.At(1).Type(), use) }
		made = append(made, found.At(1))
		params = append(params, types.NewVar(token.NoPos, nil, "found", found.At(1).Type()))
	}
	made = append(made, types.NewVar(token.NoPos, nil, "", types.Typ[types.Bool]))
	for _, p := range []struct {
		name            string
		have            *types.Signature
		params, results []*types.Var
	}{{e.inPlace, fast, slices.Collect(sig.Params().Variables()), made}, {e.slow, slow, params, results}} {
		want := types.NewSignatureType(nil, nil, nil, types.NewTuple(p.params...), types.NewTuple(p.results...), false)
		if !types.Identical(p.have, want) {
			return fmt.Errorf("%s has type %s, want %s", p.name, types.TypeString(p.have, inModule), types.TypeString(want, inModule))
		}
	}
	e.split = true
	if integers {
		return e.resolveIntegers(lookup("integers"), lookup("external"))
	}
	return nil
}

// descriptor is a parameter of a package's function integers.
type descriptor struct {
	typ      types.Type
	arg      int  // the operation's argument of that type, or -1
	external bool // external changes it too
}

// resolveIntegers finds which arguments are descriptors that the package's functions
// integers and external change.
func (e *export) resolveIntegers(ints, external *types.Signature) error {
	if ints == nil || external == nil {
		return fmt.Errorf("integers before %s: its package has no functions integers and external", e.Name)
	}
	for p := range ints.Params().Variables() {
		e.integers = append(e.integers, descriptor{
			typ:      p.Type(),
			arg:      slices.IndexFunc(e.args, func(a *arg) bool { return types.Identical(a.goType, p.Type()) }),
			external: types.Identical(external.Params().At(0).Type(), p.Type()),
		})
	}
	return nil
}

// argOf builds the argument for a parameter or field. suffix is what the names
// of a struct's fields end in.
func argOf(goName string, t types.Type, cName, suffix string) (*arg, error) {
	a := &arg{goName: goName, goType: t, cName: cName}
	if goName == "" || goName == "_" {
		return nil, fmt.Errorf("a parameter of type %s has no name", t)
	}
	if typ, ok := scalarType(t); ok {
		a.typ = typ
		return a, nil
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil, fmt.Errorf("parameter %s has type %s, which has no C type: want bool, int32, int64, uint64, unsafe.Pointer, "+
			"*unsafe.Pointer, *cowstr.Str, a callback of package runtime, or a struct of these", goName, types.TypeString(t, inModule))
	}
	for i := range s.NumFields() {
		f := s.Field(i)
		tag, tagged := reflect.StructTag(s.Tag(i)).Lookup("c")
		if _, nested := f.Type().Underlying().(*types.Struct); !tagged && !nested || !f.Exported() {
			continue
		}
		field, err := argOf(f.Name(), f.Type(), tag+suffix, suffix)
		if err != nil {
			return nil, err
		}
		a.fields = append(a.fields, field)
	}
	if len(a.fields) == 0 {
		return nil, fmt.Errorf("parameter %s: struct %s has no exported field with a `c:\"name\"` tag", goName, t)
	}
	return a, nil
}

// leaves yields the scalars that a is made of.
func (a *arg) leaves() func(yield func(*arg) bool) {
	return func(yield func(*arg) bool) { a.walk(yield) }
}

func (a *arg) walk(yield func(*arg) bool) bool {
	if a.fields == nil {
		return yield(a)
	}
	for _, f := range a.fields {
		if !f.walk(yield) {
			return false
		}
	}
	return true
}

// scalarType returns the C type of a Go type that is passed as it is.
func scalarType(t types.Type) (abi.Type, bool) {
	name := types.TypeString(t, inModule)
	for typ := abi.Bool; typ <= abi.StatsSlot; typ++ {
		if typ.Go() == name && !typ.IsOut() {
			return typ, true
		}
	}
	return abi.Void, false
}

// inModule names the packages of the module as their importers do.
func inModule(p *types.Package) string { return strings.TrimPrefix(p.Path(), module+"/") }

// snakeCase turns oldSize into old_size.
func snakeCase(s string) string {
	var b strings.Builder
	for i, r := range s {
		if 'A' <= r && r <= 'Z' {
			if i > 0 {
				b.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// camelCase turns ori_list_push_cow into ListPushCow.
func camelCase(s string) string {
	var b strings.Builder
	for _, word := range strings.Split(strings.TrimPrefix(s, "ori_"), "_") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

var trailingDigits = regexp.MustCompile(`\d*$`)

func digits(s string) string { return trailingDigits.FindString(s) }
