// Command cgo is the checking and profiling build of libori_rt: the same Go
// source as the release build, compiled by the ordinary Go toolchain.
//
//	go build -buildmode=c-archive -o build/lib/libori_rt_cgo.a ./cgo
//	go build -buildmode=c-shared -o build/lib/libori_rt_cgo.so ./cgo
//
// It carries the Go runtime: one such archive fits into a program, and a call
// costs some fifty nanoseconds. Nothing but libc is needed to link it.
//
// # A call
//
//	C program            exports.c                  exports.go            package thunk
//	ori_list_push_cow ─▶ ori_list_push_cow ───────▶ oriListPushCow ─────▶ ListPushCow
//	                     report on the C stack      recovers a Fatal
//	                     settle(&report)        ◀── into the report
//
// A fatal error is a panic as long as it is in Go. Only when Go has returned,
// exports.c prints it and calls the handler, which may longjmp: no Go frame is
// skipped. A callback is called from Go, so a handler that leaves by longjmp
// from an error inside of a callback, to where that callback was not yet called,
// skips Go frames. The release build allows that; here the next call ends the
// program with a line that says so (report.c).
//
// # What it looks at
//
// Where the environment asks for it (package env), each call is looked at before and after it
// is made:
//
//	start.go        reads the environment when the library is loaded, and writes reports at the end
//	env/            the variables as a table: settings, help, documentation
//	check/          what is known of every object, and what may be wrong with a call;
//	                leaks, profiles, summary
//	stacks/         the stacks of the C program, and their names
//	thread/         which thread it is
//	bypass.go       recognises a program that does not call this library
//
// Nothing set costs a comparison in C and one in Go.
//
// The public symbols are those of package abi, and start with ori_. What cgo
// itself makes global in the archive starts otherwise; a shared library hides it.
package main

// #cgo CFLAGS: -std=gnu11 -Wall -Wextra -fvisibility=hidden -DORI_RT_NO_ABI_CHECK -I${SRCDIR}/../include
// #include <stdlib.h>
// #include "report.h"
import "C"

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// catch writes a fatal error to the report of the C function that called.
func catch(report *C.struct_report) {
	switch err := recover().(type) {
	case nil:
	case runtime.Fatal:
		report.message = &report.text[0]
		if len(err) >= len(report.text) {
			report.message = (*C.char)(C.malloc(C.size_t(len(err) + 1)))
		}
		for i := range len(err) {
			*(*byte)(rc.ElemsAt(unsafe.Pointer(report.message), 1).At(int64(i))) = err[i]
		}
		report.len = C.int64_t(len(err))
		report.handler = C.ori_fatal_fn(runtime.FatalHandler())
		report.details = details()
	default:
		panic(err)
	}
}

// main is never called; a C archive must have one.
func main() {}
