package abi

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"libori.org/rt/tests/need"
)

const include = "../include"

// The header needs no other, may be included twice, and passes the strictest
// warnings.
func TestHeaderIsAccepted(t *testing.T) {
	for _, compiler := range []struct{ command, flags string }{
		{"gcc", "-x c -std=c99 -Wstrict-prototypes"},
		{"gcc", "-x c -std=c11 -Wstrict-prototypes"},
		{"g++", "-x c++ -std=c++11"},
		{"g++", "-x c++ -std=c++20"},
		{"clang", "-x c -std=c99 -Wstrict-prototypes"},
		{"clang++", "-x c++ -std=c++11"},
	} {
		t.Run(compiler.command+" "+compiler.flags, func(t *testing.T) {
			path := newest(compiler.command)
			switch {
			case path == "" && strings.HasPrefix(compiler.command, "clang"):
				need.Missing(t, "%s is not installed", compiler.command)
			case path == "":
				t.Fatal(compiler.command + " is needed and not installed")
			}
			args := strings.Fields(compiler.flags + " -Wall -Wextra -pedantic -Werror -fsyntax-only -I " + include + " -")
			cmd := exec.Command(path, args...)
			cmd.Stdin = strings.NewReader("#include \"ori_rt.h\"\n#include \"ori_rt.h\"\nint main(void) { return 0; }\n")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func TestDeclarationsVerify(t *testing.T) {
	for _, test := range []struct {
		file     string
		versions []string
	}{
		{"ori_rt.ll", []string{"19", "20", "21", "22"}},
		{"ori_rt_plain.ll", []string{"14", "15", "16", "17", "18", "19", "22"}},
	} {
		tried := 0
		for _, version := range test.versions {
			t.Run(test.file+"/LLVM "+version, func(t *testing.T) {
				opt, err := exec.LookPath("opt-" + version)
				if err != nil {
					t.Skip("opt-" + version + " is not installed")
				}
				tried++
				args := []string{"-passes=verify", "-S", filepath.Join(include, test.file)}
				if version == "14" {
					args = append(args, "-opaque-pointers")
				}
				out, err := exec.Command(opt, args...).CombinedOutput()
				if err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
				if have := strings.Count(string(out), "\ndeclare "); have != len(Exports) {
					t.Errorf("%d declarations, want %d", have, len(Exports))
				}
			})
		}
		if tried == 0 {
			need.Missing(t, "%s: none of opt-%s is installed", test.file, strings.Join(test.versions, ", opt-"))
		}
	}
}

func TestHeaderDeclaresEveryExport(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(include, "ori_rt.h"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("gcc", "-x", "c", "-fsyntax-only", "-Werror", "-")
	var calls strings.Builder
	calls.Write(text)
	calls.WriteString("\nvoid (*ori_all[])(void) = {")
	for _, e := range Exports {
		calls.WriteString("(void (*)(void))" + e.Name + ", ")
	}
	calls.WriteString("};\n")
	cmd.Stdin = strings.NewReader(calls.String())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// newest returns the path of a command, or of its newest version as Debian
// names them.
func newest(command string) string {
	for _, suffix := range []string{"", "-22", "-21", "-20", "-19"} {
		if path, err := exec.LookPath(command + suffix); err == nil {
			return path
		}
	}
	return ""
}
