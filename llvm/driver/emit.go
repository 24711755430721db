package driver

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

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
// them, when text is set, the LLVM assembly.
func (l *Library) WriteFiles(dir string, text bool) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	files := []struct {
		suffix string
		data   []byte
	}{
		{".a", l.Archive}, {".so", l.Shared}, {".bc", l.Bitcode}, {"_inline.bc", l.Inline},
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
	return nil
}

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

// linkShared makes a shared library of an object. The C compiler knows the
// system's linker and its C library.
func linkShared(name string, object []byte) ([]byte, error) {
	dir, err := os.MkdirTemp("", "ori_rt")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, objectName), object, 0o666); err != nil {
		return nil, err
	}
	cc := exec.Command("cc", "-shared", "-o", name+".so", objectName,
		"-Wl,-soname,"+name+".so", "-Wl,--build-id=none", "-Wl,-z,defs", "-Wl,-z,now")
	cc.Dir = dir
	if out, err := cc.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", cc, err, out)
	}
	return os.ReadFile(filepath.Join(dir, name+".so"))
}

const objectName = "ori_rt.o"
