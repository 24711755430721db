package driver

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// archive returns a System V archive of one object, with an index of the
// symbols it defines. It holds no dates, owners or paths.
//
//	!<arch>\n
//	header "/"       size of the index
//	index            count, then for each symbol the offset of its member (big-endian 32 bits);
//	                 the names, each with a zero
//	header "name/"   size of the object
//	object
func archive(name string, object []byte, symbols []string) []byte {
	var names bytes.Buffer
	for _, s := range symbols {
		names.WriteString(s)
		names.WriteByte(0)
	}
	if names.Len()%2 == 1 {
		names.WriteByte(0) // members start at even offsets
	}
	const magic = "!<arch>\n"
	indexSize := 4 + 4*len(symbols) + names.Len()
	member := uint32(len(magic) + memberHeaderBytes + indexSize)

	var out bytes.Buffer
	out.WriteString(magic)
	out.WriteString(memberHeader("/", indexSize))
	word := func(v uint32) { out.Write(binary.BigEndian.AppendUint32(nil, v)) }
	word(uint32(len(symbols)))
	for range symbols {
		word(member)
	}
	out.Write(names.Bytes())
	out.WriteString(memberHeader(name+"/", len(object)))
	out.Write(object)
	if len(object)%2 == 1 {
		out.WriteByte('\n')
	}
	return out.Bytes()
}

const memberHeaderBytes = 60

// memberHeader returns name, date, owner, group, mode and size in columns.
func memberHeader(name string, size int) string {
	return fmt.Sprintf("%-16s%-12d%-6d%-6d%-8o%-10d`\n", name, 0, 0, 0, 0o644, size)
}
