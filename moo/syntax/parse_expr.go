package syntax

import (
	"strconv"
	"strings"
)

// precedence of the binary operators; the higher binds tighter.
var precedence = map[string]int{
	"||": 1,
	"&&": 2,
	"==": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3,
	"+": 4, "-": 4, "|": 4, "^": 4,
	"*": 5, "/": 5, "%": 5, "&": 5, "<<": 5, ">>": 5,
}

func (p *parser) expr() Expr { return p.binary(1) }

func (p *parser) binary(lowest int) Expr {
	x := p.unary()
	for {
		op := p.peek()
		level := precedence[op.Text]
		if op.Kind != Symbol || level < lowest {
			return x
		}
		p.next()
		y := p.binary(level + 1)
		x = &Binary{Node{At: op.Pos}, op.Text, x, y}
	}
}

func (p *parser) unary() Expr {
	t := p.peek()
	if t.Kind == Symbol {
		switch t.Text {
		case "-", "!", "~":
			p.next()
			return &Unary{Node{At: t.Pos}, t.Text, p.unary()}
		case "&":
			p.fail(t.Pos, "'&' stands only before an argument of a call")
		}
	}
	return p.postfix(p.operand())
}

// nested reads what stands between brackets, where { is a literal again.
func (p *parser) nested(read func()) {
	defer func(old bool) { p.noBrace = old }(p.noBrace)
	p.noBrace = false
	read()
}

func (p *parser) postfix(x Expr) Expr {
	for {
		t := p.peek()
		switch {
		case p.accept("["):
			p.nested(func() { x = p.indexRest(x, t) })
		case p.accept("."):
			n := p.next()
			switch {
			case n.Kind == Int:
				x = &Field{Node: Node{At: n.Pos}, X: x, Name: n.Text}
			case n.Kind != Name:
				p.fail(n.Pos, "expected the name of a field or method, found %s", n.describe())
			case p.accept("("):
				m := &Method{Node: Node{At: n.Pos}, X: x}
				m.Name = n.Text
				p.nested(func() { p.list(")", func() { m.Args = append(m.Args, p.expr()) }) })
				x = m
			default:
				x = &Field{Node: Node{At: n.Pos}, X: x, Name: n.Text}
			}
		default:
			return x
		}
	}
}

// indexRest reads "i]" or "low..high]".
func (p *parser) indexRest(x Expr, bracket Token) Expr {
	at := Node{At: bracket.Pos}
	var low Expr
	if !p.is("..") {
		low = p.expr()
		if p.accept("]") {
			return &Index{at, x, low}
		}
	}
	p.expect("..")
	var high Expr
	if !p.is("]") {
		high = p.expr()
	}
	p.expect("]")
	return &Slice{at, x, low, high}
}

func (p *parser) operand() Expr {
	t := p.next()
	at := Node{At: t.Pos}
	switch t.Kind {
	case Int:
		return p.integer(t)
	case Float:
		v, err := strconv.ParseFloat(strings.ReplaceAll(t.Text, "_", ""), 64)
		if err != nil {
			p.fail(t.Pos, "%s is not a float", t.Text)
		}
		return &FloatLit{at, v}
	case String:
		return p.stringRest(t)
	case Name:
		if p.accept("(") {
			return p.callRest(t)
		}
		return &Ident{Node: at, Name: t.Text}
	case Keyword:
		if t.Text == "true" || t.Text == "false" {
			return &BoolLit{at, t.Text == "true"}
		}
	case Symbol:
		switch {
		case t.Text == "(":
			return p.parenRest(t)
		case t.Text == "[":
			l := &ListLit{Node: at}
			p.nested(func() { p.list("]", func() { l.Elems = append(l.Elems, p.expr()) }) })
			return l
		case t.Text == "{" && p.noBrace:
			p.fail(t.Pos, "here '{' would start the block; put round brackets around a set or map")
		case t.Text == "{":
			return p.braceRest(t)
		}
	}
	p.at-- // let the message's reader see what stands there
	p.fail(t.Pos, "expected a value, found %s", t.describe())
	return nil
}

func (p *parser) integer(t Token) Expr {
	text := strings.ReplaceAll(t.Text, "_", "")
	v, err := strconv.ParseUint(text, 0, 64)
	if strings.HasPrefix(text, "0") && !strings.HasPrefix(text, "0x") {
		v, err = strconv.ParseUint(text, 10, 64)
	}
	// 1<<63 is let through for the smallest int, -9223372036854775808.
	if err != nil || v > 1<<63 && !strings.HasPrefix(text, "0x") {
		p.fail(t.Pos, "%s does not fit an int", t.Text)
	}
	return &IntLit{Node{At: t.Pos}, int64(v)}
}

func (p *parser) stringRest(t Token) Expr {
	if !t.More {
		return &StrLit{Node{At: t.Pos}, t.Text}
	}
	x := &Interp{Node: Node{At: t.Pos}}
	p.nested(func() {
		for {
			if t.Text != "" {
				x.Parts = append(x.Parts, &StrLit{Node{At: t.Pos}, t.Text})
			}
			if !t.More {
				return
			}
			x.Parts = append(x.Parts, p.expr())
			if t = p.next(); t.Kind != String {
				p.fail(t.Pos, "expected ')' after the interpolation, found %s", t.describe())
			}
		}
	})
	return x
}

func (p *parser) callRest(name Token) Expr {
	c := &Call{Node: Node{At: name.Pos}, Name: name.Text}
	p.nested(func() {
		p.list(")", func() {
			a := &Arg{Pos: p.peek().Pos}
			if p.peek().Kind == Name && p.tokens[p.at+1].Text == ":" && p.tokens[p.at+1].Kind == Symbol {
				a.Label = p.next().Text
				p.next()
			}
			a.Inout = p.accept("&")
			a.X = p.expr()
			c.Args = append(c.Args, a)
		})
	})
	return c
}

// parenRest reads "x)" or the tuple "x, y)".
func (p *parser) parenRest(t Token) Expr {
	l := &TupleLit{Node: Node{At: t.Pos}}
	p.nested(func() { p.list(")", func() { l.Elems = append(l.Elems, p.expr()) }) })
	switch len(l.Elems) {
	case 0:
		p.fail(t.Pos, "a tuple has at least two parts")
	case 1:
		return l.Elems[0]
	}
	return l
}

// braceRest reads a set or map up to its closing brace.
func (p *parser) braceRest(t Token) Expr {
	at := Node{At: t.Pos}
	p.skipNewlines()
	if p.accept(":") {
		p.expect("}")
		return &MapLit{Node: at}
	}
	if p.accept("}") {
		return &SetLit{Node: at}
	}
	first := p.expr()
	if p.accept(":") {
		m := &MapLit{Node: at, Keys: []Expr{first}, Values: []Expr{p.expr()}}
		p.restAfterFirst(func() {
			m.Keys = append(m.Keys, p.expr())
			p.expect(":")
			m.Values = append(m.Values, p.expr())
		})
		return m
	}
	s := &SetLit{Node: at, Elems: []Expr{first}}
	p.restAfterFirst(func() { s.Elems = append(s.Elems, p.expr()) })
	return s
}

func (p *parser) restAfterFirst(item func()) {
	p.skipNewlines()
	if !p.accept("}") {
		p.expect(",")
		p.list("}", item)
	}
}
