package check

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"libori.org/rt/runtime"
)

// InEveryCode runs the tests of a package once for each way in which compiled code
// runs an operation, for its TestMain. LIBORI_CODE=called (inlined, constant) picks one,
// as does the fuzzer, which has LIBORI_CODE or the first. The race detector, which makes
// tests slow, looks at code that is inlined and code that is called.
func InEveryCode(m *testing.M) {
	flag.Parse()
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
