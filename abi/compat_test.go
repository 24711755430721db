package abi

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"libori.org/rt/runtime"
)

var update = flag.Bool("update", false, "write testdata/abi-N.txt: what this release promises to objects compiled against it")

// promises are the lines that an object compiled against this release relies on:
// prototypes, with the order of parameters, and the numbers of the layout that
// generated code computes with.
func promises() (lines []string) {
	for _, e := range Exports {
		var params []string
		for _, p := range e.Params {
			params = append(params, p.Type.C()+" "+p.Name)
		}
		lines = append(lines, fmt.Sprintf("%s %s(%s)", e.Result.Type.C(), e.Name, strings.Join(params, ", ")))
	}
	return append(lines,
		"a list, map, set or string has 24 bytes: len, cap, data",
		"the header has 16 bytes before data: data_size, strong_count",
		fmt.Sprintf("a message has at most %d bytes", runtime.MessageMax),
	)
}

// What an earlier release of this ABI version promised still holds: its objects
// link with this one and run. A line that is gone is a reason for another ABI
// version, unless it only promised less: then the record is written anew.
func TestPromisesOfTheABIVersionHold(t *testing.T) {
	file := fmt.Sprintf("testdata/abi-%d.txt", Version)
	have := strings.Join(promises(), "\n") + "\n"
	if *update {
		if err := os.WriteFile(file, []byte(have), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.ABI != Version {
		t.Errorf("package runtime says ABI version %d, package abi %d", runtime.ABI, Version)
	}
	for line := range strings.Lines(string(text)) {
		if !strings.Contains(have, line) {
			t.Errorf("released objects of ABI version %d rely on\n\t%s\twhich holds no more: raise ABI in runtime/numbers.go, or, before a release,\n\tgo test ./abi -run Promises -update", Version, line)
		}
	}
}
