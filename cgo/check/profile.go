package check

import (
	"cmp"
	"os"
	"slices"
	"time"

	"github.com/google/pprof/profile"

	"libori.org/rt/cgo/stacks"
	"libori.org/rt/runtime"
)

// builder makes a profile: places are named now, so that nobody needs the program later.
type builder struct {
	p         *profile.Profile
	functions map[stacks.Line]*profile.Function
	locations map[uint64]*profile.Location
}

func newBuilder(types ...string) *builder {
	b := &builder{
		p: &profile.Profile{
			TimeNanos: time.Now().UnixNano(),
			Mapping:   []*profile.Mapping{{ID: 1, HasFunctions: true, HasFilenames: true, HasLineNumbers: true, HasInlineFrames: true}},
		},
		functions: map[stacks.Line]*profile.Function{},
		locations: map[uint64]*profile.Location{},
	}
	for i := 0; i < len(types); i += 2 {
		b.p.SampleType = append(b.p.SampleType, &profile.ValueType{Type: types[i], Unit: types[i+1]})
	}
	return b
}

func (b *builder) location(pc uint64) *profile.Location {
	if l := b.locations[pc]; l != nil {
		return l
	}
	l := &profile.Location{ID: uint64(len(b.p.Location) + 1), Mapping: b.p.Mapping[0], Address: uint64(pc)}
	for _, line := range stacks.Named(pc) {
		key := stacks.Line{Function: line.Function, File: line.File, Start: line.Start}
		f := b.functions[key]
		if f == nil {
			f = &profile.Function{ID: uint64(len(b.p.Function) + 1), Name: line.Function, SystemName: line.Function, Filename: line.File, StartLine: int64(line.Start)}
			b.functions[key] = f
			b.p.Function = append(b.p.Function, f)
		}
		l.Line = append(l.Line, profile.Line{Function: f, Line: int64(line.Line)})
	}
	b.locations[pc] = l
	b.p.Location = append(b.p.Location, l)
	return l
}

func (b *builder) add(stack stacks.ID, labels map[string][]string, values ...int64) {
	s := &profile.Sample{Value: values, Label: labels}
	for _, pc := range stack.Trimmed() {
		s.Location = append(s.Location, b.location(pc))
	}
	b.p.Sample = append(b.p.Sample, s)
}

// copyProfile is a profile of copies, and of reallocations.
func copyProfile() *profile.Profile {
	b := newBuilder("copies", "count", "elements", "count", "bytes", "bytes", "reallocations", "count", "reallocated", "bytes")
	b.p.DefaultSampleType = "bytes"
	copies.Lock()
	defer copies.Unlock()
	for k, c := range copies.places {
		labels := map[string][]string{"operation": {plans[k.op].name}, "reason": {k.why.String()}}
		if k.other != 0 {
			labels["shared at"] = []string{k.other.Site()}
		}
		if k.why == runtime.Growth {
			b.add(k.stack, labels, 0, 0, 0, c.times, c.bytes)
		} else {
			b.add(k.stack, labels, c.times, c.elements, c.bytes, 0, 0)
		}
	}
	return b.p
}

// heapProfile is a profile of allocations, with the sample types of Go's own.
func heapProfile() *profile.Profile {
	b := newBuilder("alloc_objects", "count", "alloc_space", "bytes", "inuse_objects", "count", "inuse_space", "bytes")
	b.p.DefaultSampleType = "inuse_space"
	sums.mu.Lock()
	defer sums.mu.Unlock()
	for stack, h := range sums.byStack {
		b.add(stack, nil, h.objects, h.bytes, h.live, h.liveBytes)
	}
	return b.p
}

func writeProfile(path string, p *profile.Profile) error {
	slices.SortFunc(p.Sample, func(x, y *profile.Sample) int { return cmp.Compare(y.Value[1], x.Value[1]) })
	if err := p.CheckValid(); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := p.Write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
