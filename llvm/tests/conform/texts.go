package conform

import (
	"libori.org/rt/llvm/irb"
)

var shapes = []Program{
	{"str-match", strMatch},
	{"str-shape", strShape},
	{"str-split", strSplit},
	{"str-utf8", strUTF8},
	{"str-numbers", strNumbers},
	{"str-floats", strFloats},
}

func strMatch(e emitter) {
	v := e.str("v", "she sells sea shells by the sea shore")
	for _, text := range []string{"she", "shore", "sea", "ocean", ""} {
		other := e.str("other", text)
		e.Printf("%s: starts %d, ends %d, last %ld, count %ld\n", e.M.Text(text),
			e.B.CreateZExt(v.Do("ori_str_starts_with", irb.Args{"prefix": other}), e.M.I32, ""),
			e.B.CreateZExt(v.Do("ori_str_ends_with", irb.Args{"suffix": other}), e.M.I32, ""),
			v.Do("ori_str_rfind", irb.Args{"needle": other}), v.Do("ori_str_count", irb.Args{"needle": other}))
		other.Release()
	}
	v.Release()
}

// What changes a string changes only the one that it is given.
func strShape(e emitter) {
	v := e.str("v", "  A Text with Spaces around, and Long  ")
	shared := v.Share("shared")
	shape := func(function string, args irb.Args) {
		out := e.Var("out", irb.Str)
		v.Into(out, function, args)
		e.say(function, out)
		out.Release()
	}
	shape("ori_str_trim", nil)
	shape("ori_str_repeat", irb.Args{"n": 2})
	shape("ori_str_replace", irb.Args{"old": e.constStr("old", "a"), "by": e.constStr("by", "[A]")})
	v.Do("ori_str_upper_cow", nil)
	e.say("upper", v, shared)
	v.Do("ori_str_lower_cow", nil)
	e.say("lower", v, shared)
	v.Do("ori_str_terminated_cow", nil)
	e.Printf("for C: %s.\n", v.Do("ori_str_data", nil))
	e.release(v, shared)
	e.live()
}

// Parts are slices: one allocation for the list.
func strSplit(e emitter) {
	v := e.str("v", "one,two,,a part of more than 23 bytes,last")
	parts := e.Var("parts", irb.List(irb.Str))
	v.Into(parts, "ori_str_split", irb.Args{"sep": e.constStr("sep", ",")})
	e.live()
	e.say("parts", parts)
	v.Release()
	joined := e.Var("joined", irb.Str)
	joined.Into(joined, "ori_str_join", irb.Args{"data": parts.Data(), "len": parts.Len(), "sep": e.constStr("sep", " + ")})
	e.say("joined", joined)
	e.release(parts, joined)
}

func strUTF8(e emitter) {
	code := e.Var("code", irb.Int)
	for _, text := range []string{"plain", "a é € 😀", "cut \xe2\x82", "\xc0\x80", "\xed\xa0\x80"} {
		v := e.str("v", text)
		e.Printf("error at %ld, %ld characters:", v.Do("ori_str_utf8_error", nil), v.Do("ori_str_char_count", nil))
		at := e.Var("at", irb.Int)
		for range len([]rune(text)) {
			at.Store(v.Do("ori_str_next_char", irb.Args{"at": at.Load(), "code_out": code}))
			e.Printf(" %lx", code.Load())
		}
		at.Store(v.Do("ori_str_prev_char", irb.Args{"at": at.Load(), "code_out": code}))
		e.Printf(", the last %lx at %ld\n", code.Load(), at.Load())
		v.Release()
	}
}

// Floating-point numbers come and go as their bits.
func strFloats(e emitter) {
	for _, bits := range []int{0, -1 << 63, 0x3FB999999999999A, 0x4059000000000000, 0x3EE4F8B588E368F1, 0x444B1AE4D6E2EF50, 0x7FF0000000000000, 1, -0x10000000000001} {
		v, back := e.Var("v", irb.Str), e.Var("back", irb.Int)
		v.Into(v, "ori_str_from_f64", irb.Args{"bits": bits})
		at := v.Do("ori_str_to_f64", irb.Args{"value_out": back})
		e.say("", v)
		e.Printf("  error at %ld, the same bits: %d\n", at, e.B.CreateZExt(e.same(back.Load(), e.Int(int64(bits))), e.M.I32, ""))
		v.Release()
	}
	for _, text := range []string{"", "1.5e", "infinite", "a text that no short string can hold", "1e400", "0.1000000000000000055511151231257827"} {
		v, back := e.str("v", text), e.Var("back", irb.Int)
		back.Store(e.Int(0))
		e.Printf("%s: error at %ld,", e.M.Text(text), v.Do("ori_str_to_f64", irb.Args{"value_out": back}))
		e.Printf(" bits %lx\n", back.Load())
		v.Release()
	}
}

func strNumbers(e emitter) {
	for _, n := range []struct{ v, base, width int }{{0, 10, 0}, {-255, 16, 8}, {1 << 40, 2, 0}, {35, 36, 3}} {
		v := e.Var("v", irb.Str)
		v.Into(v, "ori_str_from_i64", irb.Args{"v": n.v, "base": n.base, "width": n.width})
		back := e.Var("back", irb.Int)
		at := v.Do("ori_str_to_i64", irb.Args{"base": n.base, "value_out": back})
		e.say("", v, back)
		e.Printf("  error at %ld\n", at)
		v.Release()
	}
	for _, text := range []string{"", "-", "12a", "9223372036854775808"} {
		v, back := e.str("v", text), e.Var("back", irb.Int)
		e.Printf("%s: error at %ld\n", e.M.Text(text), v.Do("ori_str_to_i64", irb.Args{"base": 10, "value_out": back}))
		v.Release()
	}
}
