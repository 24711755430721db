"""lldb: summaries for the values of libori_rt.

    (lldb) command script import debug/ori_lldb.py
    (lldb) frame variable xs                   OriList, len 3, cap 4, unique
    (lldb) frame variable name                 "hello"
    (lldb) ori xs int64_t                      [1, 2, 3]: elements of that type
    (lldb) ori m int64_t OriStr                {1: "one", 2: "two"}: keys and values
"""

import os
import shlex
import sys

import lldb

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import ori_values  # noqa: E402


def reader(process):
    def read(address, size):
        error = lldb.SBError()
        data = process.ReadMemory(address, size, error)
        if not error.Success():
            raise ValueError(str(error))
        return data
    return read


def raw(value):
    error = lldb.SBError()
    data = value.GetNonSyntheticValue().GetData()
    return bytes(data.ReadRawData(error, 0, 24))


def string_summary(value, _):
    text, where = ori_values.text(raw(value), reader(value.GetProcess()))
    return ori_values.quoted(text) + ("" if where in ("short", "unique") else " (%s)" % where)


def collection_summary(value, _):
    t = ori_values.triple(raw(value), reader(value.GetProcess()))
    return t.summary(value.GetType().GetUnqualifiedType().GetName())


def show(value):
    return value.GetSummary() or value.GetValue() or str(value)


def elements(target, data, n, kind):
    size = kind.GetByteSize()
    at = lambda i: target.CreateValueFromAddress("[%d]" % i, lldb.SBAddress(data + i * size, target), kind)
    return [show(at(i)) for i in range(min(n, ori_values.SHOWN))]


def ori(debugger, command, context, result, _):
    """ori EXPRESSION TYPE [TYPE]: the elements of a list or set, or the keys and values of a map."""
    words = shlex.split(command)
    if len(words) not in (2, 3):
        result.SetError("usage: ori EXPRESSION TYPE [TYPE]")
        return
    target, frame = context.GetTarget(), context.GetFrame()
    value = frame.EvaluateExpression(words[0])
    if not value.GetError().Success():
        result.SetError(str(value.GetError()))
        return
    kinds = [target.FindFirstType(word) if target.FindFirstType(word).IsValid()
             else target.GetBasicType(lldb.eBasicTypeLongLong) for word in words[1:]]
    t = ori_values.triple(raw(value), reader(target.GetProcess()))
    keys = elements(target, t.data, t.len, kinds[0])
    if len(kinds) == 1:
        print("[" + ", ".join(keys) + "]", file=result)
        return
    values = elements(target, t.data + t.cap * kinds[0].GetByteSize(), t.len, kinds[1])
    print("{" + ", ".join("%s: %s" % entry for entry in zip(keys, values)) + "}", file=result)


def __lldb_init_module(debugger, _):
    here = __name__
    debugger.HandleCommand("type summary add -w ori -F %s.string_summary OriStr" % here)
    for name in ("OriList", "OriMap", "OriSet"):
        debugger.HandleCommand("type summary add -w ori -F %s.collection_summary %s" % (here, name))
    debugger.HandleCommand("type category enable ori")
    debugger.HandleCommand("command script add -o -f %s.ori ori" % here)
