// Package debuggers tests what finds mistakes in compiled programs, with real tools and real
// programs: the printers in debug under gdb, and the checking build on Moo programs whose compiler
// forgets a retain or repeats a release.
package debuggers
