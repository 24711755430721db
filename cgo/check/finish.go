package check

import (
	"fmt"
	"os"

	"libori.org/rt/cgo/env"
)

// Finish writes what the settings ask for at the end of the program, and returns the exit code
// for it; 0: as it is.
func Finish() (exit int) {
	if settings.Check&env.Quarantine != 0 {
		exit = writtenAtEnd()
	}
	if settings.Leaks {
		if leaks := findLeaks(); len(leaks) > 0 {
			fmt.Fprint(os.Stderr, leaksText(leaks))
			exit = max(exit, int(min(settings.LeakExit, 255)))
		}
	}
	if settings.WhyShared {
		fmt.Fprint(os.Stderr, whyText())
	}
	if settings.Summary != "" {
		complain(writeSummary(settings.Summary))
	}
	if settings.CopyProfile != "" {
		complain(writeProfile(settings.CopyProfile, copyProfile()))
	}
	if settings.HeapProfile != "" {
		complain(writeProfile(settings.HeapProfile, heapProfile()))
	}
	return exit
}

func complain(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "ori: at exit:", err)
	}
}

// writtenAtEnd looks at what still waits in the quarantine.
func writtenAtEnd() (exit int) {
	defer func() {
		if err := recover(); err != nil {
			fmt.Fprintf(os.Stderr, "%v\n%s", err, TakeDetails())
			exit = 1
		}
	}()
	for i := range waiting.n {
		if k := waiting.queue[(waiting.first+i)%len(waiting.queue)]; k.block != nil {
			if at := spoilt(k.data, k.bytes); at >= 0 {
				writtenAfterFree(k, at)
			}
		}
	}
	return 0
}
