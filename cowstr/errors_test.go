package cowstr

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// Every message, and that what failed has consumed nothing.
func TestWrongArgumentsAreRefused(t *testing.T) {
	impossible := fromHeap(rc.Triple{Len: -3, Cap: 8, Data: dataOf("12345678")})
	missing := fromHeap(rc.Triple{Len: 30})
	null := unsafe.Pointer(nil)
	for _, c := range []struct {
		want string
		do   func(s *Str)
	}{
		{"ori_str_from_bytes: n is negative: -1", func(*Str) { FromBytes(dataOf("x"), -1) }},
		{"ori_str_from_bytes: bytes is NULL", func(*Str) { FromBytes(nil, 1) }},
		{"ori_str_from_bytes: bytes is NULL", func(*Str) { FromBytes(nil, 100) }},
		{"ori_str_from_bytes: 9223372036854775807 elements of 1 bytes overflow the size of an allocation", func(*Str) { FromBytes(dataOf("x"), math.MaxInt64) }},
		{"ori_str_push_bytes_cow: n is negative: -1", func(s *Str) { PushBytes(s, dataOf("x"), -1) }},
		{"ori_str_push_bytes_cow: n is negative: -9223372036854775808", func(s *Str) { PushBytes(s, dataOf("x"), math.MinInt64) }},
		{"ori_str_push_bytes_cow: bytes is NULL", func(s *Str) { PushBytes(s, nil, 1) }},
		{"ori_str_push_bytes_cow: 20 and 9223372036854775807 elements of 1 bytes overflow the size of an allocation", func(s *Str) { PushBytes(s, dataOf("x"), math.MaxInt64) }},
		{"ori_str_push_byte_cow: -1 is no byte: it is not in 0..255", func(s *Str) { PushByte(s, -1) }},
		{"ori_str_push_byte_cow: 256 is no byte: it is not in 0..255", func(s *Str) { PushByte(s, 256) }},
		{"ori_str_push_char_cow: -1 is no Unicode scalar value", func(s *Str) { PushChar(s, -1) }},
		{"ori_str_push_char_cow: 55296 is no Unicode scalar value", func(s *Str) { PushChar(s, 0xd800) }},
		{"ori_str_push_char_cow: 57343 is no Unicode scalar value", func(s *Str) { PushChar(s, 0xdfff) }},
		{"ori_str_push_char_cow: 1114112 is no Unicode scalar value", func(s *Str) { PushChar(s, 0x110000) }},
		{"ori_str_unshare_cow: 9223372036854775807 elements of 1 bytes overflow the size of an allocation", func(s *Str) { Unshare(s, math.MaxInt64) }},

		{"ori_str_push_bytes_cow: s is NULL", func(*Str) { PushBytes(nil, dataOf("x"), 1) }},
		{"ori_str_push_byte_cow: s is NULL", func(*Str) { PushByte(nil, 'x') }},
		{"ori_str_push_char_cow: s is NULL", func(*Str) { PushChar(nil, 'x') }},
		{"ori_str_concat_cow: s1 is NULL", func(s *Str) { Concat(nil, s) }},
		{"ori_str_concat_cow: s2 is NULL", func(s *Str) { Concat(s, nil) }},
		{"ori_str_unshare_cow: s is NULL", func(*Str) { Unshare(nil, 0) }},
		{"ori_str_slice: s is NULL", func(*Str) { Slice(nil, 0, 1) }},
		{"ori_str_slice_take: s is NULL", func(*Str) { SliceTake(nil, 1) }},
		{"ori_str_slice_drop: s is NULL", func(*Str) { SliceDrop(nil, 1) }},
		{"ori_str_find: s is NULL", func(s *Str) { Find(nil, s, 0) }},
		{"ori_str_find: needle is NULL", func(s *Str) { Find(s, nil, 0) }},
		{"ori_str_len: s is NULL", func(*Str) { Len(nil) }},
		{"ori_str_data: s is NULL", func(*Str) { Data(nil) }},
		{"ori_str_eq: a is NULL", func(s *Str) { Eq(null, unsafe.Pointer(s)) }},
		{"ori_str_eq: b is NULL", func(s *Str) { Eq(unsafe.Pointer(s), null) }},
		{"ori_str_compare: a is NULL", func(s *Str) { Compare(null, unsafe.Pointer(s)) }},
		{"ori_str_compare: b is NULL", func(s *Str) { Compare(unsafe.Pointer(s), null) }},
		{"ori_str_hash: s is NULL", func(*Str) { Hash(null) }},
		{"ori_str_rc_inc: s is NULL", func(*Str) { RcInc(null) }},
		{"ori_str_rc_dec: s is NULL", func(*Str) { RcDec(null) }},

		{"ori_str_push_bytes_cow: len is negative: -3", func(*Str) { PushBytes(&impossible, dataOf("x"), 1) }},
		{"ori_str_push_byte_cow: len is negative: -3", func(*Str) { PushByte(&impossible, 'x') }},
		{"ori_str_unshare_cow: len is negative: -3", func(*Str) { Unshare(&impossible, 0) }},
		{"ori_str_slice: len is negative: -3", func(*Str) { Slice(&impossible, 0, 1) }},
		{"ori_str_find: len is negative: -3", func(s *Str) { Find(s, &impossible, 0) }},
		{"ori_str_eq: len is negative: -3", func(s *Str) { Eq(unsafe.Pointer(s), unsafe.Pointer(&impossible)) }},
		{"ori_str_hash: len is negative: -3", func(*Str) { Hash(unsafe.Pointer(&impossible)) }},
		{"ori_str_compare: data is NULL", func(s *Str) { Compare(unsafe.Pointer(s), unsafe.Pointer(&missing)) }},
		{"ori_str_concat_cow: data is NULL", func(s *Str) { Concat(s, &missing) }},
	} {
		each(t, sample(20), func(h *held) {
			before := h.s
			if got := check.Fatal(func() { c.do(&h.s) }); got != "ori: "+c.want {
				t.Errorf("have %q, want %q", got, "ori: "+c.want)
			}
			if h.s != before {
				t.Errorf("%s: %+v became %+v", c.want, before, h.s)
			}
			h.verify(t, int64(len(h.others))+1)
			drop(&h.s)
		})
	}
}

func TestUseAfterFree(t *testing.T) {
	buffer := rc.New("test", 8, 8)
	freed := fromHeap(rc.Triple{Len: 8, Cap: 8, Data: buffer})
	(*[2]int64)(runtime.At(buffer, -16))[1] = 0
	for want, do := range map[string]func(unsafe.Pointer){
		fmt.Sprintf("ori: ori_rc_inc: the object at %p was already freed: count 0", buffer): RcInc,
		fmt.Sprintf("ori: ori_rc_dec: the object at %p was already freed: count 0", buffer): RcDec,
	} {
		if got := check.Fatal(func() { do(unsafe.Pointer(&freed)) }); got != want {
			t.Errorf("have %q, want %q", got, want)
		}
	}
	rc.Free(buffer, 8, 8)
}

// When memory is exhausted nothing was consumed or changed.
func TestNoMemory(t *testing.T) {
	other := heapStr(sample(40), 0)
	for name, do := range map[string]func(s *Str){
		"ori_str_from_bytes":     func(*Str) { FromBytes(dataOf(sample(40)), 40) },
		"ori_str_push_bytes_cow": func(s *Str) { PushBytes(s, dataOf(sample(40)), 40) },
		"ori_str_push_byte_cow":  func(s *Str) { PushByte(s, 'x') },
		"ori_str_push_char_cow":  func(s *Str) { PushChar(s, 'x') },
		"ori_str_unshare_cow":    func(s *Str) { Unshare(s, 60) },
		"ori_str_concat_cow":     func(s *Str) { Concat(s, &other) },
	} {
		each(t, sample(23), func(h *held) {
			if h.how == roomy { // need not allocate
				drop(&h.s)
				return
			}
			before := h.s
			got := check.Fatal(func() { defer refuseAll()(); do(&h.s) })
			if want := "ori: " + name + ": out of memory allocating "; !strings.HasPrefix(got, want) {
				t.Errorf("have %q, want %q...", got, want)
			}
			if h.s != before {
				t.Errorf("%s: %+v became %+v", name, before, h.s)
			}
			expectText(t, &h.s, h.text)
			h.verify(t, int64(len(h.others))+1)
			drop(&h.s)
		})
	}
	expectWritable(t, &other, sample(40))
	drop(&other)
}

// refuseAll lets every allocation fail until the function it returns is called.
func refuseAll() (restore func()) {
	before := runtime.Refuse
	runtime.Refuse = func(int64) bool { return true }
	return func() { runtime.Refuse = before }
}

// A compiler that emits short strings writes zeros behind the text: the checking
// build refuses what would be unequal to itself.
func TestShortStringsThatCannotBe(t *testing.T) {
	for want, s := range map[string]Str{
		"a short string of length 2 with 120 for 0 in byte 3":   {lo: 'a' | 'b'<<8 | 'x'<<24, hi: tagFlag | 2<<tagShift},
		"a short string of length 0 with 1 for 0 in byte 22":    {hi: tagFlag | 1<<48},
		"a short string of length 8 with 255 for 0 in byte 8":   {lo: ^uint64(0), mid: 0xff, hi: tagFlag | 8<<tagShift},
		"a short string of length 22 with 128 for 0 in byte 22": {hi: tagFlag | 22<<tagShift | 128<<48},
		"a short string of length 24, above 23":                 {hi: tagFlag | 24<<tagShift},
		"a short string of length 127, above 23":                {hi: tagFlag | 127<<tagShift},
	} {
		p, good := unsafe.Pointer(&s), short{}.str()
		for name, do := range map[string]func(){
			"ori_str_eq: a is ":            func() { Eq(p, unsafe.Pointer(&good)) },
			"ori_str_compare: b is ":       func() { Compare(unsafe.Pointer(&good), p) },
			"ori_str_hash: s is ":          func() { Hash(p) },
			"ori_str_push_byte_cow: s is ": func() { PushByte(&s, 'x') },
			"ori_str_concat_cow: s2 is ":   func() { Concat(&good, &s) },
			"ori_str_find: needle is ":     func() { Find(&good, &s, 0) },
			"ori_str_slice: s is ":         func() { Slice(&s, 0, 1) },
			"ori_str_rc_dec: s is ":        func() { RcDec(p) },
		} {
			if got := check.Fatal(do); got != "ori: "+name+want {
				t.Errorf("%q, want %q", got, "ori: "+name+want)
			}
		}
	}
	for n := range int64(shortMax + 1) {
		s := text{dataOf(sample(30)), n}.short().str()
		if !s.isTidy() {
			t.Errorf("%d bytes of text are refused", n)
		}
	}
}
