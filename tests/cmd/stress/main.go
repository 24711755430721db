// Command stress compiles testdata/stress.c against an archive of the library
// and runs it with 2 to 32 threads that pass collections to each other.
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"libori.org/rt/tests/program"
)

//go:embed testdata/stress.c
var source []byte

var (
	lib        = program.Flags()
	threads    = flag.String("threads", "1,2,3,4,8,16,32", "numbers of threads")
	operations = flag.Int("operations", 300_000, "operations of each run, all threads together")
	seconds    = flag.Int("seconds", 0, "go on with new seeds for as long")
	seed       = flag.Int64("seed", 1, "of the first run")
)

func main() {
	flag.Parse()
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "stress:", err)
		os.Exit(1)
	}
}

func run() error {
	dir, err := os.MkdirTemp("", "stress")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path, err := lib.Compile(dir, "stress", source)
	if err != nil {
		return err
	}
	name := lib.Name()
	end := time.Now().Add(time.Duration(*seconds) * time.Second)
	runs, total := 0, 0
	for s := *seed; ; s++ {
		for _, field := range strings.Split(*threads, ",") {
			n, err := strconv.Atoi(field)
			if err != nil {
				return err
			}
			each := max(*operations/n, 1)
			cmd := exec.Command(path, field, strconv.Itoa(each), strconv.FormatInt(s, 10))
			if text, err := cmd.CombinedOutput(); err != nil {
				return fmt.Errorf("%s, %d threads, seed %d: %w\n%s", name, n, s, err, text)
			}
			runs++
			total += n * each
			if *seconds == 0 {
				fmt.Printf("%s: %2d threads, %d operations each: right, nothing alive\n", name, n, each)
			}
		}
		if time.Now().After(end) {
			break
		}
	}
	fmt.Printf("%s: %d runs, %d operations, every result right, nothing lost\n", name, runs, total)
	return nil
}
