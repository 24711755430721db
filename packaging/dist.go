package main

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// A release is tarballs whose bytes depend on the source, the version of LLVM
// and that of Go, and on nothing else: names are sorted, and times and owners are
// the same for all files.

// packSource packs the files that the repository keeps.
func (l *layout) packSource(out string, epoch int64) error {
	cmd := exec.Command("git", "ls-files", "-z")
	cmd.Dir = l.root
	list, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("git ls-files: %w", err)
	}
	var entries []entry
	for _, name := range strings.Split(strings.TrimRight(string(list), "\x00"), "\x00") {
		info, err := os.Lstat(filepath.Join(l.root, name))
		if err != nil {
			return err
		}
		entries = append(entries, entry{to: name, from: filepath.Join(l.root, name), mode: 0o644 | info.Mode()&0o111})
	}
	return pack(out, "libori_rt-"+l.release.String(), entries, epoch)
}

// packBinary packs an installed tree, to be unpacked anywhere, with a bill of
// materials.
func (l *layout) packBinary(out, target string, epoch int64) error {
	entries, err := l.entries()
	if err != nil {
		return err
	}
	bill, err := l.bill(entries, target, epoch)
	if err != nil {
		return err
	}
	entries = append(entries, entry{to: "share/doc/ori_rt/libori_rt.spdx.json", text: bill, mode: 0o644})
	return pack(out, fmt.Sprintf("libori_rt-%s-%s", l.release, target), entries, epoch)
}

// pack writes NAME.tar.gz, with its files below NAME.
func pack(dir, name string, entries []entry, epoch int64) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.to, b.to) })
	file, err := os.Create(filepath.Join(dir, name+".tar.gz"))
	if err != nil {
		return err
	}
	defer file.Close()
	zip, err := gzip.NewWriterLevel(file, gzip.BestCompression)
	if err != nil {
		return err
	}
	tarball := tar.NewWriter(zip)
	for _, e := range entries {
		header := &tar.Header{
			Name: path.Join(name, e.to), ModTime: time.Unix(epoch, 0).UTC(), Format: tar.FormatPAX,
			Typeflag: tar.TypeReg, Mode: int64(e.mode.Perm()),
		}
		var data []byte
		if e.link != "" {
			header.Typeflag, header.Linkname, header.Mode = tar.TypeSymlink, e.link, 0o777
		} else if data, err = e.read(); err != nil {
			return err
		}
		header.Size = int64(len(data))
		if err := tarball.WriteHeader(header); err != nil {
			return err
		}
		if _, err := tarball.Write(data); err != nil {
			return err
		}
	}
	if err := tarball.Close(); err != nil {
		return err
	}
	if err := zip.Close(); err != nil {
		return err
	}
	return file.Close()
}

// bill returns the bill of materials in SPDX's JSON: the files with their sums,
// what made them, and the modules of others that are in the command oriopt. Nothing of others is in
// the library: the compiler and the packages of Go's standard library leave code behind, as compilers do.
func (l *layout) bill(entries []entry, target string, epoch int64) (string, error) {
	type sum struct {
		Algorithm string `json:"algorithm"`
		Value     string `json:"checksumValue"`
	}
	type file struct {
		Name string `json:"fileName"`
		ID   string `json:"SPDXID"`
		Sums []sum  `json:"checksums"`
	}
	type made struct {
		Name     string `json:"name"`
		ID       string `json:"SPDXID"`
		Version  string `json:"versionInfo"`
		License  string `json:"licenseDeclared"`
		Location string `json:"downloadLocation"`
		Analyzed bool   `json:"filesAnalyzed"`
	}
	type relation struct {
		From string `json:"spdxElementId"`
		Kind string `json:"relationshipType"`
		To   string `json:"relatedSpdxElement"`
	}
	name := fmt.Sprintf("libori_rt-%s-%s", l.release, target)
	bill := struct {
		Version       string         `json:"spdxVersion"`
		License       string         `json:"dataLicense"`
		ID            string         `json:"SPDXID"`
		Name          string         `json:"name"`
		Namespace     string         `json:"documentNamespace"`
		Creation      map[string]any `json:"creationInfo"`
		Packages      []made         `json:"packages"`
		Files         []file         `json:"files"`
		Relationships []relation     `json:"relationships"`
	}{
		Version: "SPDX-2.3", License: "CC0-1.0", ID: "SPDXRef-DOCUMENT", Name: name,
		Namespace: "https://libori.org/rt/spdx/" + name,
		Creation:  map[string]any{"created": time.Unix(epoch, 0).UTC().Format(time.RFC3339), "creators": []string{"Tool: make dist"}},
		Packages: []made{
			{"libori_rt", "SPDXRef-libori_rt", l.release.String(), "Apache-2.0 WITH LLVM-exception", "NOASSERTION", true},
			{"go", "SPDXRef-go", strings.TrimPrefix(runtime.Version(), "go"), "BSD-3-Clause", "https://go.dev/dl/", false},
		},
		Relationships: []relation{
			{"SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-libori_rt"},
			{"SPDXRef-go", "BUILD_TOOL_OF", "SPDXRef-libori_rt"},
		},
	}
	for _, b := range l.bitcode {
		id := "SPDXRef-llvm-" + b.version
		bill.Packages = append(bill.Packages, made{"llvm", id, b.version, "Apache-2.0 WITH LLVM-exception", "https://llvm.org/", false})
		bill.Relationships = append(bill.Relationships, relation{id, "BUILD_TOOL_OF", "SPDXRef-libori_rt"})
	}
	if l.oriopt != "" {
		modules, err := modulesIn(l.oriopt)
		if err != nil {
			return "", err
		}
		for i, m := range modules {
			id := fmt.Sprintf("SPDXRef-module-%d", i)
			bill.Packages = append(bill.Packages, made{m.Path, id, m.Version, licences[m.Path], "https://pkg.go.dev/" + m.Path + "@" + m.Version, false})
			bill.Relationships = append(bill.Relationships, relation{"SPDXRef-libori_rt", "CONTAINS", id})
		}
	}
	for i, e := range entries {
		if e.link != "" {
			continue
		}
		data, err := e.read()
		if err != nil {
			return "", err
		}
		id := fmt.Sprintf("SPDXRef-file-%d", i)
		bill.Files = append(bill.Files, file{"./" + e.to, id, []sum{{"SHA256", fmt.Sprintf("%x", sha256.Sum256(data))}}})
		bill.Relationships = append(bill.Relationships, relation{"SPDXRef-libori_rt", "CONTAINS", id})
	}
	text, err := json.MarshalIndent(bill, "", "  ")
	return string(text) + "\n", err
}

// licences are those of the modules of others that a program of the release may hold.
var licences = map[string]string{"tinygo.org/x/go-llvm": "Apache-2.0 WITH LLVM-exception"}

// modulesIn lists the modules of others that a program in Go was linked from.
func modulesIn(program string) ([]*debug.Module, error) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return nil, err
	}
	return ofOthers(info.Deps)
}

// ofOthers leaves out this project's modules; one whose licence is not known is an error.
func ofOthers(deps []*debug.Module) (others []*debug.Module, err error) {
	for _, m := range deps {
		if m.Path == "libori.org/rt" || strings.HasPrefix(m.Path, "libori.org/rt/") {
			continue
		}
		if licences[m.Path] == "" {
			return nil, fmt.Errorf("the licence of %s is not on record: NOTICE, and licences in packaging", m.Path)
		}
		others = append(others, m)
	}
	return others, nil
}
