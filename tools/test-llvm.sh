#!/bin/sh
# What LLVM 19 makes is used by LLVM 19 and by the newest there is; what a newer one
# makes is refused by an older one, in words. Wants build/llvm-19/lib and build/lib.
set -eu
cd "$(dirname "$0")/.."
newest=$(cat build/llvm)
tools/need.sh clang-19 llvm-19 "clang-$newest"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
for version in 19 "$newest"; do
	"clang-$version" -O2 -Iinclude -Xclang -mlink-builtin-bitcode -Xclang build/llvm-19/lib/libori_rt_inline.bc \
		examples/hello.c build/llvm-19/lib/libori_rt.a -o "$dir/hello"
	[ "$("$dir/hello")" = "a begins with 1, b with 5" ]
	if "clang-$version" -O2 -c -Iinclude -Xclang -mlink-builtin-bitcode -Xclang build/llvm-19/lib/libori_rt_inline.bc \
		examples/hello.c -o "$dir/hello.o" && nm "$dir/hello.o" | grep -q 'U ori_list_push_cow$'; then
		echo "test-llvm: clang-$version did not inline a push" >&2
		exit 1
	fi
	echo "bitcode of LLVM 19, clang $version: links, inlines and runs"
done
[ "$newest" = 19 ] && exit 0
if said=$(opt-19 -passes=verify -disable-output build/lib/libori_rt_inline.bc 2>&1); then
	echo "test-llvm: LLVM 19 reads the bitcode of LLVM $newest; the table in docs/linking.md says it does not" >&2
	exit 1
fi
echo "bitcode of LLVM $newest, LLVM 19: $(echo "$said" | head -n 1)"
