package runtime

import "unsafe"

// A Message is a line under construction: "ori: <operation>: <text>". It lives
// on the stack, since a fatal error may mean that there is no memory.
type Message struct {
	n      int
	text   [MessageMax]byte
	within int64 // handlers that are running already
	guard  guard
}

// A guard is words that say where they lie. On the stack they tell later whether
// their frame is still there, or has been left and written over.
type guard [256]uint64

func (g *guard) set() {
	word := g.word()
	for i := range g {
		g[i] = word + uint64(i)
	}
}

func (g *guard) isSet() bool {
	word := g.word()
	for i := range g {
		if g[i] != word+uint64(i) {
			return false
		}
	}
	return true
}

func (g *guard) word() uint64 {
	return uint64(Offset(unsafe.Pointer(g), nil)) * 0x9e3779b97f4a7c15
}

// Begin starts the message of an operation.
func (m *Message) Begin(op string) {
	m.Text("ori: ")
	m.Text(op)
	m.Text(": ")
}

// Text appends s; what does not fit is cut off.
func (m *Message) Text(s string) {
	for i := 0; i < len(s) && m.n < MessageMax; i++ {
		m.text[m.n] = s[i]
		m.n++
	}
}

// Address appends p as C prints it.
func (m *Message) Address(p unsafe.Pointer) {
	m.Text("0x")
	v := uint64(Offset(p, nil))
	shift := 60
	for shift > 0 && v>>shift == 0 {
		shift -= 4
	}
	for ; shift >= 0 && m.n < MessageMax; shift -= 4 {
		m.text[m.n] = "0123456789abcdef"[v>>shift&15]
		m.n++
	}
}

// Int appends v in decimal.
func (m *Message) Int(v int64) {
	var digits [20]byte
	i := len(digits)
	u := uint64(v)
	if v < 0 {
		u = -u
	}
	for {
		i--
		digits[i] = byte('0' + u%10)
		u /= 10
		if u == 0 {
			break
		}
	}
	if v < 0 {
		m.Text("-")
	}
	for ; i < len(digits) && m.n < MessageMax; i++ {
		m.text[m.n] = digits[i]
		m.n++
	}
}
