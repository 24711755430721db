// Package conform holds programs in LLVM IR, made as a compiler makes them, that
// every build of the library must run alike: each prints what the ABI promises
// to be visible (results, what was copied, which callbacks ran how often) and
// ends without a live allocation.
//
//	seeds.go      the examples of the articles and manuals the design goes back to
//	lists.go      every list operation on unique, shared, sliced and immortal lists
//	concat.go     the four strategies, and lists that meet themselves
//	slices.go     slices of slices, slices as last owner
//	nested.go     lists of lists, boxes, constants
//	maps.go     every map operation; hash index; m[k].push(x)
//	sets.go     every set operation; algebra of a set with itself
//	texts.go      texts cut, built, read by characters, and numbers
//	strings.go  short and shared strings, alone and in collections
//	traps.go    owners that leave during an operation, entries that are their own arguments
//	whole.go      whole collections, environments, reuse, ready callbacks
//	fatal.go      what ends a program, and with which line
//
// All programs are functions of one module, so that a build is linked once; the
// program's name is the executable's argument. What a program must print is in
// testdata/conform/NAME.txt.
package conform
