package contract

import (
	"errors"
	"fmt"
	"io"
)

// reporter is a check.TB for a program: it prints and counts.
type reporter struct {
	w      io.Writer
	errors int
}

func (r *reporter) Helper() {}

func (r *reporter) Errorf(format string, args ...any) {
	r.errors++
	if r.errors <= 20 {
		fmt.Fprintf(r.w, "FAIL: "+format+"\n", args...)
	}
}

func (r *reporter) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	panic(stopped{})
}

type stopped struct{}

// Contracts runs every row in every setting on a machine, and prints a figure.
func Contracts(w io.Writer, m Machine) error {
	return run(w, m, func(r *reporter) { r.contracts(m) })
}

// Sweep runs every row in every setting, with and without failing allocations,
// and every wrong argument, on a machine. It prints its progress and a closing
// figure.
func Sweep(w io.Writer, m Machine) error {
	return run(w, m, func(r *reporter) {
		r.contracts(m)
		r.sweep("failing allocations", "every argument intact", func(row *Row, at Setting) Tally { return Starve(r, m, row, at) }, StarveTexts(r, m))
		parts := Parts(r, m)
		fmt.Fprintf(w, "  %-28s %6d calls, %5d failed, every operand intact\n", "texts cut and joined", parts.Calls, parts.Faults)
		fmt.Fprintf(w, "  %-28s %6d calls agree with Go's slices and maps\n", "large collections", Large(r, m, false))
		fmt.Fprintf(w, "  %-28s %6d calls\n", "the library about itself", Library(r, m))
		var sum Tally
		wrong := Errors()
		for i := range wrong {
			sum.Add(Abuse(r, m, &wrong[i]))
		}
		sum.Add(AbuseTexts(r, m))
		sum.Add(AbuseObjects(r, m))
		fmt.Fprintf(w, "  %-28s %6d calls, %5d failed, every argument intact\n", "wrong arguments", sum.Calls, sum.Faults)
	})
}

// run calls f and counts what it reports.
func run(w io.Writer, m Machine, f func(r *reporter)) (err error) {
	r := &reporter{w: w}
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(stopped); !ok {
				panic(p)
			}
			err = errors.New("stopped")
		}
	}()
	fmt.Fprintf(w, "%s\n", m.Name())
	f(r)
	if r.errors > 0 {
		return fmt.Errorf("%d errors", r.errors)
	}
	fmt.Fprintf(w, "  nothing lost\n")
	return nil
}

func (r *reporter) contracts(m Machine) {
	r.sweep("contracts", "every count as promised", func(row *Row, at Setting) Tally { return Execute(r, m, row, at) }, ExecuteTexts(r, m))
}

// sweep runs every row in every setting.
func (r *reporter) sweep(what, done string, run func(row *Row, at Setting) Tally, texts Tally) {
	rows, sum := Rows(), texts
	for i := range rows {
		for _, at := range rows[i].Settings() {
			sum.Add(run(&rows[i], at))
		}
	}
	fmt.Fprintf(r.w, "  %-28s %6d calls, %5d failed, %s\n", what, sum.Calls, sum.Faults, done)
}
