package contract

import (
	"slices"

	"libori.org/rt/abi"
	"libori.org/rt/tests/check"
)

var (
	box      = check.Box
	largeBox = check.Counted[3] // 100 bytes: beyond what is exchanged through the stack
	nested   = check.Counted[5]
)

// Settings returns every setting in which a row can be run.
func (r *Row) Settings() (settings []Setting) {
	for _, kinds := range r.kinds() {
		for _, hash := range r.hashes() {
			for _, how := range r.hows() {
				at := Setting{HowA: how, Keys: kinds[0], Vals: kinds[1], Hash: hash}
				if how == check.Leaving && !at.Keys.IsCounted() && (at.Vals == nil || !at.Vals.IsCounted()) {
					continue
				}
				if r.B == nil {
					settings = append(settings, at)
					continue
				}
				for _, at.HowB = range r.hows2() {
					settings = append(settings, at)
				}
				if slices.Equal(r.A, r.B) && len(r.A) > 0 && how != check.Leaving {
					at.Same, at.HowB = true, how
					settings = append(settings, at)
				}
				if !r.borrowsB() || how.Copies() {
					continue
				}
				if at.Same {
					at.Same, at.Alone = false, true
					settings = append(settings, at)
				}
				if len(r.B) > 0 && (at.Keys.IsCounted() || at.Vals != nil && at.Vals.IsCounted()) {
					at.Alone, at.Inside, at.HowB = false, true, check.Unique
					settings = append(settings, at)
				}
			}
		}
	}
	return settings
}

// borrowsB reports whether the first of two collections is consumed and the second is
// borrowed.
func (r *Row) borrowsB() bool {
	consumed, borrowed := false, false
	for _, p := range r.Export().Params {
		if p.Role == abi.Data {
			consumed = consumed || p.Operand == 1 && p.Owner == abi.Consumed
			borrowed = borrowed || p.Operand == 2 && p.Owner == abi.Borrowed
		}
	}
	return consumed && borrowed
}

func (r *Row) kinds() [][2]*check.Kind {
	switch {
	case r.isMap():
		return [][2]*check.Kind{{check.I64, check.I64}, {check.Integers, check.Integers}, {check.Integers, box}, {box, box}, {check.I64, largeBox}, {nested, check.Plain[0]}, {check.Plain[2], nested}}
	case r.isSet():
		return [][2]*check.Kind{{check.I64, nil}, {check.Integers, nil}, {box, nil}, {largeBox, nil}}
	}
	return [][2]*check.Kind{{check.I64, nil}, {check.Integers, nil}, {box, nil}, {largeBox, nil}, {check.Counted[4], nil}, {nested, nil}, {check.Plain[7], nil}, {check.Plain[1], nil}, {check.Plain[2], nil}}
}

func (r *Row) hashes() []bool {
	if r.isMap() || r.isSet() {
		return []bool{false, true}
	}
	return []bool{false}
}

func (r *Row) hows() []check.How {
	switch {
	case len(r.A) == 0:
		return []check.How{check.Unique}
	case r.Export().Section == "Reference counts" && !hasParam(r.Export(), "cap"):
		switch r.Name {
		case "ori_rc_realloc":
			return []check.How{check.Unique}
		case "ori_box_unshare":
			return []check.How{check.Unique, check.Shared, check.Leaving, check.Immortal}
		}
		return []check.How{check.Unique, check.Shared, check.Immortal}
	case r.isMap() || r.isSet():
		return []check.How{check.Unique, check.Roomy, check.Shared, check.Leaving, check.Immortal}
	}
	return []check.How{check.Unique, check.Roomy, check.Shared, check.Sliced, check.LastSlice, check.Leaving, check.Immortal}
}

func (r *Row) hows2() []check.How {
	switch {
	case len(r.B) == 0:
		return []check.How{check.Unique}
	case r.isMap() || r.isSet():
		return []check.How{check.Unique, check.Shared, check.Immortal}
	}
	return []check.How{check.Unique, check.Roomy, check.Shared, check.Sliced, check.LastSlice, check.Immortal}
}

func hasParam(e *abi.Export, name string) bool {
	return slices.ContainsFunc(e.Params, func(p abi.Param) bool { return p.Name == name })
}
