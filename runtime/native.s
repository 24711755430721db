//go:build ori_native

// Lets the go command accept the bodyless declarations of native.go.
