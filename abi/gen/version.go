package main

import (
	"fmt"
	"os"
	"strings"
)

// version is that of the library, which the file VERSION at the module's root
// holds. The ABI's is another: abi.Version.
type version struct{ major, minor, patch int }

func readVersion(file string) (v version, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return v, err
	}
	line := strings.TrimSpace(string(text))
	if n, _ := fmt.Sscanf(line, "%d.%d.%d", &v.major, &v.minor, &v.patch); n != 3 || v.String() != line || max(v.minor, v.patch) > 999 {
		return v, fmt.Errorf("%s: %q is no version like 1.2.3", file, line)
	}
	return v, nil
}

func (v version) String() string { return fmt.Sprintf("%d.%d.%d", v.major, v.minor, v.patch) }

// number is what ori_rt_version returns.
func (v version) number() int { return (v.major*1000+v.minor)*1000 + v.patch }

// emitGo writes runtime/version.go.
func (v version) emitGo([]*export) ([]byte, error) {
	return fmt.Appendf(nil, "%spackage runtime\n\nconst libraryVersion = %d // %s\n", generated, v.number(), v), nil
}
