// Package instructions counts the machine instructions of a dozen operations
// under callgrind, through the inline bitcode and through the plain archive.
//
// The counts repeat exactly, unlike times, so a test can hold them: a file for each LLVM
// has the counts of the last accepted state, and a build that needs more fails.
// After a change that is meant to be, or an improvement, record anew:
//
//	go test ./instructions -run TestCounts -record
//
// Only instructions of the program itself are counted; what libc does belongs to
// the machine. They depend on the compiler's version, which the file names.
package instructions
