module libori.org/rt/moo

go 1.26

require (
	github.com/google/go-cmp v0.7.0
	github.com/rogpeppe/go-internal v1.16.0
	libori.org/rt v1.0.0
	libori.org/rt/llvm v1.0.0
	tinygo.org/x/go-llvm v0.0.0-20260721072906-185673ef46a5
)

require (
	golang.org/x/sys v0.47.0 // indirect
	golang.org/x/tools v0.47.0 // indirect
)

replace libori.org/rt => ../

replace libori.org/rt/llvm => ../llvm
