package driver

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCut(t *testing.T) {
	units := cut(`source_filename = "m"
%T = type { i64, [2 x i64] }

@text = private constant [3 x i8] c"@a\00"
@"x$state" = hidden global [2 x %T] zeroinitializer, align 8
@outside = external global i8

; Function Attrs: nounwind
define void @one() #0 {
  call void @shared(ptr @text)
  call void @"x$own"()
  ret void
}

define hidden void @"x$own"() #0 !prof !0 {
  store i8 0, ptr @outside
  ret void
}

define hidden void @shared(ptr %p) {
  store %T zeroinitializer, ptr @"x$state"
  ret void
}

define void @two() {
  call void @shared(ptr @text)
  call void @llvm.trap()
  ret void
}

define void @nobody() {
  ret void
}

declare void @llvm.trap() #1

attributes #0 = { nounwind }

!0 = !{}
`, []string{"two", "one"})
	got := map[string][]string{}
	for _, u := range units {
		var lines []string
		for line := range strings.Lines(u.text) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "@") || strings.HasPrefix(line, "de") {
				lines = append(lines, line)
			}
		}
		got[u.name] = lines
		for _, part := range []string{"source_filename", "%T = type", "attributes #0", "!0 = !{}"} {
			if !strings.Contains(u.text, part) {
				t.Errorf("unit %s lacks %s", u.name, part)
			}
		}
	}
	want := map[string][]string{
		"two": {
			"define void @two() {", `@text = private constant [3 x i8] c"@a\00"`,
			"declare hidden void @shared(ptr %p)", "declare void @llvm.trap() #1",
		},
		"one": {
			"define void @one() #0 {", `@text = private constant [3 x i8] c"@a\00"`, `define hidden void @"x$own"() #0 !prof !0 {`,
			"@outside = external global i8", "declare hidden void @shared(ptr %p)",
		},
		"x$state": {
			`@"x$state" = hidden global [2 x %T] zeroinitializer, align 8`, "define hidden void @shared(ptr %p) {",
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(units) != 3 || units[0].name != "two" || units[1].name != "one" {
		t.Errorf("the units are not in the order of the exports")
	}
}
