module libori.org/rt

go 1.26

require (
	github.com/go-delve/delve v1.25.0
	github.com/google/go-cmp v0.7.0
	github.com/google/pprof v0.0.0-20250403155104-27863c87afa6
	github.com/ianlancetaylor/demangle v0.0.0-20240912202439-0a2b6291aafd
	pgregory.net/rapid v1.3.0
)
