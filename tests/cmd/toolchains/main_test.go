package main

import (
	"slices"
	"testing"
)

func TestReleases(t *testing.T) {
	const list = "golang.org/toolchain v0.0.1-go1.21rc2.linux-amd64 v0.0.1-go1.26.10.linux-amd64 v0.0.1-go1.26.9.linux-amd64 " +
		"v0.0.1-go1.26.0.linux-arm64 v0.0.1-go1.27rc1.linux-amd64 v0.0.1-go1.9.2rc2.linux-amd64 v0.0.1-go1.27.0.linux-amd64"
	have, want := releases(list, "linux-amd64"), []string{"1.26.9", "1.26.10", "1.27.0"}
	if !slices.Equal(have, want) {
		t.Errorf("releases: %q, want %q", have, want)
	}
}
