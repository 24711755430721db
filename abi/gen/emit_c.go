package main

import (
	"bytes"
	"embed"
	"fmt"
	"go/doc/comment"
	"regexp"
	"strings"
	"text/template"

	"libori.org/rt/abi"
)

//go:embed *.tmpl
var templates embed.FS

// emitHeader writes include/ori_rt.h.
func (v version) emitHeader(exports []*export) ([]byte, error) {
	return execute("ori_rt.h.tmpl", exports, template.FuncMap{
		"release": func() version { return v },
		"number":  v.number,
		"comment": cComment,
		"proto":   func(e *export) string { return e.prototype() + " ORI_NOEXCEPT;" },
	})
}

// emitCgoC writes the C side of the cgo build: the public symbols.
func emitCgoC(exports []*export) ([]byte, error) {
	return execute("exports.c.tmpl", exports, template.FuncMap{
		"proto": (*export).prototype,
		"call":  (*export).cgoCall,
	})
}

// emitIR writes include/ori_rt.ll.
func emitIR(exports []*export) ([]byte, error) {
	return execute("ori_rt.ll.tmpl", exports, template.FuncMap{
		"comment": irComment,
		"plain":   func() bool { return false },
		"declare": func(e *export) string { return e.Declaration() },
	})
}

// emitPlainIR writes include/ori_rt_plain.ll.
func emitPlainIR(exports []*export) ([]byte, error) {
	return execute("ori_rt.ll.tmpl", exports, template.FuncMap{
		"comment": irComment,
		"plain":   func() bool { return true },
		"declare": func(e *export) string { return e.PlainDeclaration() },
	})
}

// emitDoc writes docs/abi.md.
func emitDoc(exports []*export) ([]byte, error) {
	return execute("abi.md.tmpl", exports, template.FuncMap{
		"proto":    func(e *export) string { return e.prototype() + ";" },
		"markdown": markdown,
	})
}

// sectionData is what the templates range over.
type sectionData struct {
	Title   string
	Exports []*export
}

func execute(name string, exports []*export, funcs template.FuncMap) ([]byte, error) {
	data := struct {
		Version   int
		Callbacks []abi.Callback
		Names     []abi.Name
		Sections  []sectionData
	}{Version: abi.Version, Callbacks: abi.Callbacks, Names: abi.Names}
	for _, s := range sections {
		var of []*export
		for _, e := range exports {
			if e.Section == s.title {
				of = append(of, e)
			}
		}
		if of != nil {
			data.Sections = append(data.Sections, sectionData{s.title, of})
		}
	}
	t, err := template.New(name).Funcs(funcs).ParseFS(templates, name)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, data)
	return b.Bytes(), err
}

// prototype returns the C declaration of the function, broken into lines of at
// most lineMax.
func (e *export) prototype() string {
	params := make([]string, len(e.Params))
	for i, p := range e.Params {
		params[i] = declare(p.Type.C(), p.Name)
	}
	if len(params) == 0 {
		params = []string{"void"}
	}
	head := declare(e.Result.Type.C(), e.Name) + "("
	return head + strings.Join(wrap(params, ", ", lineMax-len(head)-2), ",\n"+strings.Repeat(" ", len(head))) + ")"
}

const lineMax = 100

// declare joins a C type and a name: "void *data", "int64_t len".
func declare(typ, name string) string {
	if strings.HasSuffix(typ, "*") {
		return typ + name
	}
	return typ + " " + name
}

// wrap joins words by sep into lines of at most width; the separator between
// two lines is left to the caller.
func wrap(words []string, sep string, width int) []string {
	var lines []string
	for i, w := range words {
		if last := len(lines) - 1; i > 0 && len(lines[last])+len(sep)+len(w) <= width {
			lines[last] += sep + w
		} else {
			lines = append(lines, w)
		}
	}
	return lines
}

// cgoCall returns the body of the C function that calls the Go one.
func (e *export) cgoCall() string {
	args := []string{"&report"}
	for _, p := range e.Params {
		if strings.HasPrefix(p.Type.C(), "const") || p.Type.IsCallback() {
			args = append(args, "(void *)"+p.Name)
		} else {
			args = append(args, p.Name)
		}
	}
	call := "ori" + e.Thunk + "(" + strings.Join(args, ", ") + ");"
	if e.Result.Type == abi.Void {
		return call + "\n\tsettle(&report);"
	}
	return declare(e.Result.Type.C(), "result") + " = " + call + "\n\tsettle(&report);\n\treturn result;"
}

const clauseIndent = 13 // of a clause's text behind its label

// clauseLines lays the contract out in a column of labels and one of text.
func clauseLines(e *export, width int) []string {
	var lines []string
	for _, clause := range e.Clauses() {
		label := clause.Label + ":"
		for _, text := range wrap(strings.Fields(clause.Text), " ", width-clauseIndent) {
			lines = append(lines, fmt.Sprintf("%-*s%s", clauseIndent, label, text))
			label = ""
		}
	}
	return lines
}

// docLines lays a function's documentation out as plain text.
func docLines(e *export, width int) []string {
	text := (&comment.Printer{TextWidth: width, TextCodePrefix: "    "}).Text(new(comment.Parser).Parse(e.Doc))
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	if clauses := clauseLines(e, width); clauses != nil {
		lines = append(append(lines, ""), clauses...)
	}
	return lines
}

func cComment(e *export) string {
	lines := docLines(e, lineMax-3)
	if len(lines) == 1 {
		return "/* " + lines[0] + " */"
	}
	var b strings.Builder
	for i, line := range lines {
		lead := " * "
		if i == 0 {
			lead = "/* "
		}
		b.WriteString(strings.TrimRight(lead+line, " ") + "\n")
	}
	return b.String() + " */"
}

func irComment(e *export) string {
	var b strings.Builder
	for _, line := range docLines(e, lineMax-2) {
		b.WriteString(strings.TrimRight("; "+line, " ") + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

var cFunction = regexp.MustCompile(`\bori_\w+`)

// markdown renders the prose of a doc comment, C names as code. An underscore
// within a word needs no backslash.
func markdown(doc string) string {
	text := string(new(comment.Printer).Markdown(new(comment.Parser).Parse(doc)))
	text = strings.ReplaceAll(strings.TrimSpace(text), `\_`, "_")
	return cFunction.ReplaceAllString(text, "`$0`")
}
