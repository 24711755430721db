package syntax

import (
	"fmt"

	"libori.org/rt/moo/source"
	"libori.org/rt/moo/types"
)

// parser is a recursive descent parser. At the first error in a declaration it
// gives up on that declaration and goes on with the next one.
type parser struct {
	file   *source.File
	tokens []Token
	at     int
	errors source.Errors
	// noBrace is set in the head of if, while and for, where { starts the block.
	noBrace bool
}

// giveUp is thrown at a syntax error and caught at the declaration around it.
type giveUp struct{}

// Parse reads a program.
func Parse(f *source.File) (*Program, error) {
	tokens, errors := Lex(f)
	p := &parser{file: f, tokens: tokens, errors: errors}
	program := &Program{File: f}
	if len(errors) > 0 {
		return nil, errors.Err()
	}
	for p.skipNewlines(); p.peek().Kind != EOF; p.skipNewlines() {
		p.declaration(program)
	}
	return program, p.errors.Err()
}

func (p *parser) peek() Token { return p.tokens[p.at] }

func (p *parser) next() Token {
	t := p.tokens[p.at]
	if t.Kind != EOF {
		p.at++
	}
	return t
}

// is reports whether the next token is the symbol or keyword text.
func (p *parser) is(text string) bool {
	t := p.peek()
	return (t.Kind == Symbol || t.Kind == Keyword) && t.Text == text
}

// accept takes the symbol or keyword text if it comes next.
func (p *parser) accept(text string) bool {
	if p.is(text) {
		p.at++
		return true
	}
	return false
}

func (p *parser) fail(at source.Pos, format string, args ...any) {
	p.errors = append(p.errors, source.Diagnostic{File: p.file, Pos: at, Message: fmt.Sprintf(format, args...)})
	panic(giveUp{})
}

func (p *parser) expect(text string) Token {
	if !p.is(text) {
		p.fail(p.peek().Pos, "expected '%s', found %s", text, p.peek().describe())
	}
	return p.next()
}

func (p *parser) name(what string) Token {
	if p.peek().Kind != Name {
		p.fail(p.peek().Pos, "expected %s, found %s", what, p.peek().describe())
	}
	return p.next()
}

func (p *parser) skipNewlines() {
	for p.peek().Kind == Newline {
		p.at++
	}
}

// list reads items separated by commas up to the closing symbol.
func (p *parser) list(closing string, item func()) {
	for p.skipNewlines(); !p.accept(closing); p.skipNewlines() {
		item()
		p.skipNewlines()
		if !p.is(closing) {
			if !p.is(",") {
				p.fail(p.peek().Pos, "expected ',' or '%s', found %s", closing, p.peek().describe())
			}
			p.next()
		}
	}
}

func (p *parser) declaration(program *Program) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case giveUp:
			p.synchronise()
		default:
			panic(e)
		}
	}()
	p.noBrace = false
	t := p.peek()
	switch {
	case p.accept("fn"):
		program.Funcs = append(program.Funcs, p.function())
	case p.accept("const"):
		program.Consts = append(program.Consts, p.constant())
	case p.accept("box"):
		p.expect("struct")
		program.Structs = append(program.Structs, p.structDecl(true))
	case p.accept("struct"):
		program.Structs = append(program.Structs, p.structDecl(false))
	default:
		p.fail(t.Pos, "expected fn, struct, box struct or const, found %s", t.describe())
	}
	if p.peek().Kind != EOF && p.peek().Kind != Newline {
		p.fail(p.peek().Pos, "unexpected %s after a declaration", p.peek().describe())
	}
}

// synchronise skips to the next keyword that starts a line with a declaration.
func (p *parser) synchronise() {
	for p.peek().Kind != EOF {
		t := p.next()
		if t.Kind != Newline {
			continue
		}
		if n := p.peek(); n.Kind == Keyword && p.file.Column(n.Pos) == 1 {
			switch n.Text {
			case "fn", "struct", "box", "const":
				return
			}
		}
	}
}

func (p *parser) structDecl(boxed bool) *StructDecl {
	n := p.name("the name of the struct")
	d := &StructDecl{Pos: n.Pos, Name: n.Text, Boxed: boxed}
	p.expect("{")
	for p.skipNewlines(); !p.accept("}"); p.skipNewlines() {
		n := p.name("the name of a field")
		p.expect(":")
		d.Fields = append(d.Fields, FieldDecl{n.Pos, n.Text, p.typeExpr()})
		if !p.is("}") && !p.accept(",") && p.peek().Kind != Newline {
			p.fail(p.peek().Pos, "expected ',', '}' or a new line, found %s", p.peek().describe())
		}
	}
	return d
}

func (p *parser) constant() *ConstDecl {
	n := p.name("the name of the constant")
	d := &ConstDecl{Pos: n.Pos, Name: n.Text}
	if p.accept(":") {
		d.Declared = p.typeExpr()
	}
	p.expect("=")
	d.Value = p.expr()
	return d
}

func (p *parser) function() *Func {
	n := p.name("the name of the function")
	f := &Func{Pos: n.Pos, Name: n.Text}
	p.expect("(")
	p.list(")", func() {
		n := p.name("the name of a parameter")
		p.expect(":")
		f.Params = append(f.Params, &Param{Pos: n.Pos, Name: n.Text, Inout: p.accept("inout"), Type: p.typeExpr()})
	})
	if p.accept("->") {
		f.Result = p.typeExpr()
	}
	f.Body = p.block()
	return f
}

func (p *parser) typeExpr() *TypeExpr {
	t := p.next()
	e := &TypeExpr{Pos: t.Pos}
	switch {
	case t.Kind == Name:
		e.Kind, e.Name = types.Struct, t.Text
	case t.Text == "[":
		e.Kind, e.Parts = types.List, []*TypeExpr{p.typeExpr()}
		p.expect("]")
	case t.Text == "{":
		e.Kind, e.Parts = types.Set, []*TypeExpr{p.typeExpr()}
		if p.accept(":") {
			e.Kind, e.Parts = types.Map, append(e.Parts, p.typeExpr())
		}
		p.expect("}")
	case t.Text == "(":
		e.Kind = types.Tuple
		p.list(")", func() { e.Parts = append(e.Parts, p.typeExpr()) })
		if len(e.Parts) < 2 {
			p.fail(t.Pos, "a tuple has at least two parts")
		}
	default:
		p.fail(t.Pos, "expected a type, found %s", t.describe())
	}
	if p.accept("?") {
		return &TypeExpr{Pos: t.Pos, Kind: types.Option, Parts: []*TypeExpr{e}}
	}
	return e
}

func (p *parser) block() *Block {
	defer func(old bool) { p.noBrace = old }(p.noBrace)
	p.noBrace = false
	b := &Block{At: p.expect("{").Pos}
	for p.skipNewlines(); !p.is("}"); p.skipNewlines() {
		if p.peek().Kind == EOF {
			p.fail(b.At, "the block is not closed")
		}
		b.Stmts = append(b.Stmts, p.statement())
		if !p.is("}") && p.peek().Kind != Newline {
			p.fail(p.peek().Pos, "unexpected %s after a statement", p.peek().describe())
		}
	}
	b.End = p.next().Pos
	return b
}

// head reads the expression between if, while or in and the block.
func (p *parser) head() Expr {
	defer func(old bool) { p.noBrace = old }(p.noBrace)
	p.noBrace = true
	return p.expr()
}

func (p *parser) statement() Stmt {
	t := p.peek()
	at := stmt{t.Pos}
	switch {
	case p.accept("let"), p.accept("var"):
		n := p.name("the name of the variable")
		s := &VarStmt{stmt: stmt{n.Pos}, Mutable: t.Text == "var", Name: n.Text}
		if p.accept(":") {
			s.Declared = p.typeExpr()
		}
		if !p.is("=") {
			p.fail(p.peek().Pos, "expected '=': a variable is set where it is declared")
		}
		p.next()
		s.Value = p.expr()
		return s
	case p.accept("if"):
		return p.ifRest(at)
	case p.accept("while"):
		return &While{at, p.head(), p.block()}
	case p.accept("for"):
		return p.forRest(at)
	case p.accept("break"):
		return &Break{at}
	case p.accept("continue"):
		return &Continue{at}
	case p.accept("return"):
		s := &Return{stmt: at}
		if p.peek().Kind != Newline && !p.is("}") {
			s.X = p.expr()
		}
		return s
	}
	x := p.expr()
	op := p.peek()
	if op.Kind == Symbol {
		switch op.Text {
		case "=":
			p.next()
			return &Assign{stmt: stmt{op.Pos}, Place: x, Value: p.expr()}
		case "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=":
			p.next()
			return &Assign{stmt: stmt{op.Pos}, Place: x, Op: op.Text[:len(op.Text)-1], Value: p.expr()}
		}
	}
	switch x.(type) {
	case *Call, *Method:
	default:
		p.fail(t.Pos, "this value is not used; only calls are statements")
	}
	return &ExprStmt{at, x}
}

func (p *parser) ifRest(at stmt) Stmt {
	s := &If{stmt: at, Cond: p.head(), Then: p.block()}
	if p.accept("else") {
		if t := p.peek(); p.accept("if") {
			nested := p.ifRest(stmt{t.Pos})
			s.Else = &Block{At: t.Pos, End: s.Then.End, Stmts: []Stmt{nested}}
		} else {
			s.Else = p.block()
		}
	}
	return s
}

func (p *parser) forRest(at stmt) Stmt {
	s := &For{stmt: at}
	for {
		n := p.name("the name of the loop variable")
		s.Names, s.NamesAt = append(s.Names, n.Text), append(s.NamesAt, n.Pos)
		if !p.accept(",") {
			break
		}
	}
	if len(s.Names) > 2 {
		p.fail(s.NamesAt[2], "a loop has at most two variables")
	}
	p.expect("in")
	x := p.head()
	if p.accept("..") {
		s.Low, s.High = x, p.head()
		if len(s.Names) == 2 {
			p.fail(s.NamesAt[1], "a range has one variable")
		}
	} else {
		s.X = x
	}
	s.Body = p.block()
	return s
}
