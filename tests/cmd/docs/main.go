// Command docs tests the documents: every link leads somewhere, every block of C and LLVM IR
// compiles, and the commands on the pages that a user follows work, one after another,
// in a directory that was empty.
//
//	docs -quick     links and blocks, which takes seconds
//	docs            the commands, too; they use $ORI, the checkout, whose libraries are built
//
// Of a page named here all blocks marked sh are one script.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A script is a page whose commands are run.
type script struct {
	page string
	here bool     // in the checkout, as the reader of the README does
	not  []string // lines that are not run: what would take too long, or run this program
	made []string // files that the commands leave in the checkout
}

var scripts = []script{
	{page: "README.md", here: true, not: []string{"make test "}, made: []string{"hello"}},
	{page: "docs/getting-started.md"},
	{page: "docs/linking.md"},
	{page: "docs/backend-guide.md"},
	{page: "docs/oriopt.md"},
	{page: "docs/porting.md"},
}

func isScript(page string) bool {
	return slices.ContainsFunc(scripts, func(s script) bool { return s.page == page })
}

func main() {
	root := flag.String("root", ".", "the project's `directory`")
	version := flag.String("llvm", "", "the `version` of LLVM to take where a page says 22")
	quick := flag.Bool("quick", false, "run no commands")
	only := flag.String("page", "", "run the commands of this `page` alone")
	flag.Parse()
	err := errors.Join(links(*root), codeBlocks(*root, *version))
	if err == nil && !*quick {
		err = commands(*root, *version, *only)
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
	command = regexp.MustCompile("(?ms)^```sh\n(.*?)^```")
)

// documents are the documents of the project.
func documents(root string) ([]string, error) {
	cmd := exec.Command("git", "ls-files", "-z", "*.md")
	cmd.Dir = root
	list, err := cmd.Output()
	return strings.Split(strings.TrimRight(string(list), "\x00"), "\x00"), err
}

// links checks the links of all documents to files and headings of the project.
func links(root string) error {
	documents, err := documents(root)
	if err != nil {
		return err
	}
	var wrong []error
	checked := 0
	for _, page := range documents {
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

// commands runs the pages' scripts, or that of one page.
func commands(root, version, only string) error {
	root, err := filepath.Abs(root)
	if err != nil {
		return err
	}
	for _, s := range scripts {
		if only != "" && only != s.page {
			continue
		}
		if err := s.run(root, version); err != nil {
			return fmt.Errorf("%s: %w", s.page, err)
		}
	}
	return nil
}

// run runs the commands of a page as one script.
func (s script) run(root, version string) error {
	text, err := os.ReadFile(filepath.Join(root, s.page))
	if err != nil {
		return err
	}
	all := "set -eu\n"
	blocks := command.FindAllStringSubmatch(string(text), -1)
	for _, block := range blocks {
		for line := range strings.Lines(block[1]) {
			if !slices.ContainsFunc(s.not, func(start string) bool { return strings.HasPrefix(line, start) }) {
				all += line
			}
		}
	}
	if len(blocks) == 0 {
		return errors.New("there are no commands on the page")
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
	if s.here {
		work = root
		for _, name := range s.made {
			defer os.Remove(filepath.Join(root, name))
		}
	}
	all = regexp.MustCompile(`-22\b|(bitcode|archive)22\b`).ReplaceAllStringFunc(all, func(s string) string {
		return strings.ReplaceAll(s, "22", version)
	})
	cmd := exec.Command("sh", "-c", all)
	cmd.Dir = work
	// Go's caches stay where they are; all else of the user's home is new.
	cache, _ := os.UserCacheDir()
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CACHE_HOME="+cache, "ORI="+root, "MAKEFLAGS=", "LLVM="+version,
		"GOMODCACHE="+goEnv("GOMODCACHE"), "GOPATH="+goEnv("GOPATH"), "CARGO_NET_OFFLINE=true")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	fmt.Printf("%s: %d blocks of commands work\n", s.page, len(blocks))
	return nil
}

func goEnv(name string) string {
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
