package cowlist_test

import (
	"strings"
	"testing"

	"libori.org/rt/cowlist"
	"libori.org/rt/rc"
	"libori.org/rt/tests/check"
)

// An alignment is refused wherever memory is asked for: where a list gets its first
// buffer, where a shared one is copied, and where a unique one is resized.
func TestNoPowerOfTwoIsRefused(t *testing.T) {
	for _, align := range []int64{0, -8, 3, 24} {
		for _, shared := range []bool{false, true} {
			h := check.NewHeap(t)
			full := h.List(check.I64, 3, 1, 2, 3)
			if shared {
				rc.ListInc(full)
			}
			var elem check.Slot
			check.I64.Put(elem.At(), 9)
			e := check.I64.Elem
			e.Align = align
			for name, do := range map[string]func(){
				"ori_list_push_cow":    func() { cowlist.Push(full, elem.At(), e) },
				"ori_list_insert_cow":  func() { cowlist.Insert(full, 1, elem.At(), e) },
				"ori_list_extend_cow":  func() { cowlist.Extend(full, full.Data, 2, e) },
				"ori_list_concat_cow":  func() { cowlist.Concat(full, full, e) },
				"ori_list_unshare_cow": func() { cowlist.Unshare(full, 10, e) },
			} {
				if got := check.Fatal(do); !strings.HasSuffix(got, "is not a power of two") || !strings.HasPrefix(got, "ori: "+name) {
					t.Errorf("%s with alignment %d, shared %t: %q", name, align, shared, got)
				}
			}
			check.Release(check.I64, full)
			if shared {
				check.Release(check.I64, full)
			}
			h.Close()
		}
	}
}
