// Command figures writes the figures in docs/reliability.md: it runs the commands that show
// them and puts what they print in the place of the numbers behind the marks
//
//	<!-- figure: NAME -->
//
// With -only it writes those whose names match. What the same tests have noticed of mutants
// before is not tried again. A test compares the marks with the list
// below, and what can be had quickly with what stands there.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
)

const document = "docs/reliability.md"

// A source is a command that prints figures: each group of the expression is one.
type source struct {
	command []string
	prints  string
	names   []string
}

var sources = []source{
	{[]string{"go", "run", "./tests/cmd/faults"},
		`(?s)contracts +(\d+) calls.*failing allocations +(\d+) calls, +(\d+) failed.*large collections +(\d+) calls.*wrong arguments +\d+ calls, +(\d+) failed`,
		[]string{"contract calls", "starved calls", "failed allocations", "large calls", "wrong arguments"}},
	{[]string{"go", "run", "./tests/cmd/badinput"}, `(\d+) wrong calls`, []string{"processes"}},
	{[]string{"go", "test", "-count=1", "-tags=ori_sched", "-v", "./tests/interleave", "-args", "-stride=1"},
		`(?s)(\d+) functions, (\d+) scenarios, (\d+) schedules, every one right.*\n[^\n]* \d+ scenarios, (\d+) schedules, every one right`,
		[]string{"functions beside others", "scenarios beside others", "schedules beside others", "schedules written out"}},
	{[]string{"go", "run", "./tests/cmd/stress"}, `runs, (\d+) operations`, []string{"stress operations"}},
	{[]string{"go", "run", "./tools/mutants", "-continue"}, `(\d+) mutants, (\d+) killed`, []string{"mutants", "mutants killed"}},
	{[]string{"go", "run", "./tools/passmutants", "-continue"}, `(\d+) mutants of oriopt, \d+ killed`, []string{"mutants of oriopt"}},
	{[]string{"go", "run", "./tools/coverage"}, `run: ([\d.]+) %`, []string{"coverage in Go"}},
	{[]string{"go", "run", "./tools/coverage", "-native", "build/coverage/libori_rt.a"}, `run: ([\d.]+) %`, []string{"native coverage"}},
}

func main() {
	only := flag.String("only", "", "only figures whose names match the `regexp`")
	flag.Parse()
	if err := run(*only); err != nil {
		fmt.Fprintln(os.Stderr, "figures:", err)
		os.Exit(1)
	}
}

func run(only string) error {
	wanted, err := regexp.Compile(only)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(document)
	if err != nil {
		return err
	}
	doc := string(text)
	for _, s := range sources {
		if !slices.ContainsFunc(s.names, wanted.MatchString) {
			continue
		}
		fmt.Println(strings.Join(s.command, " "))
		values, err := s.values()
		if err != nil {
			return err
		}
		for i, name := range s.names {
			if doc, err = put(doc, name, values[i]); err != nil {
				return err
			}
			fmt.Printf("  %-24s %s\n", name, values[i])
		}
		// What takes long is not lost when a later command fails.
		if err := os.WriteFile(document, []byte(doc), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// values runs the command and returns the figures that it prints.
func (s source) values() ([]string, error) {
	out, err := exec.Command(s.command[0], s.command[1:]...).CombinedOutput()
	found := regexp.MustCompile(s.prints).FindStringSubmatch(string(out))
	if found == nil {
		return nil, errors.Join(fmt.Errorf("%s prints no %s:\n%s", strings.Join(s.command, " "), strings.Join(s.names, ", "), out), err)
	}
	return found[1:], err
}

// mark is where a figure stands: the number behind it is the figure.
func mark(name string) *regexp.Regexp {
	return regexp.MustCompile(`<!-- figure: ` + regexp.QuoteMeta(name) + ` -->([\d.]+)`)
}

// put writes a figure behind each of its marks.
func put(doc, name, value string) (string, error) {
	at := mark(name)
	if !at.MatchString(doc) {
		return doc, fmt.Errorf("%s has no mark for %q", document, name)
	}
	return at.ReplaceAllString(doc, "<!-- figure: "+name+" -->"+value), nil
}
