package driver

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// member is an object in an archive, and the symbols by which a linker finds it.
type member struct {
	name    string
	object  []byte
	symbols []string
}

// archive returns a System V archive with an index of the symbols that its
// members define. It holds no dates, owners or paths.
//
//	!<arch>\n
//	header "/"       size of the index
//	index            count, then for each symbol the offset of its member (big-endian 32 bits);
//	                 the names, each with a zero
//	header "//"      size of the names
//	names            those of the members, each with "/\n"
//	header "/n"      size of an object, whose name stands at n
//	object           from an even offset on, like all
//	…
func archive(members []member) []byte {
	const magic = "!<arch>\n"
	var symbols, names bytes.Buffer
	count := 0
	nameAt := make([]int, len(members))
	for i, m := range members {
		for _, s := range m.symbols {
			symbols.WriteString(s + "\x00")
			count++
		}
		nameAt[i] = names.Len()
		names.WriteString(m.name + "/\n")
	}
	offset := len(magic) + memberBytes(4+4*count+symbols.Len()) + memberBytes(names.Len())
	index := binary.BigEndian.AppendUint32(nil, uint32(count))
	for _, m := range members {
		for range m.symbols {
			index = binary.BigEndian.AppendUint32(index, uint32(offset))
		}
		offset += memberBytes(len(m.object))
	}

	var out bytes.Buffer
	out.WriteString(magic)
	writeMember(&out, "/", append(index, symbols.Bytes()...))
	writeMember(&out, "//", names.Bytes())
	for i, m := range members {
		writeMember(&out, fmt.Sprintf("/%d", nameAt[i]), m.object)
	}
	return out.Bytes()
}

// memberBytes is what a member of size bytes takes up.
func memberBytes(size int) int { return 60 + (size+1)&^1 }

// writeMember writes name, date, owner, group, mode and size in columns, and
// what they describe.
func writeMember(out *bytes.Buffer, name string, data []byte) {
	fmt.Fprintf(out, "%-16s%-12d%-6d%-6d%-8o%-10d`\n", name, 0, 0, 0, 0o644, len(data))
	out.Write(data)
	if len(data)%2 == 1 {
		out.WriteByte('\n')
	}
}
