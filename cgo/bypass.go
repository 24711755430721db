package main

// #include "report.h"
import "C"

import (
	"debug/elf"
	"strings"
	"unsafe"
)

// bypassed returns a line for a program that does not call this library for everything: one that is
// linked with libori_rt.a, or has the bitcode inlined. Its symbols tell.
func bypassed() string {
	file, err := elf.Open("/proc/self/exe")
	if err != nil {
		return ""
	}
	defer file.Close()
	symbols, err := file.Symbols()
	if err != nil {
		return "" // stripped
	}
	const advice = "; nothing is checked. Link it with libori_rt_cgo.a instead of libori_rt.a, and compile it without libori_rt_inline.bc"
	for _, s := range symbols {
		if s.Section != elf.SHN_UNDEF && strings.HasPrefix(s.Name, "ori_rt") && strings.Contains(s.Name, "$") {
			return "ori: checking build: the program holds code of the release build (" + s.Name + "), which this one cannot look into" + advice
		}
	}
	return ""
}

var _ unsafe.Pointer
