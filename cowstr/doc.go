// Package cowstr implements strings: values of 24 bytes that hold up to 23 bytes
// of text themselves and share a counted, copy-on-write buffer for longer ones.
//
// # A string
//
//	          0               8               16                   23
//	short    ┌───────────────┬───────────────┬────────────────────┬────────┐
//	         │ text, 0 behind its end                             │ 1 len  │   byte 23 = 0x80 | len, len <= 23
//	         └───────────────┴───────────────┴────────────────────┴────────┘
//	heap     ┌───────────────┬───────────────┬─────────────────────────────┐
//	         │ len           │ cap           │ data                        │   OriStr = {len, cap, data}
//	         └───────────────┴───────────────┴─────────────────────────────┘
//
// The top byte of a user-space address is 0, so bit 63 of the third word tells
// the two apart: set, the text is in the string; clear, it is behind data. A
// compiler may emit either as a constant. Bytes of a short string behind its
// text are 0: two short strings are equal exactly when their three words are,
// and ordered as these words are, read as big-endian numbers.
//
// A heap string is what a list of bytes is (see package rc): len and cap in
// bytes; cap < 0 marks a slice, bits 0..62 being the distance of data from the
// buffer's data; a buffer with a negative count is immortal.
//
//	┌ size ┬ count ┬───────────── ─ ─
//	│      │       │ text                      no terminating 0
//	└──────┴───────┴───────────── ─ ─
//	               data
//
// The empty string that the operations return is short, of length 0. All 24
// bytes zero, as calloc leaves them, is an empty string as well: a heap string
// without buffer. Both forms may hold any length that fits them: a short text
// with a buffer of its own is equal to, and hashes like, the short string.
//
// The text is bytes. Only ori_str_push_char_cow knows of UTF-8; lengths and
// positions are in bytes.
//
// # Addresses at the border, words inside
//
// The exported functions take the address of a string: a string's place is what
// callbacks get, and text that is in the string needs one. ori_str_eq,
// ori_str_hash, ori_str_compare, ori_str_rc_inc and ori_str_rc_dec are callbacks
// as they stand, for lists, sets and maps of strings.
//
// "Consumes: s" means the reference that *s holds. *s itself is only read; the
// result goes to out, which may be the same place.
//
// Most exported functions are shells of a few lines that always inline. They load
// the three words and pass them on by value, so that in a program that has the
// library's bitcode a local string stays in registers.
//
// # The flow of an operation
//
//	short before and after?  put together in registers: no memory is touched, no count
//	unique, room?             in place
//	unique                    realloc, then in place
//	shared                    short if the result fits, else allocate and copy; then release the old buffer
//
// A unique buffer is kept even where its text would fit a short string: it is
// there to grow.
package cowstr
