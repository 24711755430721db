package rc

import "libori.org/rt/runtime"

// HashCombine returns a hash of two: of what was hashed so far, and of what comes next.
// The order matters. So the hash of a struct is that of its fields one after the other,
// beginning with any number that tells its type from others:
//
//	h = ori_hash_combine(h, ori_i64_hash(&p->x))
//	h = ori_hash_combine(h, ori_str_hash(&p->name))
//
//ori:export ori_hash_combine(h, v) memory(none)
//go:inline
func HashCombine(h, v uint64) uint64 {
	hi, lo := runtime.MulWide(h^0x9e3779b97f4a7c15, v^0xe7037ed1a0b428db)
	return h ^ hi ^ lo ^ v<<32 ^ v>>32
}
