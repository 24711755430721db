package cowlist

import "libori.org/rt/rc"

// Concat appends list2 to list1.
//
//	list1      list2      strategy
//	unique     unique     list1's buffer; list2's elements are moved, no inc
//	unique     shared     list1's buffer; list2's elements are copied
//	shared     unique     new buffer; list1 is copied, list2's elements are moved
//	shared     shared     new buffer; both are copied
//	empty      any        list2 as it is
//	any        empty      list1 as it is
//
// x + x, which passes one buffer twice, is shared + shared: the second release
// finds itself the last owner.
//
//	consumes   data1, data2
//	copies     shared; grows
//	unchanged  data1 when len2 == 0; data2 when len1 == 0
//	result     unique
//	length     len1 + len2
//	fails      negative len1 len2 elem_size
//
//ori:export ori_list_concat_cow(data1, len1, cap1, data2, len2, cap2, elem_size, elem_align, inc, dec, out)
func Concat(l1, l2 rc.Triple, e rc.Elem) rc.Triple {
	const op = "ori_list_concat_cow"
	l1.Check(op, e)
	l2.Check(op, e)
	if l2.Len == 0 {
		l2.Release(e.Size, e.Dec)
		return l1
	}
	if l1.Len == 0 {
		l1.Release(e.Size, e.Dec)
		return l2
	}
	need := rc.Sum(op, l1.Len, l2.Len, e.Size)
	var joined rc.Triple
	unique := l1.IsUnique()
	switch {
	case !unique:
		joined = l1.Spliced(op, l1.Len, l1.Len, l2.Len, need, e)
	case need <= l1.Cap:
		joined = l1
	default:
		joined = l1.Regrown(op, rc.NextCapacity(l1.Cap, need), e)
	}
	joined.Len = need
	tail := joined.Elems(e.Size)
	tail.CopyFrom(l1.Len, l2.Elems(e.Size), 0, l2.Len)
	if l2.IsUnique() {
		l2.FreeEmptied()
	} else {
		tail.Inc(e.Inc, l1.Len, l2.Len)
		l2.Release(e.Size, e.Dec)
	}
	if !unique {
		l1.Release(e.Size, e.Dec)
	}
	return joined
}
