// Command oriopt optimises a module that calls libori_rt, as bitcode or text,
// before the library's bitcode is linked in.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irutil"
	"libori.org/rt/llvm/oriopt"
)

const usage = `usage: oriopt [flags] IN -o OUT

Optimises the calls of libori_rt in a module: .bc or .ll in, .bc or .ll out, by
the name's end; "-" is standard output, as text.

  -o FILE       where the optimised module goes
  -passes LIST  which passes to run, with commas between: %s,
                all (as without the flag) or none
  -explain      says on standard error what was done, or left and why,
                with the source line where the module has debug information
  -verify       checks that references balance on every path; says which path does
                not, and ends with 1. Without -o nothing else is done
`

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, errFaults) {
			fmt.Fprintln(os.Stderr, "oriopt:", err)
		}
		os.Exit(1)
	}
}

var errFaults = errors.New("references do not balance")

func run(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("oriopt", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	out := flags.String("o", "", "")
	list := flags.String("passes", "all", "")
	explain := flags.Bool("explain", false, "")
	verify := flags.Bool("verify", false, "")
	var in []string
	for len(args) > 0 { // flags may stand behind the file
		if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
			fmt.Fprintf(stdout, usage, strings.Join(oriopt.Names(), ", "))
			return nil
		} else if err != nil {
			return err
		}
		if args = flags.Args(); len(args) > 0 {
			in = append(in, args[0])
			args = args[1:]
		}
	}
	if len(in) != 1 {
		return fmt.Errorf("want one module, got %d; oriopt -h says how it is called", len(in))
	}
	passes, err := oriopt.ParsePasses(*list)
	if err != nil {
		return err
	}
	if *out == "" && !*verify && !*explain {
		return errors.New("where to? -o FILE is missing")
	}
	ctx := llvm.NewContext()
	defer ctx.Dispose()
	m, err := irutil.ParseFile(ctx, in[0])
	if err != nil {
		return err
	}
	defer m.Dispose()
	faults := 0
	if *verify {
		for _, f := range oriopt.Verify(m) {
			fmt.Fprintln(stderr, fault(f))
			faults++
		}
	}
	if *out != "" || *explain {
		o := oriopt.Options{Passes: passes}
		if *explain {
			o.Explain = func(r oriopt.Remark) { fmt.Fprintln(stderr, r) }
		}
		oriopt.Run(m, o)
		if err := llvm.VerifyModule(m, llvm.ReturnStatusAction); err != nil {
			return fmt.Errorf("the result is no valid module, which is a fault of oriopt: %w", err)
		}
	}
	if *out != "" {
		if err := write(m, *out, stdout); err != nil {
			return err
		}
	}
	if faults > 0 {
		return errFaults
	}
	return nil
}

// fault spells what Verify found.
func fault(r oriopt.Remark) string {
	at := r.File
	if at == "" {
		at = "?"
	}
	return fmt.Sprintf("%s:%d: in %s: %s", at, r.Line, r.Function, r.Message)
}

// write writes the module as text or as bitcode.
func write(m llvm.Module, name string, stdout io.Writer) error {
	if name == "-" {
		_, err := io.WriteString(stdout, m.String())
		return err
	}
	if strings.HasSuffix(name, ".ll") {
		return os.WriteFile(name, []byte(m.String()), 0o666)
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(llvm.WriteBitcodeToFile(m, file), file.Close())
}
