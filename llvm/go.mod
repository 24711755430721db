module libori.org/rt/llvm

go 1.26

require (
	github.com/google/go-cmp v0.7.0
	github.com/tinygo-org/tinygo v0.42.0
	golang.org/x/mod v0.37.0
	golang.org/x/tools v0.47.0
	libori.org/rt v1.0.0
	tinygo.org/x/go-llvm v0.0.0-20260721072906-185673ef46a5
)

require (
	github.com/google/shlex v0.0.0-20181106134648-c34317bd91bf // indirect
	golang.org/x/sync v0.21.0 // indirect
)

replace libori.org/rt => ../
