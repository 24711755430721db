package stacks

import (
	"encoding/binary"

	"github.com/go-delve/delve/pkg/dwarf/frame"

	"libori.org/rt/runtime"
)

// DWARF's numbers of x86-64 registers.
const (
	regBP = 6
	regSP = 7
	regRA = 16
)

// readRule makes the rule for a return address out of the unwind tables.
func readRule(pc uint64) rule {
	if runtime.IsGo(pc) {
		return rule{kind: goCode}
	}
	m := moduleOf(pc)
	if m == nil {
		return rule{kind: framePointer}
	}
	at := uint64(pc-m.bias) - 1 // in the call, not behind it
	fde, err := m.frames().FDEForPC(at)
	if err != nil {
		return rule{kind: framePointer}
	}
	return ruleOf(fde, at)
}

func ruleOf(fde *frame.FrameDescriptionEntry, at uint64) (r rule) {
	defer func() {
		if recover() != nil { // an instruction that the reader does not know
			r = rule{kind: framePointer}
		}
	}()
	context := fde.EstablishFrame(at)
	if ra, ok := context.Regs[regRA]; ok && ra.Rule == frame.RuleUndefined {
		return rule{kind: endOfStack}
	}
	switch cfa := context.CFA; {
	case cfa.Rule == frame.RuleCFA && cfa.Reg == regSP:
		r = rule{kind: fromSP, cfa: int32(cfa.Offset)}
	case cfa.Rule == frame.RuleCFA && cfa.Reg == regBP:
		r = rule{kind: fromBP, cfa: int32(cfa.Offset)}
	case len(cfa.Expression) >= 3 && cfa.Expression[0] == 0x70+regBP && cfa.Expression[len(cfa.Expression)-1] == 0x06:
		// DW_OP_breg6 offset, DW_OP_deref: what GCC writes for a realigned frame.
		offset := int32(cfa.Expression[1])
		if offset >= 64 && offset < 128 {
			offset -= 128
		}
		r = rule{kind: throughBP, cfa: offset}
	default:
		return rule{kind: framePointer}
	}
	switch bp := context.Regs[regBP]; {
	case bp.Rule == frame.RuleOffset:
		r.saved, r.bp = true, int32(bp.Offset)
	case r.kind == throughBP: // saved where bp points to: DW_OP_breg6 0
		return rule{kind: framePointer}
	}
	return r
}

// frames returns the unwind tables of the module.
func (m *module) frames() frame.FrameDescriptionEntries {
	m.framesOnce.Do(func() {
		if m.file == nil {
			return
		}
		section := m.file.Section(".eh_frame")
		if section == nil {
			return
		}
		if data, err := section.Data(); err == nil {
			m.fdes, _ = frame.Parse(data, binary.LittleEndian, 0, 8, section.Addr)
		}
	})
	return m.fdes
}
