// Command docs tests the documents: every link leads somewhere, and the commands
// on the pages that a user follows work, one after another, in a directory that
// was empty.
//
//	docs -links     only the links, which takes no time
//	docs            both; the pages' commands use $ORI, the checkout, whose libraries are built
//
// Of a page named here all blocks marked sh are one script. What else is shown
// there (C, LLVM IR) lies in these blocks, as files that they write.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

var pages = []string{"docs/getting-started.md", "docs/linking.md"}

func main() {
	root := flag.String("root", ".", "the project's `directory`")
	version := flag.String("llvm", "", "the `version` of LLVM to take where a page says 22")
	onlyLinks := flag.Bool("links", false, "only check links")
	flag.Parse()
	err := links(*root)
	if err == nil && !*onlyLinks {
		err = commands(*root, *version)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "docs:", err)
		os.Exit(1)
	}
}

var (
	fence   = regexp.MustCompile("(?ms)^```.*?^```\n?")
	code    = regexp.MustCompile("`[^`\n]*`")
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ +(.*)$`)
	script  = regexp.MustCompile("(?ms)^```sh\n(.*?)^```")
)

// links checks the links of all documents to files and headings of the project.
func links(root string) error {
	cmd := exec.Command("git", "ls-files", "-z", "*.md")
	cmd.Dir = root
	list, err := cmd.Output()
	if err != nil {
		return err
	}
	var wrong []error
	checked := 0
	for _, page := range strings.Split(strings.TrimRight(string(list), "\x00"), "\x00") {
		text, err := os.ReadFile(filepath.Join(root, page))
		if err != nil {
			return err
		}
		prose := code.ReplaceAllString(fence.ReplaceAllString(string(text), ""), "")
		for _, match := range link.FindAllStringSubmatch(prose, -1) {
			target, fragment, _ := strings.Cut(match[1], "#")
			if strings.Contains(target, ":") {
				continue // elsewhere
			}
			checked++
			file := filepath.Join(root, page)
			if target != "" {
				file = filepath.Join(filepath.Dir(file), target)
			}
			if err := leads(file, fragment); err != nil {
				wrong = append(wrong, fmt.Errorf("%s: link to %s: %w", page, match[1], err))
			}
		}
	}
	fmt.Printf("%d links between documents\n", checked)
	return errors.Join(wrong...)
}

// leads checks that a file is there and, in a document, the heading of a fragment.
func leads(file, fragment string) error {
	info, err := os.Stat(file)
	if err != nil || fragment == "" || info.IsDir() || filepath.Ext(file) != ".md" {
		return err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for _, h := range heading.FindAllStringSubmatch(fence.ReplaceAllString(string(text), ""), -1) {
		if slug(h[1]) == fragment {
			return nil
		}
	}
	return errors.New("there is no such heading")
}

// slug is the anchor of a heading, as repositories' web pages make it.
func slug(heading string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(heading) {
		switch {
		case r == ' ' || r == '-':
			b.WriteByte('-')
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' || r > 127:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// commands runs the pages' scripts.
func commands(root, version string) error {
	root, err := filepath.Abs(root)
	if err != nil {
		return err
	}
	for _, page := range pages {
		text, err := os.ReadFile(filepath.Join(root, page))
		if err != nil {
			return err
		}
		var all bytes.Buffer
		all.WriteString("set -eu\n")
		blocks := script.FindAllSubmatch(text, -1)
		for _, block := range blocks {
			all.Write(block[1])
		}
		if len(blocks) == 0 {
			return fmt.Errorf("%s: there are no commands on the page", page)
		}
		dir, err := os.MkdirTemp("", "ori_docs")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		work := filepath.Join(dir, "work")
		if err := os.Mkdir(work, 0o777); err != nil {
			return err
		}
		commands := regexp.MustCompile(`-22\b|(bitcode|archive)22\b`).ReplaceAllStringFunc(all.String(), func(s string) string {
			return strings.ReplaceAll(s, "22", version)
		})
		cmd := exec.Command("sh", "-c", commands)
		cmd.Dir = work
		// Go's caches stay where they are; all else of the user's home is new.
		cache, _ := os.UserCacheDir()
		cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CACHE_HOME="+cache, "ORI="+root, "MAKEFLAGS=",
			"GOMODCACHE="+goEnv("GOMODCACHE"), "GOPATH="+goEnv("GOPATH"), "CARGO_NET_OFFLINE=true")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", page, err, out)
		}
		fmt.Printf("%s: %d blocks of commands work\n", page, len(blocks))
	}
	return nil
}

func goEnv(name string) string {
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
