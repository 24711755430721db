package check

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"unsafe"

	"libori.org/rt/account"
	"libori.org/rt/cgo/stacks"
	"libori.org/rt/runtime"
)

// Summary is what the program did, as JSON.
type Summary struct {
	Shared        int64 `json:"references_taken"`
	Copies        int64 `json:"copies"`
	CopiesSaved   int64 `json:"copies_saved"`
	Elements      int64 `json:"elements_copied"`
	Bytes         int64 `json:"bytes_copied"`
	InPlace       int64 `json:"changes_in_place"`
	Allocations   int64 `json:"allocations"`
	Frees         int64 `json:"frees"`
	Reallocations int64 `json:"reallocations"`
	Largest       int64 `json:"largest_object_bytes"`
	// ByReason counts the copies.
	ByReason map[string]int64 `json:"copies_by_reason"`
	Places   []PlaceCopies    `json:"places_that_copy"`
	Pinned   []PlacePins      `json:"slices_that_pin"`
}

// PlaceCopies is a place that copies.
type PlaceCopies struct {
	At        string `json:"at"`
	Operation string `json:"operation"`
	Reason    string `json:"reason"`
	Copies    int64  `json:"copies"`
	Bytes     int64  `json:"bytes"`
}

// PlacePins is a place that makes small slices of large buffers.
type PlacePins struct {
	At     string `json:"at"`
	Slices int64  `json:"slices"`
	Slice  int64  `json:"slice_bytes"`
	Buffer int64  `json:"buffer_bytes"`
}

func summarise() Summary {
	stats := account.Stats{Size: int64(unsafe.Sizeof(account.Stats{}))}
	account.ReadStats(&stats)
	s := Summary{
		Shared: sums.shares.Load(), InPlace: sums.inPlace.Load(), Largest: sums.largest.Load(),
		Copies:   stats.SharedCopies + stats.SliceCopies + stats.ImmortalCopies,
		Elements: stats.ElementsCopied, Bytes: stats.BytesCopied,
		Allocations: stats.Allocations, Frees: stats.Frees, Reallocations: stats.Reallocations,
		ByReason: map[string]int64{"shared": stats.SharedCopies, "slice": stats.SliceCopies, "immortal": stats.ImmortalCopies},
		Places:   []PlaceCopies{}, Pinned: []PlacePins{},
	}
	s.CopiesSaved = max(0, s.Shared-stats.SharedCopies)
	copies.Lock()
	for k, c := range copies.places {
		if k.why != runtime.Growth {
			s.Places = append(s.Places, PlaceCopies{k.stack.Site(), plans[k.op].name, k.why.String(), c.times, c.bytes})
		}
	}
	copies.Unlock()
	slices.SortFunc(s.Places, func(a, b PlaceCopies) int { return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.At, b.At)) })
	s.Places = s.Places[:min(len(s.Places), 10)]
	sums.mu.Lock()
	for _, p := range sums.pins {
		s.Pinned = append(s.Pinned, PlacePins{p.Stack.Site(), p.Slices, p.Slice, p.Buffer})
	}
	sums.mu.Unlock()
	slices.SortFunc(s.Pinned, func(a, b PlacePins) int { return cmp.Or(cmp.Compare(b.Buffer, a.Buffer), cmp.Compare(a.At, b.At)) })
	return s
}

func (s Summary) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "ori: summary\n")
	line := func(n int64, what string) { fmt.Fprintf(&b, "  %12d  %s\n", n, what) }
	line(s.Shared, "times a reference was taken instead of a copy")
	line(s.Copies, fmt.Sprintf("copies in the end: shared %d, slice %d, immortal %d; %d saved", s.ByReason["shared"], s.ByReason["slice"], s.ByReason["immortal"], s.CopiesSaved))
	line(s.Bytes, fmt.Sprintf("bytes copied, %d elements", s.Elements))
	line(s.InPlace, "changes in place: buffers that were reused")
	line(s.Allocations, fmt.Sprintf("allocations, %d frees, %d reallocations", s.Frees, s.Reallocations))
	line(s.Largest, "bytes in the largest object")
	for _, p := range s.Places {
		fmt.Fprintf(&b, "  %12d  bytes in %d copies by %s (%s) at %s\n", p.Bytes, p.Copies, p.Operation, p.Reason, p.At)
	}
	for _, p := range s.Pinned {
		fmt.Fprintf(&b, "  %12d  bytes pinned by a slice of %d bytes; %d such slices at %s\n", p.Buffer, p.Slice, p.Slices, p.At)
	}
	return b.String()
}

// writeSummary writes as the setting says: text, json, text:file, json:file.
func writeSummary(how string) error {
	format, path, toFile := strings.Cut(how, ":")
	s := summarise()
	var out []byte
	switch format {
	case "text", "1":
		out = []byte(s.text())
	case "json":
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(s); err != nil {
			return err
		}
		out = b.Bytes()
	default:
		return fmt.Errorf("ORI_SUMMARY=%s: want text, json, text:FILE or json:FILE", how)
	}
	if toFile {
		return os.WriteFile(path, out, 0o666)
	}
	_, err := os.Stderr.Write(out)
	return err
}

// whyText lists the places that copy what is shared, with where the other reference was taken.
func whyText() string {
	copies.Lock()
	defer copies.Unlock()
	type why struct {
		key copyKey
		c   *copied
	}
	var all []why
	for k, c := range copies.places {
		if k.why == runtime.Shared {
			all = append(all, why{k, c})
		}
	}
	slices.SortFunc(all, func(a, b why) int {
		return cmp.Or(cmp.Compare(b.c.bytes, a.c.bytes), cmp.Compare(a.key.stack, b.key.stack))
	})
	var b strings.Builder
	fmt.Fprintf(&b, "ori: why shared: %s what somebody else held\n", map[bool]string{true: "1 place copied", false: fmt.Sprint(len(all), " places copied")}[len(all) == 1])
	for _, w := range all {
		fmt.Fprintf(&b, "  %s copied %d times, %d elements, %d bytes:\n%s", plans[w.key.op].name, w.c.times, w.c.elements, w.c.bytes, w.key.stack.Text())
		if w.key.other == stacks.ID(0) {
			b.WriteString("  the other reference: not seen\n")
		} else {
			fmt.Fprintf(&b, "  the other reference was last taken here:\n%s", w.key.other.Text())
		}
	}
	return b.String()
}
