package main

import (
	"fmt"
	"strconv"
)

type record struct {
	id     int64
	name   string
	tags   []string
	scores []int64
	active bool
}

func quoted(out []byte, text string) []byte {
	out = append(out, '"')
	for i := range len(text) {
		switch b := text[i]; b {
		case '"', '\\':
			out = append(out, '\\', b)
		case '\n':
			out = append(out, "\\n"...)
		default:
			out = append(out, b)
		}
	}
	return append(out, '"')
}

func (r *record) write(out []byte) []byte {
	out = append(out, "{\"id\":"...)
	out = strconv.AppendInt(out, r.id, 10)
	out = append(out, ",\"name\":"...)
	out = quoted(out, r.name)
	out = append(out, ",\"tags\":["...)
	for i, tag := range r.tags {
		if i > 0 {
			out = append(out, ',')
		}
		out = quoted(out, tag)
	}
	out = append(out, "],\"scores\":["...)
	for i, score := range r.scores {
		if i > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendInt(out, score, 10)
	}
	if r.active {
		return append(out, "],\"active\":true}"...)
	}
	return append(out, "],\"active\":false}"...)
}

func main() {
	var records []record
	for i := range int64(2000) {
		records = append(records, record{
			i * 7919, "record \"" + strconv.FormatInt(i, 10) + "\" of a list that is long enough",
			[]string{"red", "a\\b", "line\nbreak"}, []int64{i, i * i, i % 17, -i}, i%3 == 0,
		})
	}
	bytes, check := 0, int64(0)
	for round := range 1000 {
		out := []byte{'['}
		for i := range records {
			if i > 0 {
				out = append(out, ',')
			}
			out = records[i].write(out)
		}
		out = append(out, ']')
		bytes += len(out)
		check = (check*31 + int64(out[(round*7919)%len(out)])) & 0xffffff
	}
	fmt.Println(bytes, check)
}
