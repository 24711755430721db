package driver

import (
	"bytes"
	"debug/elf"
	"errors"
	"fmt"
	"slices"
	"strings"

	"libori.org/rt/abi"
)

// libc is all that the library may leave to the linker.
var libc = []string{
	"malloc", "aligned_alloc", "realloc", "free",
	"memcpy", "memmove", "memset", "memcmp", "bcmp",
	"write", "abort", "getauxval",
	"__tls_get_addr",
}

// A Symbol is a function or variable of a library's object.
type Symbol struct {
	Name     string
	Size     uint64 // bytes
	Exported bool   // visible to other libraries
	Function bool
}

// symbols reads the global symbols of an object: defined ones by name, and the
// names of undefined ones.
func symbols(object []byte) (defined []Symbol, undefined []string, err error) {
	file, err := elf.NewFile(bytes.NewReader(object))
	if err != nil {
		return nil, nil, err
	}
	table, err := file.Symbols()
	if err != nil {
		return nil, nil, err
	}
	for _, s := range table {
		switch {
		case elf.ST_BIND(s.Info) == elf.STB_LOCAL:
		case elf.ST_BIND(s.Info) == elf.STB_WEAK && s.Section == elf.SHN_UNDEF: // may be missing
		case s.Section == elf.SHN_UNDEF:
			undefined = append(undefined, s.Name)
		default:
			defined = append(defined, Symbol{
				Name: s.Name, Size: s.Size,
				Exported: elf.ST_VISIBILITY(s.Other) == elf.STV_DEFAULT,
				Function: elf.ST_TYPE(s.Info) == elf.STT_FUNC,
			})
		}
	}
	slices.SortFunc(defined, func(a, b Symbol) int { return strings.Compare(a.Name, b.Name) })
	slices.Sort(undefined)
	return defined, undefined, nil
}

// checkSymbols fails unless exactly the table is exported and all that is
// undefined is libc's, or the sanitizer's.
func checkSymbols(defined []Symbol, undefined []string, o *Options) error {
	var wrong []string
	for _, s := range defined {
		if o.Sanitize == Address && s.Name == "__odr_asan_gen_"+abiSymbol() {
			continue // how ASan finds two definitions of one variable
		}
		listed := s.Name == abiSymbol() || slices.ContainsFunc(o.Exports, func(e abi.Export) bool { return e.Name == s.Name })
		if s.Exported != listed {
			wrong = append(wrong, fmt.Sprintf("%s is in the export table: %t; visible: %t", s.Name, listed, s.Exported))
		}
	}
	for _, e := range o.Exports {
		if !slices.ContainsFunc(defined, func(s Symbol) bool { return s.Name == e.Name }) {
			wrong = append(wrong, e.Name+" is not defined")
		}
	}
	for _, name := range undefined {
		if !slices.Contains(libc, name) && !sanitizerSymbol(name, o.Sanitize) {
			wrong = append(wrong, name+" is undefined and not libc's")
		}
	}
	if wrong != nil {
		return errors.New("the library's symbols are wrong:\n\t" + strings.Join(wrong, "\n\t"))
	}
	return nil
}

func sanitizerSymbol(name string, s Sanitizer) bool {
	switch s {
	case Address:
		return strings.HasPrefix(name, "__asan_") || name == "__start_asan_globals" || name == "__stop_asan_globals"
	case Thread:
		return strings.HasPrefix(name, "__tsan_")
	}
	return false
}
