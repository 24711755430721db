package check

import (
	"hash/maphash"

	"libori.org/rt/abi"
	"libori.org/rt/cgo/env"
	"libori.org/rt/runtime"
)

// A buffer that is shared, or constant, is not written to: its sum is taken when it becomes
// shared and compared when it is used, as long as it is.

var seed = maphash.MakeSeed()

// sumOf returns a sum of the first length elements.
func (x *info) sumOf(length int64) uint64 {
	if x.kind == object || x.size < 0 || length < 0 {
		return sumBytes(x.data, x.bytes)
	}
	sum := sumBytes(x.data, min(length*x.size, x.bytes))
	if x.kind == mapKind && x.valSize > 0 {
		sum = sum*31 + sumBytes(x.data+uint64(x.cap*x.size), length*x.valSize)
	}
	return sum
}

func sumBytes(at uint64, bytes int64) uint64 {
	if bytes <= 0 {
		return 0
	}
	all := runtime.BytesAt(at, bytes)
	if half := settings.ChecksumBytes / 2; half > 0 && bytes > 2*half {
		return maphash.Bytes(seed, all[:half])*31 + maphash.Bytes(seed, all[bytes-half:])
	}
	return maphash.Bytes(seed, all)
}

// sums takes or compares the sum of an operand. Its lock is held, and the caller has a reference,
// so that nobody else may write.
func (t *caller) sums(x *info, o *operand, p *plan) *Problem {
	if settings.Check&env.Checksums == 0 {
		return nil
	}
	n := count(x.data)
	if n == 1 {
		x.summed = false // whoever holds it may write
		return nil
	}
	if x.kind == object && o.kind != object && x.state == immortal {
		x.kind = o.kind
	}
	length := x.len
	if x.state == immortal {
		length = -1
	}
	if !x.summed {
		if x.state == immortal {
			x.sum, x.sumLen, x.summed, x.summing = x.sumOf(length), length, true, t.stackHere()
		}
		return nil
	}
	if x.sumLen != length {
		return nil
	}
	if x.sumOf(length) != x.sum {
		what := "shared"
		if x.state == immortal {
			what = "constant"
		}
		x.summed = false
		return &Problem{
			text:   "the " + what + " " + x.kind.String() + " was written to since it was last looked at",
			object: x.copy(),
			also:   []place{{"it became shared, or was first seen", -1, x.summing}, {"it was allocated", -1, x.allocated}},
		}
	}
	return nil
}

// after follows the sum behind a call.
func (t *caller) after(c *call, p *plan, o *operand, buffer uint64, birth uint64, made uint64) {
	if settings.Check&env.Checksums == 0 || birth == 0 {
		return
	}
	shadows.at(buffer, func(x *info) {
		if x == nil || x.birth != birth || x.state != live {
			return
		}
		switch n := count(x.data); {
		case n == 1:
			x.summed = false
		case n > 1 && !x.summed && (p.counts > 0 || p.result == abi.View):
			x.sum, x.sumLen, x.summed, x.summing = x.sumOf(x.len), x.len, true, t.stackHere()
		}
	})
}
