package conform

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

var texts = []Program{
	{"str-sizes", strSizes},
	{"str-concat", strConcat},
	{"str-append", strAppend},
	{"str-slice", strSlice},
	{"str-compare", strCompare},
	{"str-collections", strCollections},
	{"str-last-owner", strLastOwner},
}

const (
	short = "twenty-three bytes long"  // the longest that a short string holds
	long  = "twenty-four bytes, long!" // the shortest that is not
)

// str makes a variable that holds a string made at run time.
func (e emitter) str(name, text string) irb.Var {
	v := e.Var(name, irb.Str)
	v.Into(v, "ori_str_from_bytes", irb.Args{"bytes": e.M.Text(text), "n": len(text)})
	return v
}

// constStr makes a variable that holds a constant string.
func (e emitter) constStr(name, text string) irb.Var {
	v := e.Var(name, irb.Str)
	v.Store(e.M.ConstStr(text))
	return v
}

func (e emitter) live() { e.Printf("live allocations: %ld\n", e.Runtime("ori_rc_live_count")) }

// Up to 23 bytes need no allocation, and zero bytes are an empty string too.
func strSizes(e emitter) {
	for _, text := range []string{"", "a", short, long} {
		made, constant := e.str("made", text), e.constStr("constant", text)
		e.Printf("%ld bytes: ", made.Do("ori_str_len", nil))
		e.say("", made, constant)
		e.live()
		e.sayInt("equal to the constant:", made.Do("ori_str_eq", irb.Args{"b": constant}))
		shared := made.Share("shared")
		e.sayInt("shares the text:", e.same(made.Do("ori_str_data", nil), shared.Do("ori_str_data", nil)))
		e.release(made, constant, shared)
	}
	zero := e.Var("zero", irb.Str)
	e.say("zeros:", zero)
	e.sayInt("equal to \"\":", zero.Do("ori_str_eq", irb.Args{"b": e.constStr("empty", "")}))
	number := e.Var("number", irb.Str)
	number.Into(number, "ori_str_from_int", irb.Args{"v": -1 << 63})
	e.say("the least integer:", number)
	e.release(zero, number)
}

func strConcat(e emitter) {
	join := func(label string, s1, s2 irb.Var, others ...irb.Var) {
		before := s1.Do("ori_str_data", nil)
		s1.Do("ori_str_concat_cow", irb.Args{"other": s2})
		e.say(label, s1)
		e.Printf("  %s\n", e.choose(e.same(s1.Do("ori_str_data", nil), before), "in place", "another buffer"))
		for _, other := range others {
			e.say("  the other owner still has", other)
		}
		e.release(append(others, s1)...)
		e.live()
	}
	roomy := func() irb.Var {
		v := e.str("s1", long)
		v.Do("ori_str_unshare_cow", irb.Args{"min_cap": 100})
		return v
	}
	join("short + short, still short", e.str("s1", "inline "), e.str("s2", "text"))
	join("unique with room + short", roomy(), e.str("s2", " more"))
	join("unique with room + long", roomy(), e.str("s2", long))
	shared := roomy()
	join("shared + short", shared, e.str("s2", " more"), shared.Share("other"))
	self := roomy()
	join("s + s", self, self.Share("again"))
	join("constant + constant", e.constStr("s1", long), e.constStr("s2", long))
	joined := e.str("s1", short)
	joined.Do("ori_str_concat_cow", irb.Args{"other": e.str("s2", "!")})
	e.say("short + short, no longer short:", joined)
	joined.Release()
}

func strAppend(e emitter) {
	v := e.str("v", "")
	for _, c := range []int{'a', 0xe9, 0x20ac, 0x1f600} {
		v.Do("ori_str_push_char_cow", irb.Args{"code": c})
	}
	e.say("characters of one to four bytes:", v)
	e.Printf("%ld bytes\n", v.Do("ori_str_len", nil))
	v.Do("ori_str_push_byte_cow", irb.Args{"value": int('!')})
	for range 3 {
		v.Do("ori_str_push_bytes_cow", irb.Args{"bytes": e.M.Text("0123456789"), "n": 10})
	}
	e.say("grown:", v)
	v.Do("ori_str_push_bytes_cow", irb.Args{"bytes": v.Do("ori_str_data", nil), "n": 11})
	e.say("its own first bytes appended:", v)
	v.Release()
	built := e.Var("built", irb.Str)
	e.Range(e.Int(1000), func(i llvm.Value) {
		built.Do("ori_str_push_byte_cow", irb.Args{"value": e.B.CreateAdd(e.B.CreateURem(i, e.Int(26), ""), e.Int('a'), "")})
	})
	tail := e.Var("tail", irb.Str)
	built.Into(tail, "ori_str_slice_drop", irb.Args{"n": 960})
	e.Printf("%ld bytes built, the last 40: ", built.Do("ori_str_len", nil))
	e.say("", tail)
	e.release(built, tail)
}

// Long slices share the buffer, those of few bytes are short strings.
func strSlice(e emitter) {
	text := "The quick brown fox jumps over the lazy dog, and nobody knows why."
	v := e.str("v", text)
	slice := func(of irb.Var, start, end int) irb.Var {
		s := e.Var("slice", irb.Str)
		of.Into(s, "ori_str_slice", irb.Args{"start": start, "end": end})
		return s
	}
	shorter, longer := slice(v, 4, 19), slice(v, 4, 60)
	e.say("short:", shorter)
	front := e.Var("front", irb.Str)
	v.Into(front, "ori_str_slice_take", irb.Args{"n": 30})
	e.say("the first 30 bytes:", front)
	front.Release()
	e.say("long:", longer)
	data := e.B.CreatePtrToInt(v.Do("ori_str_data", nil), e.M.I64, "")
	at := e.B.CreatePtrToInt(longer.Do("ori_str_data", nil), e.M.I64, "")
	e.Printf("the long one begins %ld bytes after the text\n", e.B.CreateSub(at, data, ""))
	e.live()
	inner := slice(longer, 12, 50)
	e.say("a slice of it:", inner)
	inner.Do("ori_str_concat_cow", irb.Args{"other": e.constStr("more", "!")})
	e.say("changed:", inner)
	e.say("the text:", v)
	outside := slice(v, -5, 1000)
	e.say("clamped:", outside)
	nothing := slice(v, 50, 40)
	e.say("nothing:", nothing)
	e.release(v, shorter, inner, outside, nothing)
	e.say("the long slice is the last owner:", longer)
	e.live()
	longer.Release()
}

func strCompare(e emitter) {
	samples := []string{"", "a", "ab", "b", "a\x80", short, long, long + "a"}
	vars := make([]irb.Var, len(samples))
	for i, text := range samples {
		vars[i] = e.str("sample", text)
	}
	for _, a := range vars {
		e.Printf(" ")
		for _, b := range vars {
			sign := a.Do("ori_str_compare", irb.Args{"b": b})
			less := e.B.CreateICmp(llvm.IntSLT, sign, llvm.ConstNull(e.M.I32), "")
			equal := e.B.CreateICmp(llvm.IntEQ, sign, llvm.ConstNull(e.M.I32), "")
			e.Printf(" %s", e.B.CreateSelect(less, e.M.Text("<"), e.choose(equal, "=", ">"), ""))
		}
		e.Printf("\n")
	}
	v := e.str("v", "she sells sea shells by the sea shore")
	for _, needle := range []string{"sea", "shells", "ocean", ""} {
		n := e.str("needle", needle)
		for _, from := range []int{0, 11} {
			e.Printf("%ld ", v.Do("ori_str_find", irb.Args{"needle": n, "from": from}))
		}
		n.Release()
	}
	e.Printf("\n")
	hash := func(v irb.Var) llvm.Value { return v.Do("ori_str_hash", nil) }
	itself, buffer := e.str("itself", "same"), e.str("buffer", "same")
	buffer.Do("ori_str_unshare_cow", irb.Args{"min_cap": 100})
	e.sayInt("equal with and without a buffer:", itself.Do("ori_str_eq", irb.Args{"b": buffer}))
	e.sayInt("same hash:", e.same(hash(itself), hash(buffer)))
	e.release(append(vars, v, itself, buffer)...)
}

// [str], {str: int}, {str: [str]} and {str}, with constants among the keys.
func strCollections(e emitter) {
	words := []string{"pear", "apple", "a word of more than 23 bytes", "fig", "another word of that length", "pear"}
	list := e.Var("list", irb.List(irb.Str))
	set := e.Var("set", irb.Set(irb.Str))
	count := e.Var("count", irb.Map(irb.Str, irb.Int))
	byLength := e.Var("by length", irb.Map(irb.Str, irb.List(irb.Str)))
	slot := e.Alloca(e.M.Ptr, "slot")
	value := func(t irb.Type) irb.Var { return e.VarAt(t, e.B.CreateLoad(e.M.Ptr, slot, "")) }
	for i, word := range words {
		make := e.str
		if i%2 == 1 {
			make = e.constStr
		}
		list.Do("ori_list_push_cow", irb.Args{"elem": make("word", word)})
		set.Do("ori_set_insert_cow", irb.Args{"elem": make("word", word)})
		count.Do("ori_map_entry_cow", irb.Args{"key": make("word", word), "default_val": e.slot(0), "val_slot": slot})
		value(irb.Int).Store(e.B.CreateAdd(value(irb.Int).Load(), e.Int(1), ""))
		length := e.Var("length", irb.Str)
		length.Into(length, "ori_str_from_int", irb.Args{"v": len(word)})
		byLength.Do("ori_map_entry_cow", irb.Args{"key": length, "default_val": e.Var("none", irb.List(irb.Str)), "val_slot": slot})
		value(irb.List(irb.Str)).Do("ori_list_push_cow", irb.Args{"elem": make("word", word)})
	}
	e.say("list", list)
	e.say("set", set)
	e.say("count", count)
	e.say("by length", byLength)
	other := byLength.Share("other")
	other.Do("ori_map_remove_cow", irb.Args{"key": e.constStr("key", "4")})
	e.say("without 4", other)
	e.say("by length", byLength)
	for _, word := range []string{"fig", "another word of that length", "grape"} {
		key := e.constStr("key", word)
		e.Printf("%ld %d %d\n", list.Do("ori_list_find", irb.Args{"needle": key}),
			e.B.CreateZExt(set.Do("ori_set_contains", irb.Args{"elem": key}), e.M.I32, ""),
			e.B.CreateZExt(count.Do("ori_map_contains", irb.Args{"key": key}), e.M.I32, ""))
	}
	e.release(list, set, count, byLength, other)
}

// A map of strings that dies while a string of it lives on.
func strLastOwner(e emitter) {
	m := e.Var("m", irb.Map(irb.Str, irb.Str))
	m.Do("ori_map_insert_cow", irb.Args{"key": e.str("key", long), "val": e.str("val", long+long)})
	kept := m.Val(e.Int(0)).Share("kept")
	m.Do("ori_map_insert_cow", irb.Args{"key": e.str("key", long), "val": e.str("val", "new")})
	e.say("m", m)
	e.live()
	m.Release()
	e.say("kept", kept)
	e.live()
	kept.Release()
}
