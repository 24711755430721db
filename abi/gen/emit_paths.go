package main

import (
	"bytes"
	"fmt"
	"go/types"
	"path"
	"slices"
	"strings"

	"libori.org/rt/abi"
)

const pathsDoc = `
// How an operation with two paths finds its way, written once for all of them. For an
// operation Op there are, by hand,
//
//	opInPlace   Op where it need not copy, move or fail; reports whether it was that
//	opSlow      Op in every case. It may get what opInPlace found
//	opPlain     opSlow for plain words (rc.IsPlainWord), which it gets by value, with their size
//	            in place of the descriptor: all in registers. Not every operation has one
//
// and here OpTo, which tries one and then the other, and which Op and the C function
// both call. The result is stored on each path: where out is the place that the
// collection was loaded from, LLVM then sees that the path in place stores what is
// there already, and drops these stores. What differs between the two uses of the code:
//
//	inlined   The slow path returns its result in registers, so that the collection never
//	          has to be in memory. An element of up to 8 bytes goes to it as a word
//	          (opWord), for the same reason. What the next operation tests is known
//	          after both paths (AssumeUnique).
//	called    The slow path is a function of the C function's parameters (opCalled), to
//	          which the code jumps: they lie where it expects them, and the path in place
//	          needs no stack frame. It may not call anything for that: it is not tried
//	          where an element may have to be released, nor for callbacks that are not the
//	          library's own (integers). For these it is tried in opCalled, and what it found
//	          of a key does not come back here: it goes on to opSlow by itself.
//
// A lookup has the same two uses. It is op for the library's own callbacks and arguments
// that no check refuses (readable), and opCalled for others.
`

// emitPaths writes the file paths.go of a package, or nothing if no operation of the
// package has two paths.
func emitPaths(exports []*export, dir string) ([]byte, error) {
	var body bytes.Buffer
	imports := map[string]bool{module + "/rc": true}
	body.WriteString(pathsDoc)
	any := false
	for _, e := range exports {
		if e.Package != module+"/"+dir || !e.split {
			continue
		}
		any = true
		p := &paths{export: e, imports: imports}
		if e.out == "" {
			p.lookup(&body)
		} else {
			p.to(&body)
		}
	}
	if !any {
		return nil, nil
	}
	delete(imports, module+"/"+dir)
	return goFile(path.Base(dir), "", imports, body.Bytes())
}

// paths writes the dispatch of one operation.
type paths struct {
	*export
	imports map[string]bool
}

// use names the packages of types, and records them.
func (p *paths) use(pkg *types.Package) string {
	if pkg.Path() == p.Package {
		return ""
	}
	p.imports[pkg.Path()] = true
	return pkg.Name()
}

// params returns the Go function's parameters, names their names.
func (p *paths) params() (list []string) {
	for _, a := range p.args {
		list = append(list, a.goName+" "+types.TypeString(a.goType, p.use))
	}
	return list
}

func (p *paths) names() (list []string) {
	for _, a := range p.args {
		list = append(list, a.goName)
	}
	return list
}

func joined(list []string) string { return strings.Join(list, ", ") }

// inC returns the C function's arguments as they are in the Go function.
func (p *paths) inC() (list []string) {
	for _, param := range p.Params {
		list = append(list, p.goPath(param.Name))
	}
	return list
}

// locals makes the Go function's arguments from C parameters.
func (p *paths) locals(body *bytes.Buffer) {
	for _, a := range p.args {
		if a.fields != nil {
			fmt.Fprintf(body, "%s := %s\n", a.goName, a.expr(p.use))
		}
	}
}

func (p *paths) fail() string {
	return fmt.Sprintf("if out == nil {\nrc.FailNull(%q, \"out\")\n}\n", p.Name)
}

// found returns ", found" if the path in place says what it found.
func (p *paths) found() string {
	if p.finds {
		return ", found"
	}
	return ""
}

// to writes OpTo, opCalled and opWord.
func (p *paths) to(body *bytes.Buffer) {
	list := joined(p.names())
	p.imports["unsafe"] = true
	fmt.Fprintf(body, "\n// %[1]sTo is [%[1]s], its result stored at out: what %[2]s is.\n//\n//go:inline\nfunc %[1]sTo(%[3]s, out *rc.Triple) {\n",
		p.Func, p.Name, joined(p.params()))
	if !p.frameless {
		fmt.Fprintf(body, "%sresult%s, ok := %s(%s)\nif ok {\n*out = result\nreturn\n}\n*out = %s(%s%s)\n}\n", p.fail(), p.found(), p.inPlace, list, p.slow, list, p.found())
		return
	}
	p.imports[module+"/runtime"] = true
	body.WriteString("result, ok := rc.Triple{}, false\n")
	if p.finds {
		fmt.Fprintf(body, "var found %s\n", p.foundType(p.use))
	}
	p.try(body)
	body.WriteString("switch {\ncase ok:\n*out = result\ncase runtime.Inlined() && out != nil:\n")
	word := p.words(body)
	if length := p.lengthGo(); length != "" {
		fmt.Fprintf(body, "result.Len = %s // known to the caller's optimiser, unlike what a call returns\n", length)
	}
	body.WriteString("*out = result\n")
	p.emitAssumption(body, "AssumeNoSlice")
	called := lowerFirst(p.Func) + "Called"
	fmt.Fprintf(body, "default:\n%s(%s)\nreturn\n}\n", called, joined(p.inC()))
	p.emitAssumption(body, "AssumeUnique")
	fmt.Fprintf(body, "}\n\n//go:noinline\nfunc %s(%s) {\n%s", called, p.goParams(abi.Type.Go), p.fail())
	p.locals(body)
	found := ""
	given := ""
	if p.finds { // with callbacks that are external it goes on by itself
		found, given = ", "+p.foundType(p.use)+"{}", ", _"
	}
	if p.integers != nil {
		fmt.Fprintf(body, "result%s, ok := %s(%s)\nif ok {\n*out = result\nreturn\n}\n", given, p.inPlace, joined(p.external(p.names())))
	}
	fmt.Fprintf(body, "*out = %s(%s%s)\n}\n%s", p.slow, list, found, word)
}

// try writes the attempt to stay in place.
func (p *paths) try(body *bytes.Buffer) {
	result := "result" + p.found() + ", ok"
	if p.integers == nil {
		when := "out != nil"
		if free := p.releasesNothing(); free != "" {
			when += " && (runtime.Inlined() || " + free + ")"
		}
		fmt.Fprintf(body, "if %s {\n%s = %s(%s)\n}\n", when, result, p.inPlace, joined(p.names()))
		return
	}
	given, taken, args := p.descriptors()
	fmt.Fprintf(body, "%s, may := %s, true\nif !runtime.Inlined() {\n%s, may = integers(%s)\n", joined(taken), joined(given), joined(taken), joined(given))
	for _, param := range p.Params {
		if param.Owner == abi.MovedIn && p.goPath(param.Name) == param.Name && param.Of != abi.Keys {
			fmt.Fprintf(body, "may = may && rc.InlineSize(%s)\n", p.goPath(p.of(abi.Size, param.Of).Name))
		}
	}
	fmt.Fprintf(body, "}\nif may && out != nil {\n%s = %s(%s)\n}\n", result, p.inPlace, joined(args))
}

// descriptors returns what the package's function integers takes, the variables for
// what it returns, and the operation's arguments with these.
func (p *paths) descriptors() (given, taken, args []string) {
	args = p.names()
	for _, d := range p.integers {
		if d.arg < 0 {
			given, taken = append(given, types.TypeString(d.typ, p.use)+"{}"), append(taken, "_")
			continue
		}
		given = append(given, args[d.arg])
		args[d.arg] += "In"
		taken = append(taken, args[d.arg])
	}
	return given, taken, args
}

// external returns the arguments for callbacks that are not the library's.
func (p *paths) external(args []string) []string {
	for _, d := range p.integers {
		if d.external {
			args[d.arg] = "external(" + args[d.arg] + ")"
		}
	}
	return args
}

// words writes the call of the slow path that passes the elements that are moved in as
// words, if inlining has made them that small, and returns the function that takes them.
func (p *paths) words(body *bytes.Buffer) string {
	names, takes := p.names(), p.params()
	var moved []*abi.Param
	for i := range p.Params {
		if q := &p.Params[i]; q.Owner == abi.MovedIn {
			moved = append(moved, q)
		}
	}
	slow := fmt.Sprintf("%s(%s%s)", p.slow, joined(names), p.found())
	if moved == nil {
		if p.plain != "" {
			fmt.Fprintf(body, "if rc.IsPlainWord(e) {\nresult = %s(%s)\n} else {\nresult = %s\n}\n", p.plain, joined(plainly(names)), slow)
			return ""
		}
		fmt.Fprintf(body, "result = %s\n", slow)
		return ""
	}
	fn := lowerFirst(p.Func) + "Word"
	addresses := p.names()
	var tests, defs []string
	for n, q := range moved {
		i, word := slices.Index(names, goName(q.Name)), goName(q.Name)+"Word"
		defs = append(defs, fmt.Sprintf("%s, ok%d := rc.Word(%s, %s)", word, n, names[i], p.goPath(p.of(abi.Size, q.Of).Name)))
		tests = append(tests, fmt.Sprintf("ok%d", n))
		addresses[i], takes[i], names[i] = "unsafe.Pointer(&"+word+")", word+" uint64", word
	}
	found := ""
	if p.finds {
		takes, found = append(takes, "found "+p.foundType(p.use)), ", found"
	}
	all := strings.Join(tests, " && ")
	fmt.Fprintf(body, "%s\nif ", strings.Join(defs, "\n"))
	if p.plain != "" {
		fmt.Fprintf(body, "%s && rc.IsPlainWord(e) {\nresult = %s(%s)\n} else if ", all, p.plain, joined(plainly(names)))
	}
	fmt.Fprintf(body, "%s {\nresult = %s(%s%s)\n} else {\nresult = %s\n}\n", all, fn, joined(names), found, slow)
	return fmt.Sprintf("\n//go:noinline\nfunc %s(%s) rc.Triple {\nreturn %s(%s%s)\n}\n", fn, joined(takes), p.slow, joined(addresses), found)
}

// plainly has the size in the place of the elements' descriptor.
func plainly(names []string) []string {
	names = slices.Clone(names)
	names[slices.Index(names, "e")] = "e.Size"
	return names
}

// lookup writes opAny and opCalled for a lookup.
func (p *paths) lookup(body *bytes.Buffer) {
	p.imports["unsafe"], p.imports[module+"/runtime"] = true, true
	result := p.Result.Type.Go()
	name := lowerFirst(p.Func)
	given, taken, args := p.descriptors()
	fmt.Fprintf(body, "\n//go:inline\nfunc %sAny(%s) %s {\nif runtime.Inlined() {\nreturn %s(%s)\n}\n", name, joined(p.params()), result, p.slow, joined(p.names()))
	fmt.Fprintf(body, "if %s, may := integers(%s); may && readable(%s) {\nreturn %s(%s)\n}\n", joined(taken), joined(given), joined(args), p.slow, joined(args))
	fmt.Fprintf(body, "return %sCalled(%s)\n}\n\n//ori:hot\n//go:noinline\nfunc %sCalled(%s) %s {\n", name, joined(p.inC()), name, p.goParams(abi.Type.Go), result)
	p.locals(body)
	fmt.Fprintf(body, "return %s(%s)\n}\n", p.slow, joined(p.external(p.names())))
}

// releasesNothing returns the Go condition that no element can have to be released
// where the operation works in place, "" if none ever has.
func (p *paths) releasesNothing() string {
	var free []string
	for _, q := range p.Params {
		if q.Role == abi.Dec && slices.ContainsFunc(p.Contract.Releases, func(r abi.Release) bool { return r.What != abi.All }) {
			free = append(free, p.goPath(q.Name)+".IsNil()")
		}
	}
	return strings.Join(free, " && ")
}

// lengthGo returns the Go expression of the result's length, where it is known whatever happens.
func (p *paths) lengthGo() string {
	l := p.Contract.Length
	if l.Sum == nil || p.Contract.Unchanged != nil {
		return ""
	}
	var terms []string
	for _, name := range l.Sum {
		terms = append(terms, p.goPath(name))
	}
	text := strings.Join(terms, " + ")
	if l.Plus != 0 {
		text += fmt.Sprintf(" %+d", l.Plus)
	}
	return text
}

// goPath returns the Go expression for a C parameter within the Go function.
func (e *export) goPath(cName string) string {
	for _, a := range e.args {
		if text := a.path(cName); text != "" {
			return text
		}
	}
	return goName(cName)
}

func (a *arg) path(cName string) string {
	if a.fields == nil && a.cName == cName {
		return a.goName
	}
	for _, f := range a.fields {
		if text := f.path(cName); text != "" {
			return a.goName + "." + text
		}
	}
	return ""
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
