//go:build cgo && !ori_goheap

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// seeds are the bugs of testdata/wrong.c: the error's line, and a label of the stack that says where
// the other half of the mistake is.
var seeds = []struct{ name, line, other string }{
	{"double_release", "ori_buffer_rc_dec: the list was already freed, and is given away again", "it was freed, in ori_buffer_rc_dec"},
	{"inc_after_free", "ori_list_rc_inc: the list was already freed, and is used again", "it was freed"},
	{"push_after_free", "ori_list_push_cow: the list was already freed, and is given away again", "it was freed"},
	{"find_after_free", "ori_list_find: the list was already freed, and is used again", "it was freed"},
	{"map_get_after_free", "ori_map_get: the map was already freed, and is used again", "it was freed"},
	{"string_after_free", "ori_str_push_byte_cow: the string was already freed, and is given away again", "it was freed, in ori_str_rc_dec"},
	{"double_release_of_a_string", "ori_str_rc_dec: the string was already freed, and is given away again", "it was freed"},
	{"double_release_of_a_box", "ori_rc_dec: the object was already freed, and is given away again", "it was freed"},
	{"double_release_of_a_map", "ori_map_buffer_rc_dec: the map was already freed, and is given away again", "it was freed"},
	{"missing_inc", "ori_buffer_rc_dec: the list was already freed, and is given away again", "it was freed"},
	{"missing_inc_of_an_element", "ori_list_push_cow: an element of this list was freed: its last reference was dropped elsewhere", "it was freed"},
	{"row_in_two_grids", "ori_buffer_rc_dec: an element of this list was moved in twice: its list has count 1 and lies in 2 places", "it was moved in"},
	{"string_moved_in_twice", "ori_list_push_cow: the element is moved in a second time: its string has count 1 and was moved in before", "it was moved in before"},
	{"value_moved_in_twice", "ori_map_insert_cow: the element is moved in a second time: its string has count 1 and was moved in before", "it was moved in before"},
	{"interior_pointer", "ori_rc_dec: data is an address 16 bytes inside a list, not an object", "it was allocated"},
	{"no_object", "ori_rc_inc: data is no object of this library", ""},
	{"address_that_is_none", "ori_rc_inc: data is no object of this library", ""},
	{"stale_after_push", "ori_list_push_cow: a stale value: len is 3, and the list has had 4 since", "last counted, changed or made, in ori_list_push_cow"},
	{"stale_after_growth", "ori_list_push_cow: the list was already freed, and is given away again", "it was freed, in ori_list_push_cow"},
	{"stale_after_pop", "ori_buffer_rc_dec: a stale value: len is 3, and the list has had 2 since", "in ori_list_pop_cow"},
	{"stale_map", "ori_map_get: a stale value: len is 3, and the map has had 4 since", "in ori_map_insert_cow"},
	{"stale_cap", "ori_list_push_cow: a stale value: cap is 3, and the list has had 4 since", "in ori_list_push_cow"},
	{"slice_with_a_cap_that_lies", "ori_buffer_rc_dec: the cap of the slice data leads 20 bytes back to something that is no buffer", ""},
	{"slice_that_is_too_long", "ori_list_push_cow: a slice of 7 elements ends 8 bytes behind the end of its buffer", "it was allocated"},
	{"wrong_element_size", "ori_buffer_rc_dec: the elements of this list have 8 bytes, not 4", "in ori_list_push_cow"},
	{"release_without_dec", "ori_buffer_rc_dec: dec is NULL; this list was made with dec_str", "in ori_list_push_cow"},
	{"release_with_another_dec", "ori_buffer_rc_dec: the elements of this string have 1 bytes, not 8", "it was allocated"},
	{"release_with_an_idle_dec", "ori_buffer_rc_dec: dec is forgets, which drops no reference of an element that was moved in with one to a string", "it was moved in"},
	{"double_release_in_a_callback", "ori_str_rc_dec: the string was already freed, and is given away again", "it was freed, in ori_str_rc_dec"},
	{"given_away_twice", "ori_list_concat_cow: the list is given away twice in one call, and has one reference", "it was allocated"},
	{"wrong_size_of_a_box", "ori_box_unshare: the object has 16 bytes, not 24", "in ori_rc_inc"},
	{"map_released_as_a_list", "ori_buffer_rc_dec: a map is used as a list", "in ori_map_insert_cow"},
	{"list_released_as_a_box", "ori_rc_dec: a list whose elements have a dec is released as an object without one: they would leak", "in ori_list_push_cow"},
	{"callbacks_that_do_not_pair", "ori_buffer_rc_dec: inc and dec do not pair: for the same element inc added 0 references, and dec dec_str dropped 1", ""},
	{"write_to_a_shared_list", "ori_list_push_cow: the shared list was written to since it was last looked at", "it became shared"},
	{"write_to_a_shared_map", "ori_map_get: the shared map was written to since it was last looked at", "it became shared"},
	{"write_to_a_shared_box", "ori_rc_dec: the shared object was written to since it was last looked at", "it became shared"},
	{"write_to_a_constant", "ori_list_push_cow: the constant list was written to since it was last looked at", "it became shared, or was first seen"},
	{"write_to_freed_memory", "ori_buffer_rc_dec: a freed list was written to, 8 bytes behind its start", "it was freed"},
}

// checked runs a program with settings, and returns what it wrote to standard error.
func checked(t *testing.T, exe string, settings string, args ...string) (stderr string, err error) {
	t.Helper()
	var out bytes.Buffer
	cmd := exec.Command(exe, args...)
	cmd.Stderr = &out
	cmd.Env = append(os.Environ(), strings.Fields(settings)...)
	err = cmd.Run()
	return out.String(), err
}

func TestEveryWrongCountIsFoundAtTheCall(t *testing.T) {
	source, err := filepath.Abs("testdata/wrong.c")
	if err != nil {
		t.Fatal(err)
	}
	onEachBuild(t, func(t *testing.T, library string) {
		exe := link(t, "wrong", library)
		listed := strings.Fields(run(t, exe))
		if len(listed) != len(seeds) {
			t.Errorf("wrong.c has %d seeds, the table %d", len(listed), len(seeds))
		}
		for _, seed := range seeds {
			stderr, err := checked(t, exe, "ORI_CHECK=all ORI_QUARANTINE=4K", seed.name)
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGABRT {
				t.Errorf("%s: %v, want SIGABRT\n%s", seed.name, err, stderr)
				continue
			}
			line, stacks, _ := strings.Cut(stderr, "\n")
			if line != "ori: "+seed.line {
				t.Errorf("%s:\n have %s\n want ori: %s", seed.name, line, seed.line)
			}
			for _, label := range []string{"now, in ori_", seed.other} {
				if at := label; at != "" && !hasFrame(stacks, at, seed.name, source) {
					t.Errorf("%s: no stack %q with the program's function, file and line in\n%s", seed.name, at, stacks)
				}
			}
		}
	})
}

// A stack goes on through the library, from a callback to who called.
func TestStacksGoThroughCallbacks(t *testing.T) {
	exe := link(t, "wrong", builds["archive"])
	stderr, _ := checked(t, exe, "ORI_CHECK=all", "double_release_in_a_callback")
	matches(t, "stack", stderr, `now, in ori_str_rc_dec:\n    dec_twice +\S*wrong.c:\d+\n    ori_buffer_rc_dec\n    double_release_in_a_callback +\S*wrong.c:\d+\n    main `)
}

// Frame pointers do where there are no unwind tables.
func TestStacksFollowFramePointers(t *testing.T) {
	exe := filepath.Join(t.TempDir(), "wrong")
	run(t, "gcc", "-g", "-O1", "-fno-asynchronous-unwind-tables", "-fno-omit-frame-pointer", "-fno-optimize-sibling-calls", "-I", "../include",
		filepath.Join("testdata", "wrong.c"), builds["archive"], "-o", exe)
	stderr, _ := checked(t, exe, "ORI_CHECK=all", "double_release")
	matches(t, "stack", stderr, `now, in ori_buffer_rc_dec:\n    release +\S*wrong.c:\d+\n    double_release +\S*wrong.c:\d+\n    main `)
}

// hasFrame reports whether the stack under a label has a frame of a function with file and line.
func hasFrame(stacks, label, function, file string) bool {
	_, behind, ok := strings.Cut(stacks, label)
	if !ok {
		return false
	}
	_, behind, _ = strings.Cut(behind, "\n")
	if end := regexp.MustCompile(`(?m)^  \S`).FindStringIndex(behind); end != nil {
		behind = behind[:end[0]]
	}
	frame := regexp.MustCompile(`(?m)^    ` + function + ` +\S*` + regexp.QuoteMeta(filepath.Base(file)) + `:\d+$`)
	return frame.MatchString(behind)
}

// Where nothing is set, the count of what was freed stays 0 for a while.
func TestADoubleReleaseIsNoticedWithoutSettings(t *testing.T) {
	onEachBuild(t, func(t *testing.T, library string) {
		exe := link(t, "wrong", library)
		for name, want := range map[string]string{
			"double_release":          `^ori: ori_rc_dec: the object at 0x[0-9a-f]+ was already freed: count 0\n`,
			"inc_after_free":          `^ori: ori_rc_inc: the object at 0x[0-9a-f]+ was already freed: count 0\n`,
			"double_release_of_a_box": `^ori: ori_rc_dec: the object at 0x[0-9a-f]+ was already freed: count 0\n`,
		} {
			stderr, err := checked(t, exe, "", name)
			if err == nil || !regexp.MustCompile(want).MatchString(stderr) {
				t.Errorf("%s: %v\n%s", name, err, stderr)
			}
		}
	})
}

func TestChecksCanBeSwitchedOff(t *testing.T) {
	exe := link(t, "wrong", builds["archive"])
	for _, test := range []struct{ check, seed string }{
		{"triples", "stale_after_push"},
		{"callbacks", "wrong_element_size"},
		{"quarantine", "write_to_freed_memory"},
		{"checksums", "write_to_a_shared_list"},
		{"moves", "string_moved_in_twice"},
		{"counts", "no_object"},
	} {
		settings := "ORI_QUARANTINE=4K ORI_CHECK=" + test.check
		if stderr, err := checked(t, exe, settings, test.seed); err == nil {
			t.Errorf("%s finds no %s\n%s", settings, test.seed, stderr)
		}
		settings = "ORI_QUARANTINE=4K ORI_CHECK=-" + test.check
		if stderr, err := checked(t, exe, settings, test.seed); err != nil {
			t.Errorf("%s still finds %s: %s", settings, test.seed, stderr)
		}
	}
}

func TestHistoryTellsWhereAnObjectWasCounted(t *testing.T) {
	exe := link(t, "wrong", builds["archive"])
	stderr, _ := checked(t, exe, "ORI_CHECK=all ORI_HISTORY=1", "write_to_a_shared_list")
	if want := regexp.MustCompile(`(?m)^    ori_list_rc_inc, count then 2, at write_to_a_shared_list \S*wrong.c:\d+$`); !want.MatchString(stderr) {
		t.Errorf("no %s in\n%s", want, stderr)
	}
}

func TestNoFalseAlarm(t *testing.T) {
	onEachBuild(t, func(t *testing.T, library string) {
		for _, program := range []string{"owners"} {
			if stderr, err := checked(t, link(t, program, library), "ORI_CHECK=all ORI_HISTORY=1 ORI_LEAKS_EXIT=9"); err != nil || stderr != "" {
				t.Errorf("%s: %v\n%s", program, err, stderr)
			}
		}
	})
}

func TestUnknownSettingsAreReported(t *testing.T) {
	exe := link(t, "owners", builds["archive"])
	stderr, err := checked(t, exe, "ORI_CHEK=1 ORI_LEAKS=maybe ORI_QUARANTINE=10X ORI_CHECK=sums")
	want := []string{
		"ori: environment: ORI_CHEK is not known; is it ORI_CHECK? ORI_HELP=1 lists what there is",
		"ori: environment: ORI_LEAKS=maybe: want 0 or 1",
		"ori: environment: ORI_QUARANTINE=10X: want a number, perhaps with K, M or G",
		`ori: environment: ORI_CHECK=sums: there is no check "sums": want 1, all or some of counts, triples, callbacks, quarantine, checksums, moves`,
	}
	for _, line := range want {
		if !strings.Contains(stderr, line+"\n") {
			t.Errorf("%v: no %q in\n%s", err, line, stderr)
		}
	}
	if out := run(t, "env", "ORI_HELP=1", exe); !strings.Contains(out, "ORI_COPY_PROFILE=file") {
		t.Errorf("ORI_HELP=1 prints\n%s", out)
	}
}

// A program that has the release build in itself is told so.
func TestABypassIsReported(t *testing.T) {
	source := filepath.Join(t.TempDir(), "bypass.c")
	text := "__attribute__((visibility(\"hidden\"))) int helper(void) __asm__(\"ori_rt$cowlist.appended\");\n" +
		"int helper(void) { return 0; }\n#include \"ori_rt.h\"\n" +
		"int main(void) { return helper() + (int)ori_rc_live_count(); }\n"
	if err := os.WriteFile(source, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	exe := filepath.Join(t.TempDir(), "bypass")
	run(t, "gcc", "-I", "../include", source, builds["archive"], "-o", exe)
	stderr, err := checked(t, exe, "ORI_CHECK=all")
	if want := "ori: checking build: the program holds code of the release build (ori_rt$cowlist.appended)"; err != nil || !strings.HasPrefix(stderr, want) {
		t.Errorf("%v: %s", err, stderr)
	}
}
