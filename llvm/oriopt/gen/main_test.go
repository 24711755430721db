package main

import (
	"bytes"
	"os"
	"testing"

	"libori.org/rt/abi"
)

// The table that C++ compiles is what abi.Exports says today.
func TestTableIsCurrent(t *testing.T) {
	have, err := os.ReadFile("../table_data.h")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, Table(abi.Exports)) {
		t.Error("table_data.h is not what abi.Exports says; go generate ./oriopt in the module llvm writes it")
	}
}
