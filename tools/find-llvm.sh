#!/bin/sh
# Prints the major version of the newest LLVM of 19 to 22 that can build the
# bitcode driver, or of the one asked for: find-llvm.sh [version].
#
# The driver needs the headers and libraries of LLVM and of libclang, which
# Debian and Ubuntu package as llvm-N-dev and libclang-N-dev.
set -eu

complete() {
	[ -e "/usr/include/llvm-c-$1/llvm-c/Core.h" ] &&
		[ -e "/usr/lib/llvm-$1/lib/libLLVM-$1.so" ] &&
		[ -e "/usr/lib/llvm-$1/include/clang-c/Index.h" ] &&
		[ -e "/usr/lib/llvm-$1/lib/libclang.so" ]
}

for version in ${1:-22 21 20 19}; do
	case $version in
	19 | 20 | 21 | 22) ;;
	*)
		echo "find-llvm: LLVM $version is not supported; choose 19, 20, 21 or 22" >&2
		exit 1
		;;
	esac
	if complete "$version"; then
		echo "$version"
		exit 0
	fi
done

want=${1:-22}
echo "find-llvm: LLVM ${1:-19 to 22} with development files is not installed;" \
	"try: apt-get install llvm-$want-dev libclang-$want-dev clang-$want" >&2
exit 1
