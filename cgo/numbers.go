package main

/*
#include "report.h"
*/
import "C"

import (
	"libori.org/rt/abi"
	"libori.org/rt/runtime"
)

// This does not compile where the numbers of the C side are not those of package
// runtime.
var (
	_ [0]struct{} = [len(C.struct_report{}.text) - (runtime.MessageMax + 1)]struct{}{}
	_ [0]struct{} = [C.ORI_RT_ABI_VERSION - runtime.ABI]struct{}{}
	_ [0]struct{} = [abi.Version - runtime.ABI]struct{}{}
)
