package main

import (
	"bytes"
	"os"
	"testing"

	"libori.org/rt/abi"
)

// The table that C++ compiles is what abi.Exports says today.
func TestTableIsCurrent(t *testing.T) {
	have, err := os.ReadFile("../../llvm/oriopt/table_data.h")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, Table(abi.Exports)) {
		t.Error("llvm/oriopt/table_data.h is not what abi.Exports says; go generate ./... writes it")
	}
}
