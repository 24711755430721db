package stacks

import (
	"fmt"
	"strings"

	"libori.org/rt/abi"
)

// A Call of the library within a stack has no address; it is named like this.
func operation(number uint64) string { return abi.Exports[number].Name }

// Resolve returns the lines of a stack, innermost first. What belongs to the C library's start and to
// the checking build itself is left out.
func (id ID) Resolve() (lines []Line) {
	for _, pc := range id.PCs() {
		if pc < opMax {
			lines = append(lines, Line{Function: operation(pc)})
			continue
		}
		for _, line := range Lines(pc) {
			if strings.HasPrefix(line.Function, "_cgo_") {
				continue
			}
			lines = append(lines, line)
			if line.Function == "main" {
				return lines
			}
		}
	}
	return lines
}

// Named is Lines, and the name of the operation for the number of one.
func Named(pc uint64) []Line {
	if pc < opMax {
		return []Line{{Function: operation(pc)}}
	}
	return Lines(pc)
}

// Trimmed returns the addresses that Resolve names: up to main, and without those of the checking
// build itself.
func (id ID) Trimmed() (pcs []uint64) {
	for _, pc := range id.PCs() {
		lines := Named(pc)
		if strings.HasPrefix(lines[0].Function, "_cgo_") {
			continue
		}
		pcs = append(pcs, pc)
		if lines[len(lines)-1].Function == "main" {
			break
		}
	}
	return pcs
}

// Text returns the stack, a frame to a line, each indented.
func (id ID) Text() string {
	var b strings.Builder
	lines := id.Resolve()
	for _, line := range lines {
		if line.File == "" {
			fmt.Fprintf(&b, "    %s\n", line.Function)
		} else {
			fmt.Fprintf(&b, "    %-24s %s:%d\n", line.Function, line.File, line.Line)
		}
	}
	if len(lines) == 0 {
		b.WriteString("    (no stack)\n")
	}
	return b.String()
}

// Site returns the innermost frame in one line.
func (id ID) Site() string {
	for _, line := range id.Resolve() {
		if line.File == "" {
			return line.Function
		}
		return fmt.Sprintf("%s %s:%d", line.Function, line.File, line.Line)
	}
	return "unknown place"
}
