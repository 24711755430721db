package driver

import (
	"errors"
	"fmt"
	"time"

	"libori.org/rt/abi"
	"libori.org/rt/llvm/irutil"
	"tinygo.org/x/go-llvm"
)

// Build makes a library of a module's packages. It sets TINYGOROOT in the
// environment.
func Build(o Options) (*Library, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	p, err := prepare(o)
	if err != nil {
		return nil, err
	}
	return p.build(o)
}

// prepared is the Go code of a library, lowered to what LLVM knows. Flavours that differ
// neither in debug information nor in nil checks are made of the same.
type prepared struct {
	program *program
	bitcode string
	debug   bool // although it was not asked for
}

// prepare compiles the Go code.
func prepare(o Options) (*prepared, error) {
	c, err := o.prepare()
	if escape := (*escapeError)(nil); errors.As(err, &escape) && !o.Debug {
		// Only debug information knows the lines to complain about.
		o.Debug = true
		c, err = o.prepare()
	}
	return c, err
}

func (o *Options) prepare() (*prepared, error) {
	step := o.steps()
	p, err := load(o)
	if err != nil {
		return nil, err
	}
	step("load")
	if err := p.lint(); err != nil {
		return nil, err
	}
	step("lint")
	if o.Debug {
		p.mapPaths()
	}
	m, err := p.compile()
	if err != nil {
		return nil, err
	}
	defer m.Context().Dispose()
	step("compile")

	if o.Sanitize != Undefined {
		dropNilChecks(m)
	}
	if v := p.number("ABI"); v != abi.Version {
		return nil, fmt.Errorf("package runtime says ABI version %d, package abi %d", v, abi.Version)
	}
	// What the bodies promise about control flow holds from here on.
	seam, err := p.parseSeam(m, p.seamText(o))
	if err != nil {
		return nil, err
	}
	seam.Dispose()
	thunks := map[string]bool{}
	for _, e := range o.Exports {
		thunks[o.Thunks+"."+e.Thunk] = true
	}
	internalize(m, thunks)
	if err := p.prepare(m); err != nil {
		return nil, err
	}
	if err := checkConstructors(m); err != nil {
		return nil, err
	}
	step("prepare")
	return &prepared{program: p, bitcode: string(bitcode(m)), debug: o.Debug}, nil
}

// build makes the library of a flavour. Several may be built at the same time.
func (c *prepared) build(o Options) (*Library, error) {
	o.Debug = c.debug
	step := o.steps()
	p := *c.program
	var err error
	if p.machine, err = p.newMachine(); err != nil {
		return nil, err
	}
	defer p.machine.Dispose()
	ctx := llvm.NewContext()
	defer ctx.Dispose()
	m, err := irutil.ParseText(ctx, c.bitcode)
	if err != nil {
		return nil, err
	}
	seam, err := p.parseSeam(m, p.seamText(&o))
	if err != nil {
		return nil, err
	}
	if err := linkSeam(m, seam); err != nil {
		return nil, err
	}
	addConstructor(m)
	if err := addExports(m, &o); err != nil {
		return nil, err
	}
	exports := map[string]bool{}
	for _, e := range o.Exports {
		exports[e.Name] = true
	}
	internalize(m, exports)
	if o.Debug {
		if m, err = finishDebug(m); err != nil {
			return nil, err
		}
	}
	step("seam, exports")
	return p.finish(m, &o, step)
}

// steps returns a function that tells Trace how long the step took that ends.
func (o *Options) steps() func(name string) {
	last := time.Now()
	return func(name string) {
		if o.Trace != nil {
			now := time.Now()
			o.Trace(name, now.Sub(last))
			last = now
		}
	}
}

// finish optimises a complete module and makes the library's files of it.
func (p *program) finish(m llvm.Module, o *Options, step func(string)) (*Library, error) {
	if err := p.runPasses(m, simplifyPasses); err != nil {
		return nil, err
	}
	if err := p.inlineLate(m); err != nil {
		return nil, err
	}
	nameHelpers(m, o.prefix())
	instrument(m, o.Sanitize)
	p.target.protect(m)
	inline, err := p.inlineCopy(m)
	if err != nil {
		return nil, err
	}
	build := buildSymbol(o, inline)
	if err := requireBuild(inline, o, build); err != nil {
		return nil, err
	}
	if err := defineIdentity(m, build); err != nil {
		return nil, err
	}
	if err := p.answerInlined(m, false); err != nil {
		return nil, err
	}
	for f := range definitions(m) {
		if specialised(f) {
			allowInlining(f)
		}
	}
	l := &Library{
		Name:    o.Name(),
		Bitcode: bitcode(m), BitcodeText: m.String(),
		Inline: bitcode(inline), InlineText: inline.String(),
	}
	step("simplify")

	passes := o.Passes
	if passes == "" {
		passes = defaultPasses
	}
	if err := p.runPasses(m, passes); err != nil {
		return nil, err
	}
	if more := sanitizerPasses(o.Sanitize); more != "" {
		if err := p.runPasses(m, more); err != nil {
			return nil, err
		}
	}
	l.OptimizedText = m.String()
	step("optimise")

	placeConstructor(m)
	object, err := p.object(m)
	if err != nil {
		return nil, err
	}
	defined, undefined, err := symbols(object)
	if err != nil {
		return nil, err
	}
	if err := checkSymbols(defined, undefined, o); err != nil {
		return nil, err
	}
	l.Symbols = defined
	if l.Archive, err = p.archive(m, inline, o, object, build); err != nil {
		return nil, err
	}
	step("machine code")
	if o.Sanitize == "" {
		if l.Shared, err = p.shared(m, inline, o, build); err != nil {
			return nil, err
		}
		step("shared library")
	}
	return l, nil
}
