package runtime

// A Message is a line under construction: "ori: <operation>: <text>". It lives
// on the stack, since a fatal error may mean that there is no memory.
type Message struct {
	n    int
	text [MessageMax]byte
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
