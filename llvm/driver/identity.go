package driver

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"libori.org/rt/abi"
	"tinygo.org/x/go-llvm"
)

// Two symbols make a linker refuse what does not fit together.
//
//	ori_rt_abi_1             in every build; the header and ori_rt.ll refer to it, so that a program
//	                         written for another version of the ABI does not link
//	ori_rt$build.3fa9c1d2    in the archive and, privately, in the shared library; a module that
//	                         libori_rt_inline.bc was linked into refers to it, so that inlined code
//	                         meets the slow paths of its own build only
//
// The second is a digest of the bitcode. A program holds each reference once, as
// eight bytes of data that are nowhere read.

// abiSymbol is the name that stands for the version of the ABI.
func abiSymbol() string { return fmt.Sprintf("ori_rt_abi_%d", abi.Version) }

// buildSymbol is the name that stands for the build of some inline bitcode.
func buildSymbol(o *Options, inline llvm.Module) string {
	sum := sha256.Sum256([]byte(inline.String()))
	return o.prefix() + "build." + hex.EncodeToString(sum[:4])
}

// defineIdentity defines both symbols.
func defineIdentity(m llvm.Module, build string) error {
	return linkText(m, "identity", fmt.Sprintf("@%s = constant i8 %d\n@%q = hidden constant i8 0\n", abiSymbol(), abi.Version, build))
}

// requireBuild makes a module, and what it is linked into, refer to the build.
func requireBuild(m llvm.Module, o *Options, build string) error {
	return linkText(m, "identity", fmt.Sprintf(`
$%[2]q = comdat any
@%[1]q = external hidden constant i8
@%[2]q = linkonce_odr hidden constant ptr @%[1]q, comdat
@llvm.used = appending global [1 x ptr] [ptr @%[2]q], section "llvm.metadata"
`, build, o.prefix()+"built_with"))
}
