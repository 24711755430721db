package instructions

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// Counts maps "build operation" to instructions for all rounds of the operation.
type Counts map[string]int64

// A Build is a way to link the library.
type Build struct {
	Name string
	// Args are the compiler's arguments besides the source; lib is build/lib.
	Args func(lib string) []string
}

// Builds are the two that programs are shipped with.
var Builds = []Build{
	{"inline", func(lib string) []string {
		return []string{"-Xclang", "-mlink-bitcode-file", "-Xclang", filepath.Join(lib, "libori_rt_inline.bc"), filepath.Join(lib, "libori_rt.a")}
	}},
	{"archive", func(lib string) []string { return []string{filepath.Join(lib, "libori_rt.a")} }},
}

// counted is the prefix of the functions in operations.c that are counted. A
// dump has what was executed since the one before; what main does in between is
// in the dump of preparation.
const (
	counted     = "counted_"
	preparation = "preparation"
)

// Count builds operations.c in dir, runs it under callgrind and returns the
// instructions of each counted function and what it calls in the program.
func (b Build) Count(clang, source, root, dir string) (Counts, error) {
	program := filepath.Join(dir, b.Name)
	args := append([]string{"-O3", "-Wall", "-Wextra", "-I" + filepath.Join(root, "include"), source, "-o", program}, b.Args(filepath.Join(root, "build", "lib"))...)
	if err := run(clang, args...); err != nil {
		return nil, err
	}
	dump := filepath.Join(dir, b.Name+".callgrind")
	err := run("valgrind", "--quiet", "--tool=callgrind", "--callgrind-out-file="+dump,
		"--compress-strings=no", "--compress-pos=no",
		"--dump-after="+counted+"*", program)
	if err != nil {
		return nil, err
	}
	dumps, err := filepath.Glob(dump + ".*")
	if err != nil {
		return nil, err
	}
	counts := Counts{}
	for _, path := range dumps {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		operation, n, err := sum(f, program)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if operation != "" && operation != preparation {
			counts[b.Name+" "+operation] = n
		}
	}
	return counts, nil
}

func run(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	return nil
}

// sum reads one dump of callgrind's and returns the operation after which it was
// made and the instructions that the program itself executed.
//
//	desc: Trigger: --dump-after=counted_list_pop
//	ob=/tmp/program            the object that what follows belongs to
//	fn=counted_list_pop
//	0 14                       line, instructions
//	calls=1 0                  a call:
//	0 31                       its line and inclusive cost, not to be added
func sum(dump io.Reader, program string) (operation string, total int64, err error) {
	lines := bufio.NewScanner(dump)
	inProgram, afterCall := false, false
	for lines.Scan() {
		line := lines.Text()
		if trigger, ok := strings.CutPrefix(line, "desc: Trigger: --dump-after="+counted); ok {
			operation = trigger
		}
		if object, ok := strings.CutPrefix(line, "ob="); ok {
			inProgram = object == program
		}
		if line != "" && '0' <= line[0] && line[0] <= '9' {
			if inProgram && !afterCall {
				_, cost, _ := strings.Cut(line, " ")
				n, err := strconv.ParseInt(cost, 10, 64)
				if err != nil {
					return "", 0, err
				}
				total += n
			}
			afterCall = false
		}
		if strings.HasPrefix(line, "calls=") {
			afterCall = true
		}
	}
	return operation, total, lines.Err()
}
