// Command badinput passes every wrong argument of package contract to every
// function of an archive, each in a process of its own, and expects the line on
// standard error, a handler that finds every argument intact, and an end by
// abort.
package main

import (
	"bytes"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"libori.org/rt/abi"
	"libori.org/rt/tests/contract"
	"libori.org/rt/tests/program"
)

//go:embed testdata/prelude.c
var prelude string

func main() {
	lib := program.Flags()
	flag.Parse()
	if err := run(*lib); err != nil {
		fmt.Fprintln(os.Stderr, "badinput:", err)
		os.Exit(1)
	}
}

var address = regexp.MustCompile(`0x[0-9a-f]+`)

// A test is one case of the program: what is called, and the message.
type test struct{ setup, call, message string }

func run(lib program.Library) error {
	dir, err := os.MkdirTemp("", "badinput")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	tests := allTests()
	path, err := lib.Compile(dir, "badinput", []byte(write(tests)), "-O0", "-Wno-unused", "-Wno-nonnull")
	if err != nil {
		return err
	}
	var failed atomic.Int64
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.NumCPU() {
		wait.Go(func() {
			for i := range next {
				if err := tests[i].run(path, i); err != nil {
					failed.Add(1)
					fmt.Printf("FAIL: %s: %v\n", tests[i].call, err)
				}
			}
		})
	}
	for i := range tests {
		next <- i
	}
	close(next)
	wait.Wait()
	if n := failed.Load(); n > 0 {
		return fmt.Errorf("%d of %d wrong calls were not refused as they should be", n, len(tests))
	}
	fmt.Printf("%s: %d wrong calls, each refused in a process of its own, nothing consumed\n", lib.Name(), len(tests))
	return nil
}

// run runs one case and looks at how it ends.
func (t *test) run(program string, i int) error {
	cmd := exec.Command(program, strconv.Itoa(i))
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.Env = append(os.Environ(), "ASAN_OPTIONS=allocator_may_return_null=1:detect_leaks=0", "TSAN_OPTIONS=allocator_may_return_null=1")
	err := cmd.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGABRT {
		return fmt.Errorf("ends with %v, want abort\n%s%s", err, &stdout, &stderr)
	}
	if got := stdout.String(); got != "handler\n" {
		return fmt.Errorf("the handler finds: %s", got)
	}
	// A sanitizer may have its say before and after.
	// In the messages %p stands for the address of the object a.
	if text := "\n" + address.ReplaceAllString(stderr.String(), "%p"); !strings.Contains(text, "\n"+t.message+"\n") || strings.Count(text, "\nori: ") != 1 {
		return fmt.Errorf("standard error: %q, want %q", text, t.message)
	}
	return nil
}

func write(tests []test) string {
	var c strings.Builder
	c.WriteString(prelude)
	c.WriteString("\nint main(int argc, char **argv) {\n\tswitch (atoi(argv[1])) {\n")
	for i, t := range tests {
		fmt.Fprintf(&c, "\tcase %d:\n\t\t%s\n\t\tready(%q);\n\t\t%s;\n\t\tbreak;\n", i, t.setup, t.message, t.call)
	}
	c.WriteString("\t}\n\treturn 0;\n}\n")
	return c.String()
}

func allTests() []test {
	tests := handwritten()
	wrong := contract.Errors()
	for i := range wrong {
		e := &wrong[i]
		t := test{message: e.Message}
		t.setup = "a = " + operand(e.Row, e.At.HowA.String(), e.Row.A) + ";"
		if e.Row.Elem != 0 {
			t.setup += fmt.Sprintf(" elem_value = %d;", e.Row.Elem)
		}
		if e.Row.B != nil {
			t.setup += " b = " + operand(e.Row, "unique", e.Row.B) + ";"
		}
		var args []string
		for _, p := range e.Row.Export().Params {
			arg := argument(e.Row, p)
			if p.Name == e.Param {
				arg = "NULL"
				if v, ok := e.Value.(int64); ok {
					arg = number(v)
				}
			}
			args = append(args, arg)
		}
		t.call = e.Row.Name + "(" + strings.Join(args, ", ") + ")"
		tests = append(tests, t)
	}
	return tests
}

func number(v int64) string {
	if v == -1<<63 {
		return "INT64_MIN"
	}
	return fmt.Sprintf("INT64_C(%d)", v)
}

// operand returns the C expression that makes a collection.
func operand(r *contract.Row, how string, values []int64) string {
	if len(values) == 0 {
		return "(triple){0, 0, NULL}"
	}
	var list []string
	for _, v := range values {
		list = append(list, strconv.FormatInt(v, 10))
	}
	array := fmt.Sprintf("%d, (int64_t[]){%s}", len(values), strings.Join(list, ", "))
	make := "list_of(" + array + ", 0)"
	switch {
	case strings.HasPrefix(r.Name, "ori_map_"):
		make = "map_of(" + array + ")"
	case strings.HasPrefix(r.Name, "ori_set_"):
		make = "set_of(" + array + ")"
	case how == "last owner slice":
		return "slice_of(" + array + ")"
	}
	if how == "shared" {
		return "shared(" + make + ")"
	}
	return make
}

// argument returns the C expression of a good argument.
func argument(r *contract.Row, p abi.Param) string {
	switch {
	case p.Role == abi.Told:
		return "(void *)&told"
	case p.Role == abi.Ctx:
		return "NULL"
	case p.Type == abi.EntryTestFn:
		return "keep_entry"
	case p.Role == abi.Wanted:
		return "keep"
	case p.Type == abi.CmpByFn:
		return "cmp_by"
	case p.Role == abi.Hash && strings.HasSuffix(r.Name, "_hash"):
		return "hash"
	}
	name, from := p.Name, "a."
	if base, ok := strings.CutSuffix(name, "2"); ok {
		from, name = "b.", base
	}
	name = strings.TrimSuffix(name, "1")
	switch name {
	case "data", "len", "cap":
		return from + name
	case "elem", "needle", "key":
		return "&elem"
	case "val", "default_val":
		return "&val"
	case "src", "keys", "vals":
		return "src"
	case "elem_out", "val_out":
		return "&moved"
	case "val_slot":
		return "&slot"
	case "out":
		return "(void *)out"
	case "elem_size", "elem_align", "key_size", "val_size", "align", "size", "old_size":
		return "8"
	case "new_size":
		return "24"
	case "inc", "key_inc", "val_inc":
		return "inc"
	case "dec", "key_dec", "val_dec":
		return "dec"
	case "eq", "key_eq", "val_eq":
		return "eq"
	case "hash", "key_hash", "drop":
		return "NULL"
	case "cmp":
		return "cmp"
	}
	return number(r.Ints[name])
}

// handwritten are the errors of objects themselves, which no row has.
func handwritten() []test {
	const one = "a = list_of(1, (int64_t[]){7}, 0);"
	const freed = one + " ((int64_t *)a.data)[-1] = 0;"
	return []test{
		{"", "ori_rc_alloc(-1, 8)", "ori: ori_rc_alloc: size is negative: -1"},
		{"", "ori_rc_alloc(8, 3)", "ori: ori_rc_alloc: alignment 3 is not a power of two"},
		{"", "ori_rc_alloc(8, 0)", "ori: ori_rc_alloc: alignment 0 is not a power of two"},
		{"", "ori_rc_alloc(INT64_MAX, 8)", "ori: ori_rc_alloc: 9223372036854775807 bytes are more than an allocation can hold"},
		{"", "ori_rc_alloc(INT64_C(1) << 54, 8)", "ori: ori_rc_alloc: out of memory allocating 18014398509481984 bytes"},
		{"", "ori_rc_alloc(INT64_C(1) << 54, 4096)", "ori: ori_rc_alloc: out of memory allocating 18014398509481984 bytes"},
		{freed, "ori_rc_inc(a.data)", "ori: ori_rc_inc: the object at %p was already freed: count 0"},
		{freed, "ori_rc_dec(a.data, NULL)", "ori: ori_rc_dec: the object at %p was already freed: count 0"},
		{freed, "ori_list_rc_inc(a.data, a.cap)", "ori: ori_rc_inc: the object at %p was already freed: count 0"},
		{freed, "ori_buffer_rc_dec(a.data, a.len, a.cap, 8, dec)", "ori: ori_rc_dec: the object at %p was already freed: count 0"},
		{freed, "ori_map_buffer_rc_dec(a.data, a.len, a.cap, 8, 8, dec, dec)", "ori: ori_rc_dec: the object at %p was already freed: count 0"},
		{"a = shared(list_of(1, (int64_t[]){7}, 0));", "ori_rc_realloc(a.data, 8, 16, 8)", "ori: ori_rc_realloc: the object at %p is not unique: count 2"},
		{one, "ori_rc_realloc(a.data, 8, INT64_C(1) << 60, 8)", "ori: ori_rc_realloc: 1152921504606846976 bytes are more than an allocation can hold"},
		{"a = list_of(5, (int64_t[]){1, 2, 3, 4, 5}, 0);", "ori_list_push_cow(a.data, a.len, a.cap, &elem, INT64_MAX / 4, 8, inc, dec, (void *)out)", "ori: ori_list_push_cow: 6 elements of 2305843009213693951 bytes overflow the size of an allocation"},
		{"a = list_of(5, (int64_t[]){1, 2, 3, 4, 5}, 0);", "ori_list_concat_cow(a.data, a.len, a.cap, a.data, INT64_MAX, a.cap, 8, 8, inc, dec, (void *)out)", "ori: ori_list_concat_cow: 5 and 9223372036854775807 elements of 8 bytes overflow the size of an allocation"},
	}
}
