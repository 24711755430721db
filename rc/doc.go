// Package rc holds reference-counted allocations: the header, the counts, the
// elements behind it and the encoding of slices. It is the only package that
// knows where the header is.
//
// # An allocation
//
//	          size                 count             data
//	          i64                  i64
//	┌─────────────────────┬─────────────────────┬──────────────── ─ ─
//	│ a  i  bytes of data │ references          │ elements
//	└─────────────────────┴─────────────────────┴──────────────── ─ ─
//	data-16               data-8                data  = what everyone holds
//
//	size    bits 0..55   bytes of data. Not relied on as the allocation's size: making a
//	                     slice records len*elem_size here, so that a slice which is the last
//	                     owner can release every element of the buffer, not only its own
//	                     (len for elements without bytes)
//	        bits 56..61  a: log2 of the alignment where it is above 16, else 0
//	        bit  62      i: a hash index lies behind the elements
//	        bit  63      the header has moved up over elements that were taken from the front
//	                     of a list: see front.go
//	count   > 1          shared
//	        1            unique: the holder of the reference may write
//	        0            freed
//	        < 0          immortal: never written, never freed, never unique; may lie in read-only memory
//	        MaxInt64     saturated: sticks
//
// With an alignment above 16 the padding goes in front of the header:
//
//	┌ align bytes ───────────────┬──────────── ─ ─
//	│ padding     │ size │ count │ data
//	└ malloc's    └──────────────┴──────────── ─ ─
//
// # A collection
//
// Lists, maps and sets are a Triple {len, cap, data}. The empty one is
// {0, 0, nil} and owns no allocation. A negative cap marks a slice: bits 0..62
// are the distance in bytes from the buffer's data to the slice's data, and the
// header belongs to the buffer (see Triple.Buffer).
//
// # Terms
//
//	retain, inc    add a reference
//	release, dec   drop a reference, and with the last one the elements and the memory
//	unique         count 1 and no slice: the operation may write in place
//	shared         anything else
//	buffer         the allocation behind a collection
//	room           slots between len and cap
package rc
