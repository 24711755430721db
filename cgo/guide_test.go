//go:build cgo && !ori_goheap

package main

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the commands of docs/debugging.md print")

const guide = "../docs/debugging.md"

// What differs from run to run: addresses, times, directories.
var (
	hexAddress = regexp.MustCompile(`0x[0-9a-f]{6,}`)
	timeLine   = regexp.MustCompile(`(?m)^(Time|Duration|File|Build ID): .*\n`)
)

// TestDebuggingGuide runs every command of docs/debugging.md: each prints what stands there.
func TestDebuggingGuide(t *testing.T) {
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var have strings.Builder
	rest := string(text)
	for {
		before, block, ok := strings.Cut(rest, "```console\n")
		have.WriteString(before)
		if !ok {
			break
		}
		block, rest, _ = strings.Cut(block, "```")
		have.WriteString("```console\n")
		for line := range strings.Lines(block) {
			if command, ok := strings.CutPrefix(line, "$ "); ok {
				have.WriteString(line)
				have.WriteString(shell(dir, strings.TrimSpace(command)))
			}
		}
		have.WriteString("```")
	}
	if *update {
		if err := os.WriteFile(guide, []byte(have.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(string(text), "\n"), strings.Split(have.String(), "\n")); diff != "" {
		t.Errorf("docs/debugging.md is not what its commands print; go test ./cgo -run TestDebuggingGuide -update (-guide +now):\n%s", diff)
	}
}

// shell runs a command in the project's directory, with the files of build elsewhere, and returns what
// it prints, without what differs between two runs.
func shell(dir, command string) string {
	command = strings.ReplaceAll(command, "build/lib/libori_rt_cgo.a", builds["archive"])
	command = strings.ReplaceAll(command, "build/", dir+"/")
	cmd := exec.Command("sh", "-c", "exec 2>&1; "+command)
	cmd.Dir = filepath.Dir(filepath.Dir(guide))
	out, _ := cmd.Output()
	text := strings.ReplaceAll(string(out), dir+"/", "build/")
	text = timeLine.ReplaceAllString(text, "")
	text = regexp.MustCompile(`(?m)^.*Aborted.*\n`).ReplaceAllString(text, "")
	return hexAddress.ReplaceAllString(text, "0x…")
}
