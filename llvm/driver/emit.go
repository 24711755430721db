package driver

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"libori.org/rt/abi"
	"tinygo.org/x/go-llvm"
)

// A Library is what a build makes, in memory.
type Library struct {
	Name    string   // "libori_rt"
	Symbols []Symbol // global ones, hidden helpers too
	Archive []byte   // .a
	Shared  []byte   // .so; nil for sanitizers, whose programs link the archive
	Bitcode []byte   // .bc
	Inline  []byte   // _inline.bc

	// The same bitcode to read, and the code that the machine code is made of.
	BitcodeText, InlineText, OptimizedText string
}

// WriteFiles writes the library's files to a directory, which it makes; with
// them, when text is set, the LLVM assembly. The shared library lies there under
// its soname, to which the name that a linker looks for is a link.
func (l *Library) WriteFiles(dir string, text bool) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	files := []struct {
		suffix string
		data   []byte
	}{
		{".a", l.Archive}, {soSuffix, l.Shared}, {".bc", l.Bitcode}, {"_inline.bc", l.Inline},
	}
	if text {
		files = append(files, []struct {
			suffix string
			data   []byte
		}{
			{".ll", []byte(l.BitcodeText)}, {"_inline.ll", []byte(l.InlineText)}, {"_optimized.ll", []byte(l.OptimizedText)},
		}...)
	}
	for _, f := range files {
		if f.data == nil {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, l.Name+f.suffix), f.data, 0o666); err != nil {
			return err
		}
	}
	if l.Shared == nil {
		return nil
	}
	link := filepath.Join(dir, l.Name+".so")
	if err := os.Remove(link); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.Symlink(l.Name+soSuffix, link)
}

// soSuffix ends the names by which programs ask for a shared library.
var soSuffix = fmt.Sprintf(".so.%d", abi.Version)

// bitcode returns a module's bitcode.
func bitcode(m llvm.Module) []byte {
	buffer := llvm.WriteBitcodeToMemoryBuffer(m)
	defer buffer.Dispose()
	return buffer.Bytes()
}

// object compiles a module to machine code.
func (p *program) object(m llvm.Module) ([]byte, error) {
	buffer, err := p.machine.EmitToMemoryBuffer(m, llvm.ObjectFile)
	if err != nil {
		return nil, err
	}
	defer buffer.Dispose()
	return buffer.Bytes(), nil
}

// archive makes the archive of a module: of units that a linker takes singly,
// or, where a debugger or sanitizer wants the module whole, of its one object.
func (p *program) archive(m, inline llvm.Module, o *Options, object []byte, build string) ([]byte, error) {
	if o.Debug || o.Sanitize != "" {
		whole, err := newMember(objectName, object)
		return archive([]member{whole}), err
	}
	var members []member
	for _, u := range cut(m.String(), o.entryPoints(m, inline, build)) {
		object, err := u.object(p, m.Context())
		if err != nil {
			return nil, fmt.Errorf("unit %s: %w", u.name, err)
		}
		m, err := newMember(memberName(u.name), object)
		if err != nil {
			return nil, fmt.Errorf("unit %s: %w", u.name, err)
		}
		members = append(members, m)
	}
	return archive(members), nil
}

// entryPoints are the symbols that the library is there for: the table, what
// tells builds apart, and the helpers that inlined code calls.
func (o *Options) entryPoints(m, inline llvm.Module, build string) []string {
	names := []string{abiSymbol(), build}
	for _, e := range o.Exports {
		names = append(names, e.Name)
	}
	for v := range inlinedNames(m, inline) {
		names = append(names, v.Name())
	}
	return names
}

// inlinedNames iterates over the hidden functions and variables of m that the
// inline bitcode refers to.
func inlinedNames(m, inline llvm.Module) iter.Seq[llvm.Value] {
	return func(yield func(llvm.Value) bool) {
		for f := range definitions(m) {
			if f.Visibility() == llvm.HiddenVisibility && !inline.NamedFunction(f.Name()).IsNil() && !yield(f) {
				return
			}
		}
		for g := range globals(m) {
			if g.Visibility() == llvm.HiddenVisibility && !inline.NamedGlobal(g.Name()).IsNil() && !yield(g) {
				return
			}
		}
	}
}

// memberName is the name of a unit's object in the archive: a slash would end it there.
func memberName(unit string) string { return strings.ReplaceAll(unit, "/", ".") + ".o" }

// newMember reads the names that an object defines.
func newMember(name string, object []byte) (member, error) {
	m := member{name: name, object: object}
	defined, _, err := symbols(object)
	for _, s := range defined {
		m.symbols = append(m.symbols, s.Name)
	}
	return m, err
}

// shared makes the shared library of a module. It exports the table under the
// version of the ABI; and, under a version of their own, the helpers that the
// inline bitcode refers to, so that a compiler which runs what it compiles can
// inline fast paths against a shared library. m is used up.
func (p *program) shared(m, inline llvm.Module, o *Options, build string) ([]byte, error) {
	private := o.prefix() + "*"
	for v := range inlinedNames(m, inline) {
		v.SetVisibility(llvm.ProtectedVisibility)
	}
	object, err := p.object(m)
	if err != nil {
		return nil, err
	}
	var script strings.Builder
	fmt.Fprintf(&script, "%s_%d {\n\tglobal:\n\t\t%s;\n", versionNode, abi.Version, abiSymbol())
	for _, e := range o.Exports {
		fmt.Fprintf(&script, "\t\t%s;\n", e.Name)
	}
	fmt.Fprintf(&script, "\tlocal:\n\t\t*;\n};\n%s_PRIVATE {\n\tglobal:\n\t\t%s;\n};\n", versionNode, private)
	return linkShared(o, object, script.String())
}

// versionNode begins the names of the versions in the shared library.
const versionNode = "ORI_RT"

// linkShared makes a shared library of an object. The C compiler knows the
// system's linker and its C library.
func linkShared(o *Options, object []byte, script string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "ori_rt")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for name, data := range map[string][]byte{objectName: object, "exports.map": []byte(script)} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			return nil, err
		}
	}
	cc := exec.Command(o.cc(), "-shared", "-o", "library.so", objectName,
		"-Wl,--version-script=exports.map", "-Wl,-soname,"+o.Name()+soSuffix,
		"-Wl,--build-id=none", "-Wl,-z,defs", "-Wl,-z,now")
	cc.Dir = dir
	if out, err := cc.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", cc, err, out)
	}
	return os.ReadFile(filepath.Join(dir, "library.so"))
}

const objectName = "ori_rt.o"
