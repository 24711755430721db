"""What debuggers print of libori_rt's values. Knows the layouts of docs/abi.md and no debugger:
ori_gdb.py and ori_lldb.py give it a function that reads memory.

    header     data_size i64 | strong_count i64 | data
    triple     len i64 | cap i64 | data ptr          cap < 0: a slice, bits 0..62 its distance in bytes
    string     a triple of bytes, or up to 23 bytes of text, and in byte 23 0x80 | length
"""

import struct

OFFSET = (1 << 63) - 1
SHOWN = 200  # bytes of a string, elements of a collection


class Triple:
    """A list, map or set: its three words, and what its header says."""

    def __init__(self, words, read):
        self.len, self.cap, self.data = words
        self.slice = self.cap < 0
        self.offset = self.cap & OFFSET if self.slice else 0
        self.count = None
        if self.data:
            try:
                header = read(self.data - self.offset - 16, 16)
                self.bytes, self.count = struct.unpack("<qq", header)
                self.bytes &= (1 << 56) - 1
            except Exception:  # no memory there: a stale value
                pass

    def state(self):
        """One word on who may write: unique, shared, constant, freed; and whether it is a slice."""
        if not self.data:
            return "empty"
        if self.count is None:
            return "unreadable header"
        if self.count == 0 or self.count == -0x2424242424242425:
            kind = "freed"
        elif self.count < 0:
            kind = "constant"
        elif self.count == 1:
            kind = "unique"
        else:
            kind = "shared by %d" % self.count
        return ("slice, " if self.slice else "") + kind

    def summary(self, name):
        if not self.data:
            return "%s, empty" % name
        room = "" if self.slice else ", cap %d" % self.cap
        return "%s, len %d%s, %s" % (name, self.len, room, self.state())


def triple(raw, read):
    return Triple(struct.unpack("<qqQ", raw), read)


def text(raw, read):
    """The text of a string of 24 bytes, and a word on where it is."""
    if raw[23] & 0x80:
        length = raw[23] & 0x7F
        return raw[:length] if length <= 23 else raw[:23], "short"
    t = triple(raw, read)
    if not t.data or t.len <= 0:
        return b"", t.state()
    shown = read(t.data, min(t.len, SHOWN))
    return shown + (b"..." if t.len > SHOWN else b""), t.state()


def quoted(data):
    """A C string literal."""
    out = []
    for char in data.decode("utf-8", "backslashreplace"):
        out.append({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char, char))
    return '"' + "".join(out) + '"'


def header(data, read):
    """What the header of an object says."""
    t = Triple((0, 0, data), read)
    if t.count is None:
        return "no object: its header cannot be read"
    return "%d bytes, %s" % (t.bytes, t.state())
