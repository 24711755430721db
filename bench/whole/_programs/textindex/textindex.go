package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	input, _ := io.ReadAll(os.Stdin)
	numbers := map[string]int{}
	type entry struct {
		word  string
		lines []int64
	}
	var index []entry
	line := int64(0)
	for row := range strings.SplitSeq(string(input), "\n") {
		for word := range strings.FieldsSeq(row) {
			at, ok := numbers[word]
			if !ok {
				at = len(index)
				numbers[word] = at
				index = append(index, entry{word: word})
			}
			index[at].lines = append(index[at].lines, line)
		}
		line++
	}
	entries, longest, check := int64(0), int64(0), int64(0)
	for _, e := range index {
		n := int64(len(e.lines))
		entries += n
		longest = max(longest, n)
		check = (check*31 + int64(len(e.word))*e.lines[n/2] + n) % 1_000_000_007
	}
	fmt.Println(line, len(index), entries, longest, check)
}
