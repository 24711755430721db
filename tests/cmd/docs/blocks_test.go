package main

import (
	"os"
	"os/exec"
	"testing"

	"libori.org/rt/tests/need"
)

func TestCompileC(t *testing.T) {
	for code, right := range map[string]bool{
		"int main(void) { return (int)ori_rc_live_count(); }":                  true,
		"int64_t ori_rc_live_count(void);":                                     true,
		"void ori_rc_live_count(int);":                                         false,
		"\tori_str_rc_inc(&name);\n":                                           true,
		"\tori_str_rc_inc(name);\n":                                            false,
		"\tori_no_such_function(&name);\n":                                     false,
		"#include <malloc.h>\nmallopt(M_TRIM_THRESHOLD, 128 << 20); // both\n": true,
	} {
		if err := compileC("../../..", t.TempDir(), code); (err == nil) != right {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestAssemble(t *testing.T) {
	version := ""
	for _, v := range []string{"22", "21", "20", "19"} {
		if _, err := exec.LookPath("llvm-as-" + v); err == nil {
			version = v
			break
		}
	}
	if version == "" {
		need.Missing(t, "there is no llvm-as of LLVM 19 to 22")
	}
	declared, err := os.ReadFile("../../../include/ori_rt.ll")
	if err != nil {
		t.Fatal(err)
	}
	for code, right := range map[string]bool{
		"call void @ori_list_rc_inc(ptr %data, i64 %cap)     ; goes":              true,
		"call void @ori_list_rc_inc(ptr %data)":                                   false,
		"%t = load %triple, ptr %b\ncall void @\"inc [int]\"(ptr %tmp)":           true,
		"%s = fadd double %z, (fmul %x, %y)":                                      false,
		"%x = load double, ptr %p\n%y = fadd double %x, %x\nstore i64 %y, ptr %p": false,
	} {
		if err := assemble(t.TempDir(), version, string(declared), code); (err == nil) != right {
			t.Errorf("%s: %v", code, err)
		}
	}
}
