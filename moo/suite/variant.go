package suite

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/llvm/link"
	"libori.org/rt/llvm/oriopt"
	"libori.org/rt/moo/build"
)

// Variant is one way to compile: a build of the library, a level, and how counts
// are dealt with.
type Variant struct {
	Build link.Build
	Level string
	Naive bool // the backend analyses nothing
	Calls bool // oriopt runs
}

func (v Variant) String() string {
	name := v.Build.Name + "-" + v.Level
	if v.Naive {
		name += "-naive"
	}
	if v.Calls {
		name += "-oriopt"
	}
	return name
}

// levels that every build is tried at.
var levels = []string{"O0", "O2"}

// Variants returns the builds at all levels, as Moo compiles for them; and for those
// that are linked most, also without oriopt, and from naive code with and without.
func Variants(builds []link.Build) []Variant {
	var list []Variant
	for _, level := range levels {
		for _, b := range builds {
			list = append(list, Variant{Build: b, Level: level, Calls: level != "O0"})
		}
	}
	for _, b := range builds {
		if b.Name == "shared" || b.Name == "cgo" {
			continue
		}
		list = append(list,
			Variant{Build: b, Level: "O2"},
			Variant{Build: b, Level: "O2", Naive: true},
			Variant{Build: b, Level: "O2", Naive: true, Calls: true})
	}
	return list
}

// compiler compiles programs for several variants. Variants that differ in the
// library alone share an object.
type compiler struct {
	include string
	dir     string
}

// each compiles the program for each variant, hands it to use, and stops at the
// first error.
func (c *compiler) each(k *Case, variants []Variant, use func(Variant, link.Program) error) error {
	modules := map[bool]*irb.Module{} // naive or not
	defer func() {
		for _, m := range modules {
			m.Dispose()
		}
	}()
	objects := map[string]string{} // from level and bitcode to the object's name
	for _, v := range variants {
		m := modules[v.Naive]
		if m == nil {
			var err error
			if m, err = emit(k, build.Options{Debug: true, Naive: v.Naive}); err != nil {
				return err
			}
			modules[v.Naive] = m
		}
		key := fmt.Sprint(v.Level, v.Build.Bitcode, v.Naive, v.Calls)
		name, made := objects[key]
		if !made {
			name = fmt.Sprintf("object%d", len(objects))
			if err := c.object(m.LLVM, v, name); err != nil {
				return fmt.Errorf("%s: %w", v, err)
			}
			objects[key] = name
		}
		p, err := c.link(v, name)
		if err != nil {
			return fmt.Errorf("%s: %w", v, err)
		}
		if err := use(v, p); err != nil {
			return err
		}
	}
	return nil
}

// emit runs the backend; should it panic, that is an error of this program.
func emit(k *Case, o build.Options) (m *irb.Module, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("the backend panics: %v", e)
		}
	}()
	return build.Module(k.unit, o)
}

// generating lets one at a time use the target machine, which all share.
var generating sync.Mutex

func (c *compiler) object(m llvm.Module, v Variant, name string) error {
	generating.Lock()
	defer generating.Unlock()
	ctx := llvm.NewContext()
	defer ctx.Dispose()
	o := link.Options{Dir: c.dir, Name: name, Level: v.Level}
	if v.Calls {
		o.Calls = oriopt.All
	}
	optimised, err := link.Optimise(ctx, m, v.Build, o)
	if err != nil {
		return err
	}
	defer optimised.Dispose()
	return link.Emit(optimised, o)
}

// link links the object called name; the program gets the variant's name.
func (c *compiler) link(v Variant, name string, more ...string) (link.Program, error) {
	program := v.String()
	object := filepath.Join(c.dir, program+".o")
	os.Remove(object)
	if err := os.Link(filepath.Join(c.dir, name+".o"), object); err != nil {
		return link.Program{}, err
	}
	support, err := build.Support(c.include)
	if err != nil {
		return link.Program{}, err
	}
	flags := append(append([]string{support}, more...), v.Build.Library, "-lm")
	return link.Link(v.Build, link.Options{Dir: c.dir, Name: program, Flags: flags})
}
