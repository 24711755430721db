package check

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"testing"

	"libori.org/rt/runtime"
)

// InEveryCode runs the tests of a package once for each way in which compiled code
// runs an operation, for its TestMain. LIBORI_CODE=called (inlined, constant) picks one,
// as does the fuzzer, which has LIBORI_CODE or the first. The race detector, which makes
// tests slow, looks at code that is inlined and code that is called.
func InEveryCode(m *testing.M) {
	flag.Parse()
	if underRace && flag.Lookup("rapid.checks") != nil && flag.Lookup("rapid.checks").Value.String() == "100" {
		flag.Set("rapid.checks", strconv.Itoa(Rounds(100)))
	}
	codes, picked := runtime.Codes, os.Getenv("LIBORI_CODE")
	if fuzzing := flag.Lookup("test.fuzz"); fuzzing != nil && fuzzing.Value.String() != "" && picked == "" {
		picked = codes[0].String()
	}
	ran := false
	for _, code := range codes {
		if picked != "" && code.String() != picked || picked == "" && underRace && code == runtime.ConstantCode {
			continue
		}
		ran = true
		runtime.SetCode(code)
		if exit := m.Run(); exit != 0 {
			fmt.Fprintf(os.Stderr, "in the code that is %s: repeat with LIBORI_CODE=%s\n", code, code)
			os.Exit(exit)
		}
	}
	if !ran {
		fmt.Fprintf(os.Stderr, "LIBORI_CODE=%s: want inlined, constant or called\n", picked)
		os.Exit(2)
	}
}

// Rounds returns how many of n rounds that differ by chance alone a test makes: fewer under
// the race detector, where each takes ten times as long. What it and checkptr find, they find
// in a few; that every result is right is shown without them.
func Rounds(n int) int {
	if underRace {
		return max(1, n/4)
	}
	return n
}
