package env

import (
	"fmt"
	"strings"
)

// Help returns the table as plain text.
func Help() string {
	var b strings.Builder
	b.WriteString("libori_rt, checking build: environment variables\n\n")
	for _, v := range Variables {
		fmt.Fprintf(&b, "%s=%s (default: %s)\n", v.Name, strings.ReplaceAll(v.Type, " ", "-"), v.Default)
		for _, line := range wrap(v.Help, 88) {
			b.WriteString("    " + line + "\n")
		}
	}
	return b.String()
}

// Markdown returns the table for the documentation.
func Markdown() string {
	var b strings.Builder
	b.WriteString("| variable | value | default | |\n|---|---|---|---|\n")
	for _, v := range Variables {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", v.Name, v.Type, v.Default, v.Help)
	}
	return b.String()
}

func wrap(text string, width int) (lines []string) {
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
