package irb

import (
	"sync"

	"tinygo.org/x/go-llvm"
)

// What lies where, for type-based alias analysis. The library's bitcode has the
// same tree, so that what it stores and what generated code loads know of each
// other:
//
//	libori_rt
//	├─ header              counts and sizes
//	└─ element             a value of any kind: whole structs, strings, copies of unknown size
//	   ├─ triple           len, cap and data of a list, map or set
//	   └─ small element    values below 24 bytes, which hold no triple
//	      ├─ int  float  byte  reference
//
// An access may touch what lies above or below it in the tree, and nothing
// beside: storing an int leaves every triple and every count as it was, so that
// none is loaded again behind it. A front end that tags its own accesses with
// another tree, or not at all, is right too: what has no common root may touch
// anything.
type tags struct {
	element, triple, small          llvm.Metadata
	integer, float, byte, reference llvm.Metadata
	length                          llvm.Metadata // what a length can be
	unlikely                        llvm.Metadata // a branch that is taken where something went wrong
}

func newTags(m *Module) tags {
	c := m.Ctx
	zero := m.Int(0).ConstantAsMetadata()
	node := func(name string, parent llvm.Metadata) llvm.Metadata {
		return c.MDNode([]llvm.Metadata{c.MDString(name), parent, zero})
	}
	tag := func(t llvm.Metadata) llvm.Metadata { return c.MDNode([]llvm.Metadata{t, t, zero}) }
	root := c.MDNode([]llvm.Metadata{c.MDString("libori_rt")})
	element := node("element", root)
	small := node("small element", element)
	weight := func(n uint64) llvm.Metadata { return llvm.ConstInt(m.I32, n, false).ConstantAsMetadata() }
	return tags{
		element: tag(element), triple: tag(node("triple", element)), small: tag(small),
		integer: tag(node("int", small)), float: tag(node("float", small)),
		byte: tag(node("byte", small)), reference: tag(node("reference", small)),
		length:   c.MDNode([]llvm.Metadata{zero, m.Int(1<<63 - 1).ConstantAsMetadata()}),
		unlikely: c.MDNode([]llvm.Metadata{c.MDString("branch_weights"), weight(1 << 20), weight(1)}),
	}
}

// smallBytes is the size from which on a value may hold a triple.
const smallBytes = 24

// tag returns what an access to a whole value of type t is tagged with.
func (m *Module) tag(t Type) llvm.Metadata {
	switch t.(type) {
	case list, set, dict:
		return m.tags.triple
	}
	switch l := t.LLVM(m); {
	case l == m.I64:
		return m.tags.integer
	case l == m.F64:
		return m.tags.float
	case l == m.I8:
		return m.tags.byte
	case l == m.Ptr:
		return m.tags.reference
	case m.Size(t) < smallBytes:
		return m.tags.small
	}
	return m.tags.element
}

var (
	tbaaKind  = sync.OnceValue(func() int { return llvm.MDKindID("tbaa") })
	rangeKind = sync.OnceValue(func() int { return llvm.MDKindID("range") })
	profKind  = sync.OnceValue(func() int { return llvm.MDKindID("prof") })
)

func tagged(access llvm.Value, tag llvm.Metadata) llvm.Value {
	access.SetMetadata(tbaaKind(), tag)
	return access
}

// Load loads a whole value of type t.
func (f *Func) Load(t Type, at llvm.Value) llvm.Value {
	return tagged(f.B.CreateLoad(t.LLVM(f.M), at, ""), f.M.tag(t))
}

// Store stores a whole value of type t.
func (f *Func) Store(t Type, v, at llvm.Value) { tagged(f.B.CreateStore(v, at), f.M.tag(t)) }

// field loads a field of the triple at an address.
func (f *Func) field(at llvm.Value, i int, name string) llvm.Value {
	v := f.B.CreateLoad(f.M.Triple.StructElementTypes()[i], f.B.CreateStructGEP(f.M.Triple, at, i, ""), name)
	if i == fieldLen {
		v.SetMetadata(rangeKind(), f.M.tags.length)
	}
	return tagged(v, f.M.tags.triple)
}

// SetLen stores the length of a list in a mutation window: see
// ori_list_unshare_cow.
func (v Var) SetLen(n llvm.Value) {
	at := v.F.B.CreateStructGEP(v.F.M.Triple, v.At, fieldLen, "")
	tagged(v.F.B.CreateStore(n, at), v.F.M.tags.triple)
}

// BranchUnlikely branches to good, or where cond does not hold, which is next to
// never, to bad.
func (f *Func) BranchUnlikely(cond llvm.Value, good, bad llvm.BasicBlock) {
	f.B.CreateCondBr(cond, good, bad).SetMetadata(profKind(), f.M.tags.unlikely)
}

// Passing says what becomes of a value whose address is a parameter.
type Passing int

const (
	Borrowed  Passing = iota // read; nobody changes it during the call
	Owned                    // taken over; the place is dead afterwards
	Exclusive                // read and written: an inout argument
	Result                   // the function stores the result there
)

// Address tells the optimiser what holds for parameter i, the address of a value
// of type t. In each of the four ways the place is the callee's alone, or nobody
// writes to it, during the call: noalias. Nobody keeps the address.
func (f *Func) Address(i int, t Type, how Passing) {
	m := f.M
	promise := func(name string, value uint64) {
		f.Fn.AddAttributeAtIndex(i+1, m.Ctx.CreateEnumAttribute(llvm.AttributeKindID(name), value))
	}
	for _, name := range []string{"noalias", "nonnull", "noundef", noCapture()} {
		promise(name, 0)
	}
	promise("align", uint64(m.Align(t)))
	if size := m.Size(t); size > 0 {
		promise("dereferenceable", uint64(size))
	}
	switch how {
	case Borrowed:
		promise("readonly", 0)
	case Result:
		promise("writable", 0)
	}
}

// noCapture is the attribute's name in this LLVM: from 21 on it is captures(none).
var noCapture = sync.OnceValue(func() string {
	if llvm.AttributeKindID("nocapture") != 0 {
		return "nocapture"
	}
	return "captures"
})
