"""gdb: printers for the values of libori_rt.

    (gdb) source debug/ori_gdb.py
    (gdb) print xs                              OriList, len 3, cap 4, unique
    (gdb) print name                            "hello"
    (gdb) print $ori(xs, (int64_t *)0)          {1, 2, 3}: elements of that type
    (gdb) print $ori(m, "int64_t", "OriStr")    {1: "one", 2: "two"}: keys and values
    (gdb) print $ori_object(box)                32 bytes, shared by 2
    (gdb) print $ori_str($rdi)                  the string at an address, as arguments of functions are
    (gdb) print $ori($rsi, (long *)0)           the same of a list

Structs of one's own print like lists if they have fields len, cap and data: the element type is their
template argument, or else what data points to if that is no void.

gdb loads the file by itself beside the library's: as libori_rt.so-gdb.py, or through a section
.debug_gdb_scripts. As a file of its own it must be allowed: set auto-load safe-path DIRECTORY.
"""

import os
import sys

import gdb
import gdb.printing

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import ori_values  # noqa: E402

FIELDS = {"len", "cap", "data"}


def read(address, size):
    return gdb.selected_inferior().read_memory(address, size).tobytes()


def raw(value):
    """The 24 bytes of a value, in memory or not; of an address, what is there."""
    if value.type.strip_typedefs().code in (gdb.TYPE_CODE_INT, gdb.TYPE_CODE_PTR):
        return read(int(value) & (1 << 64) - 1, 24)
    if value.address is not None:
        return read(int(value.address), 24)
    word = lambda name: int(value[name]) & (1 << 64) - 1
    return b"".join(word(n).to_bytes(8, "little") for n in ("len", "cap", "data"))


def named(name):
    """The type of a name; C names with spaces too."""
    try:
        return gdb.lookup_type(name)
    except gdb.error:
        return gdb.parse_and_eval("(%s *)0" % name).type.target()


def pointee(argument):
    """The type that an argument of $ori stands for: (T *)0, or the name of T."""
    kind = argument.type.strip_typedefs()
    if kind.code == gdb.TYPE_CODE_PTR and kind.target().sizeof != 1:
        return argument.type.target()
    try:
        return named(argument.string())
    except (gdb.error, UnicodeDecodeError):
        return argument.type.target()


def element_type(value):
    """The element type that a struct tells, or None."""
    kind = value.type.strip_typedefs()
    try:
        return kind.template_argument(0)
    except (gdb.error, RuntimeError):
        pass
    target = value["data"].type.strip_typedefs()
    if target.code == gdb.TYPE_CODE_PTR and target.target().strip_typedefs().code != gdb.TYPE_CODE_VOID:
        return target.target()
    return None


def elements(data, n, kind):
    """n values of a type, packed at an address."""
    at = gdb.Value(data).cast(kind.pointer())
    return [(at + i).dereference() for i in range(min(n, ori_values.SHOWN))]


class Collection:
    """A list, set or map."""

    def __init__(self, value, name):
        self.name = name
        self.triple = ori_values.triple(raw(value), read)
        self.kind = element_type(value)

    def to_string(self):
        return self.triple.summary(self.name)

    def children(self):
        if self.kind is None or not self.triple.data:
            return
        for i, value in enumerate(elements(self.triple.data, self.triple.len, self.kind)):
            yield "[%d]" % i, value

    def display_hint(self):
        return "array" if self.kind is not None else None


class String:
    """A string, short or not."""

    def __init__(self, value):
        self.raw = raw(value)

    def to_string(self):
        data, where = ori_values.text(self.raw, read)
        return ori_values.quoted(data) + ("" if where in ("short", "unique") else " (%s)" % where)


def lookup(value):
    kind = value.type.unqualified()
    name = kind.name or ""
    if name == "OriStr":
        return String(value)
    if name in ("OriList", "OriMap", "OriSet"):
        return Collection(value, name)
    kind = kind.strip_typedefs()
    if kind.code == gdb.TYPE_CODE_STRUCT and kind.sizeof == 24 and {f.name for f in kind.fields()} == FIELDS:
        if element_type(value) is not None:
            return Collection(value, name or "list")
    return None


class Elements(gdb.Function):
    """$ori(value, type) is the elements of a list or set as an array of that type;
$ori(map, key type, value type) its entries as text. A type is a pointer, (int64_t *)0, or a name."""

    def __init__(self):
        super().__init__("ori")

    def invoke(self, value, *types):
        t = ori_values.triple(raw(value), read)
        kinds = [pointee(argument) for argument in types]
        if len(kinds) == 1:
            if t.len <= 0:
                return "{}"
            return gdb.Value(t.data).cast(kinds[0].array(t.len - 1).pointer()).dereference()
        if len(kinds) != 2:
            raise gdb.GdbError("usage: $ori(list, element type) or $ori(map, key type, value type)")
        keys = elements(t.data, t.len, kinds[0])
        values = elements(t.data + t.cap * kinds[0].sizeof, t.len, kinds[1])
        return "{" + ", ".join("%s: %s" % (k.format_string(), v.format_string()) for k, v in zip(keys, values)) + "}"


class Text(gdb.Function):
    """$ori_str(string or address) is the text of a string."""

    def __init__(self):
        super().__init__("ori_str")

    def invoke(self, value):
        data, _ = ori_values.text(raw(value), read)
        return data.decode("utf-8", "backslashreplace")


class Object(gdb.Function):
    """$ori_object(pointer) is what the header of a box or buffer says: bytes and references."""

    def __init__(self):
        super().__init__("ori_object")

    def invoke(self, pointer):
        return ori_values.header(int(pointer), read)


class Count(gdb.Function):
    """$ori_count(pointer) is the number of references of a box or buffer, for conditions."""

    def __init__(self):
        super().__init__("ori_count")

    def invoke(self, pointer):
        return int.from_bytes(read(int(pointer) - 8, 8), "little", signed=True)


lookup.name = "libori_rt"
lookup.enabled = True
gdb.printing.register_pretty_printer(gdb.current_objfile(), lookup, replace=True)
Elements()
Text()
Object()
Count()
