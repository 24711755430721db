package main

import (
	"bytes"
	"fmt"
	"go/format"
	"reflect"
	"strings"

	"libori.org/rt/abi"
)

// emitTable writes abi.Exports.
func emitTable(exports []*export) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(generated + "package abi\n\n// Exports lists every function of the C ABI.\nvar Exports = []Export{\n")
	for _, e := range exports {
		b.WriteString(literal(reflect.ValueOf(e.Export), "") + ",\n")
	}
	b.WriteString("}\n")
	return format.Source(b.Bytes())
}

// literal returns a value of package abi in Go. What has the zero value is left out; a
// constant is written by its name.
func literal(v reflect.Value, typ string) string {
	if s, ok := v.Interface().(fmt.Stringer); ok && v.Kind() == reflect.Uint8 {
		return s.String()
	}
	switch v.Kind() {
	case reflect.String:
		if strings.Contains(strings.TrimSuffix(v.String(), "\n"), "\n") {
			return quoteLines(v.String())
		}
		return fmt.Sprintf("%q", v.String())
	case reflect.Slice:
		var parts []string
		for i := range v.Len() {
			parts = append(parts, literal(v.Index(i), ""))
		}
		elem, open, sep := v.Type().Elem().Name(), "", ", "
		if elem == "Param" {
			open, sep = "\n", ",\n"
			parts = append(parts, "")
		}
		return "[]" + elem + "{" + open + strings.Join(parts, sep) + "}"
	case reflect.Struct:
		big := v.Type() == reflect.TypeFor[abi.Export]() || v.Type() == reflect.TypeFor[abi.Contract]()
		var parts []string
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() {
				parts = append(parts, v.Type().Field(i).Name+": "+literal(f, f.Type().Name()))
			}
		}
		if big {
			return typ + "{\n" + strings.Join(parts, ",\n") + ",\n}"
		}
		return typ + "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(v.Interface())
}

// quoteLines quotes text line by line.
func quoteLines(text string) string {
	var parts []string
	for line := range strings.Lines(text) {
		parts = append(parts, fmt.Sprintf("%q", line))
	}
	return strings.Join(parts, " +\n")
}
