// Command packaging lays the library out as it is installed, and packs releases.
//
//	packaging install    copies the files below DESTDIR/PREFIX; make install
//	packaging uninstall  removes them again
//	packaging source     writes the source tarball; make dist
//	packaging binary     writes a tarball of an installed tree; make dist
//	packaging modules    writes the Go modules as a proxy serves them; make dist
//
// What is installed where is written once, in tree.go.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
)

const usage = "usage: packaging install|uninstall|source|binary|modules [flags]; packaging COMMAND -h lists them"

func main() {
	if err := run(os.Args[1:]); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "packaging:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return errors.New(usage)
	}
	command := args[0]
	flags := flag.NewFlagSet("packaging "+command, flag.ContinueOnError)
	var l layout
	var bitcode, flavours string
	flags.StringVar(&l.root, "root", ".", "the project's `directory`")
	flags.StringVar(&l.build, "lib", "build/lib", "the `directory` of the libraries that are linked with")
	flags.StringVar(&bitcode, "bitcode", "", "bitcode to install, as `VERSION=DIR,…`: the version of LLVM that made it, and where it lies with its archives")
	flags.StringVar(&flavours, "flavours", "ori_rt,ori_rt_st", "the `flavours` to install, by the names of their files")
	flags.StringVar(&l.prefix, "prefix", "/usr/local", "the `directory` to install to")
	flags.StringVar(&l.libdir, "libdir", "lib", "the `directory` of libraries in the prefix")
	flags.StringVar(&l.oriopt, "oriopt", "", "the `file` of the command oriopt, to install with the plug-ins that lie beside the bitcode")
	destdir := flags.String("destdir", "", "a `directory` to put in front of the prefix, for packagers")
	out := flags.String("o", "build/dist", "the `directory` of tarballs")
	target := flags.String("target", "", "the `machine` in the name of a binary tarball")
	epoch := flags.Int64("epoch", 0, "the `time` of files in tarballs, in seconds")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return errors.New(usage)
	}
	l.flavours = strings.Split(flavours, ",")
	for _, pair := range strings.Split(bitcode, ",") {
		version, dir, ok := strings.Cut(pair, "=")
		if pair != "" && !ok {
			return fmt.Errorf("-bitcode %q: want VERSION=DIR", pair)
		}
		if ok {
			l.bitcode = append(l.bitcode, bitcodeDir{version, dir})
		}
	}
	release, err := readRelease(l.root)
	if err != nil {
		return err
	}
	l.release = release
	switch command {
	case "install":
		return l.install(*destdir)
	case "uninstall":
		return l.uninstall(*destdir)
	case "source":
		return l.packSource(*out, *epoch)
	case "binary":
		return l.packBinary(*out, *target, *epoch)
	case "modules":
		return l.packModules(*out, *epoch)
	}
	return errors.New(usage)
}
