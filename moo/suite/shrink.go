package suite

import "strings"

// Shrink makes a program smaller as long as bad still holds for it: it leaves
// out runs of lines, whole blocks, and the braces around blocks. bad is asked
// about texts that need not even parse.
func Shrink(text string, bad func(string) bool) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	try := func(keep []string) bool {
		if len(keep) < len(lines) && bad(strings.Join(keep, "\n")+"\n") {
			lines = keep
			return true
		}
		return false
	}
	for shrunk := true; shrunk; {
		shrunk = false
		for i := len(lines) - 1; i >= 0; i-- {
			if i >= len(lines) {
				continue
			}
			end := blockEnd(lines, i)
			if end > i && (try(without(lines, i, end)) || try(unwrapped(lines, i, end))) {
				shrunk = true
			}
		}
		for size := len(lines) / 2; size > 0; size /= 2 {
			for start := len(lines) - size; start >= 0; start -= size {
				if start+size <= len(lines) && try(without(lines, start, start+size-1)) {
					shrunk = true
				}
			}
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// blockEnd returns the line that closes the block which line i opens, or i.
func blockEnd(lines []string, i int) int {
	if !strings.HasSuffix(lines[i], "{") {
		return i
	}
	indent := len(lines[i]) - len(strings.TrimLeft(lines[i], " "))
	for end := i + 1; end < len(lines); end++ {
		if lines[end] == strings.Repeat(" ", indent)+"}" {
			return end
		}
	}
	return i
}

// without leaves out the lines from first to last.
func without(lines []string, first, last int) []string {
	return append(append([]string(nil), lines[:first]...), lines[last+1:]...)
}

// unwrapped leaves out the lines first and last, but not those between.
func unwrapped(lines []string, first, last int) []string {
	return without(without(lines, last, last), first, first)
}
