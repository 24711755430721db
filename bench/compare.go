package main

import "math"

const (
	inlineColumn  = "ori inline"
	archiveColumn = "ori archive"

	// level is the ratio up to which two values count as equal: what repeated runs differ by.
	level = 1.05
	// nearLimit is how far above the machine's limit a row may be.
	nearLimit = 1.15
	// oneCall is what a call that is not inlined costs, in nanoseconds.
	oneCall = 1.0
)

// A Best is the smallest value among some columns.
type Best struct {
	Column string
	Value  float64
}

func (b Best) found() bool { return b.Column != "" }

// A Comparison is one workload: our values beside the best of the others.
type Comparison struct {
	Row             Row
	Inline, Archive float64 // NaN: not measured
	Peer            Best    // the best of all that is not ours
	COW             Best    // the best of those that copy on write
	Limit           Best
}

func compare(results Results, row Row) Comparison {
	c := Comparison{
		Row:     row,
		Inline:  valueOf(results, row.Name, inlineColumn),
		Archive: valueOf(results, row.Name, archiveColumn),
		Peer:    best(results, row.Name, Value, COW),
		COW:     best(results, row.Name, COW),
		Limit:   best(results, row.Name, Limit),
	}
	if withMalloc, ok := results.Min(row.Name, "limit+malloc"); ok {
		c.Limit = Best{"limit+malloc", withMalloc} // the operation includes allocating
	}
	return c
}

func valueOf(results Results, row, column string) float64 {
	if v, ok := results.Min(row, column); ok {
		return v
	}
	return math.NaN()
}

func best(results Results, row string, kinds ...Kind) Best {
	var b Best
	for _, c := range columns(programs) {
		v, ok := results.Min(row, c.Name)
		if ok && isOneOf(c.Kind, kinds) && (!b.found() || v < b.Value) {
			b = Best{c.Name, v}
		}
	}
	return b
}

func isOneOf(k Kind, kinds []Kind) bool {
	for _, other := range kinds {
		if k == other {
			return true
		}
	}
	return false
}

// ratio returns ours/b, NaN if either is missing.
func ratio(ours float64, b Best) float64 {
	if !b.found() {
		return math.NaN()
	}
	return ours / b.Value
}

// InlineBehind reports that the inline bitcode is slower than the best of all others.
func (c Comparison) InlineBehind() bool { return ratio(c.Inline, c.Peer) > level }

// FarFromLimit reports that it is further from the machine's limit than it should be.
func (c Comparison) FarFromLimit() bool { return ratio(c.Inline, c.Limit) > nearLimit }

// ArchiveBehind reports that the archive is slower than the best copy-on-write
// peer by more than the price of one call.
func (c Comparison) ArchiveBehind() bool {
	return c.COW.found() && !c.Row.Bytes() && c.Archive > level*c.COW.Value+oneCall
}

// comparisons returns the rows of a group that our library was measured in.
func comparisons(results Results, g Group) []Comparison {
	var all []Comparison
	for _, row := range g.Rows {
		c := compare(results, row)
		if !math.IsNaN(c.Inline) || !math.IsNaN(c.Archive) {
			all = append(all, c)
		}
	}
	return all
}
