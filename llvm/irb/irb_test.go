package irb

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"libori.org/rt/abi"
)

func newModule(t *testing.T) *Module {
	m := New("test")
	t.Cleanup(m.Dispose)
	return m
}

// A module declares what it calls, as the table says, and nothing else.
func TestDeclaresWhatItCalls(t *testing.T) {
	m := newModule(t)
	f := m.Func("f", m.Void, m.Ptr)
	f.VarAt(List(Int), f.Param(0)).Do("ori_list_push_cow", Args{"elem": f.Slot(Int, f.Int(1))})
	f.End()
	if err := m.Finish(); err != nil {
		t.Fatal(err)
	}
	text := m.LLVM.String()
	if n := strings.Count(text, "declare "); n != 1 {
		t.Errorf("%d declarations instead of one:\n%s", n, text)
	}
	for _, e := range abi.Exports {
		if e.Name != "ori_list_push_cow" {
			continue
		}
		declared := m.LLVM.NamedFunction(e.Name).String()
		for _, attribute := range []string{"nounwind", "dereferenceable(24)", "noundef"} {
			if strings.Contains(e.Declaration(), attribute) && !strings.Contains(text, attribute) {
				t.Errorf("the declaration has lost %s: %s", attribute, declared)
			}
		}
	}
}

// Every collection finds all arguments of all its operations by their names:
// the table and the types agree.
func TestTypesKnowTheirArguments(t *testing.T) {
	m := newModule(t)
	f := m.Func("f", m.Void)
	given := Args{}
	for _, name := range []string{"elem", "key", "val", "default_val", "needle", "src", "val_slot", "elem_out", "bytes", "b", "was_new", "found", "val_out", "keys", "vals", "value_out", "code_out"} {
		given[name] = f.Slot(Int, f.Int(0))
	}
	for _, name := range []string{"index", "n", "start", "end", "new_len", "min_cap", "value", "code", "from", "align", "i", "j", "to", "h", "v", "at", "base", "bits", "width"} {
		given[name] = 1
	}
	for _, name := range []string{"inc", "keep", "is", "ctx"} {
		given[name] = m.Null()
	}
	tested := 0
	for prefix, v := range map[string]Var{
		"ori_list_": f.Var("list", List(Int)),
		"ori_set_":  f.Var("set", Set(Int)),
		"ori_map_":  f.Var("map", Map(Int, Int)),
		"ori_str_":  f.Var("str", Str),
		"ori_box_":  f.Var("box", Box(Int)),
	} {
		for _, e := range abi.Exports {
			if !strings.HasPrefix(e.Name, prefix) || e.Name == "ori_str_from_bytes" || e.Name == "ori_str_from_int" {
				continue
			}
			lists := slices.ContainsFunc(e.Params, func(p abi.Param) bool { return p.Role == abi.Data || p.Type == abi.OutList })
			if prefix == "ori_str_" && lists {
				continue // of lists of texts: the caller names those
			}
			args := Args{}
			for _, p := range e.Params {
				// What follows from the type is not given, but keys and values have an inc of their own.
				if x, ok := given[p.Name]; ok && (p.Name != "inc" || prefix == "ori_map_") {
					args[p.Name] = x
				}
				if p.Type == abi.Str && p.Name != "s" && !strings.ContainsAny(p.Name, "12") {
					args[p.Name] = v.At // another text, with a name of its own
				}
				if strings.HasSuffix(p.Name, "2") {
					args["other"] = v
				}
			}
			v.Do(e.Name, args)
			tested++
		}
	}
	f.End()
	if err := m.Finish(); err != nil {
		t.Error(err)
	}
	if tested < 40 {
		t.Errorf("only %d functions tested", tested)
	}
}

// Mistakes of a backend are told when it makes them.
func TestMistakesPanic(t *testing.T) {
	m := newModule(t)
	f := m.Func("f", m.Void)
	list := f.Var("list", List(Int))
	for want, mistake := range map[string]func(){
		"no runtime function ori_list_puhs": func() { list.Do("ori_list_puhs", nil) },
		"no argument for elem":              func() { list.Do("ori_list_push_cow", nil) },
		"has no use for some of":            func() { list.Do("ori_list_pop_cow", Args{"elem": list}) },
		"no argument for key":               func() { list.Do("ori_map_get", nil) },
		"an argument cannot be a string":    func() { list.Do("ori_list_push_cow", Args{"elem": "x"}) },
		"no order among values":             func() { m.CmpFn(Set(Int)) },
	} {
		func() {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.Contains(got, want) {
					t.Errorf("panics with %q, should mention %q", got, want)
				}
			}()
			mistake()
		}()
	}
}

// A callback is emitted once, also for a type that contains itself.
func TestCallbacksAreEmittedOnce(t *testing.T) {
	m := newModule(t)
	node := NewStruct("node", Int)
	node.Fields = append(node.Fields, Map(Str, Box(node)))
	tree := Box(node)
	for range 2 {
		m.IncFn(tree)
		m.DecFn(tree)
		m.EqFn(tree)
		m.HashFn(tree)
		m.PrintFn(tree)
	}
	if m.IncFn(List(Int)) != m.IncFn(List(Int)) {
		t.Error("two callbacks for types of one name")
	}
	if !m.IncFn(Int).IsNull() || !m.DecFn(NewStruct("pair", Int, Float)).IsNull() {
		t.Error("plain data has an inc or dec")
	}
	if name := m.EqFn(Str).Name(); name != "ori_str_eq" {
		t.Errorf("eq of strings is %s", name)
	}
	if err := m.Finish(); err != nil {
		t.Error(err)
	}
}

// The values of a constant map are aligned for any type of their size, which is
// what cap is chosen for.
func TestMapCapacity(t *testing.T) {
	for _, test := range []struct{ n, keySize, valSize, want int64 }{
		{1, 8, 8, 1}, {3, 8, 16, 4}, {3, 1, 8, 8}, {3, 1, 1, 3}, {5, 1, 24, 8}, {5, 1, 2, 6}, {1, 24, 16, 2}, {0, 8, 8, 0}, {3, 4, 0, 4},
	} {
		if got := mapCapacity(test.n, test.keySize, test.valSize); got != test.want {
			t.Errorf("%d keys of %d bytes with values of %d bytes: %d slots, want %d", test.n, test.keySize, test.valSize, got, test.want)
		}
	}
}
