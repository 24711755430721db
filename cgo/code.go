package main

import "libori.org/rt/runtime"

// Here every operation is called.
func init() { runtime.SetCode(runtime.CalledCode) }
