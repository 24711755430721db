package main

// #include "report.h"
// #include "start.h"
import "C"

import (
	"fmt"
	"os"
	"unsafe"

	"libori.org/rt/cgo/check"
	"libori.org/rt/cgo/env"
	"libori.org/rt/cgo/stacks"
	"libori.org/rt/runtime"
)

// The library starts before the program's first call: it reads the environment.
func init() {
	settings, wrong := env.Read(os.Environ())
	for _, line := range wrong {
		fmt.Fprintln(os.Stderr, line)
	}
	if settings.Help {
		fmt.Print(env.Help())
		os.Exit(0)
	}
	if line := bypassed(); line != "" {
		fmt.Fprintln(os.Stderr, line)
		settings = env.Settings{CopyBudget: -1}
	}
	settings.Opened = C.has_opened_operations() != 0
	if settings.HashSeed != nil {
		runtime.SetHashSeed(*settings.HashSeed)
	}
	check.Start(settings)
	if !check.Watching {
		C.watching = 0
	}
	if C.waits_for_the_end() == 0 {
		fmt.Fprintln(os.Stderr, "ori: checking build: nothing can be written at the end of the program: atexit fails")
	}
}

// enter begins a call that is looked at.
func enter(report *C.struct_report, op int, args []uint64) {
	frame := stacks.Frame{PC: uint64(report.pc), SP: uint64(report.sp), BP: uint64(report.bp)}
	check.Enter(op, frame, uint64(report.top), args)
}

// details returns the stacks of the error that was raised last, or nil.
func details() *C.char {
	if text := check.TakeDetails(); text != "" {
		return C.CString(text)
	}
	return nil
}

// checkingFinish writes what was asked for at the end, and returns the program's exit code if
// it is to be another.
//
//export checkingFinish
func checkingFinish() C.int { return C.int(check.Finish()) }

var _ unsafe.Pointer
