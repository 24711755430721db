package gen_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"libori.org/rt/moo"
	"libori.org/rt/moo/gen"
	"libori.org/rt/moo/interp"
)

func TestProgramsPassTheChecksAndEnd(t *testing.T) {
	const programs = 400
	rejected, failed := 0, 0
	for seed := range uint64(programs) {
		text := gen.Program(seed, gen.Options{Funcs: 3, Stmts: 30})
		unit, err := moo.Load("random.moo", text)
		if err != nil {
			// An if whose branches both leave makes the rest unreachable.
			if !strings.Contains(err.Error(), "this statement is never reached") {
				t.Fatalf("seed %d: %v", seed, err)
			}
			rejected++
			continue
		}
		err = interp.Run(unit.Program, unit.Info, interp.Environment{Stdin: strings.NewReader(""), Stdout: io.Discard, Steps: 200_000})
		var failure *interp.Failure
		switch {
		case errors.As(err, &failure):
			failed++
		case err != nil:
			t.Errorf("seed %d: %v", seed, err)
		}
	}
	if rejected > programs/20 || failed > programs/10 {
		t.Errorf("of %d programs %d are rejected, %d fail", programs, rejected, failed)
	}
}

func TestProgramsDependOnTheSeedAlone(t *testing.T) {
	o := gen.Options{Funcs: 2, Stmts: 20}
	if gen.Program(7, o) != gen.Program(7, o) {
		t.Error("one seed, two programs")
	}
	if gen.Program(7, o) == gen.Program(8, o) {
		t.Error("two seeds, one program")
	}
}
