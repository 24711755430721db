#!/bin/sh
# Adds to the checking archive an object that answers for the release build's helpers, which only
# code of libori_rt_inline.bc refers to: a program that was compiled with it links, says so when it starts,
# and ends.
#
#	inlined-stubs.sh RELEASE.a CHECKING.a
set -eu

release=$1
checking=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

{
	echo '	.text'
	nm --defined-only "$release" 2>/dev/null | awk '$3 ~ /^(ori_rt(_st)?\$|ori_copied_|ori_grown)/ { print $3 }' | sort -u |
		while read -r name; do
			printf '\t.globl "%s"\n\t.hidden "%s"\n"%s":\n' "$name" "$name" "$name"
		done
	cat <<'END'
	ud2
tell:
	sub $8, %rsp
	mov $2, %edi
	lea text(%rip), %rsi
	mov $textend - text, %edx
	call write@PLT
	mov $1, %edi
	call _exit@PLT
	.section .init_array, "aw"
	.quad tell
	.section .rodata
text:
	.ascii "ori: checking build: this program was compiled with libori_rt_inline.bc, whose operations call nobody and cannot be checked; compile it without (moo: --lib=cgo)\n"
textend:
	.section .note.GNU-stack, "", @progbits
END
} >"$dir/inlined.s"
as -o "$dir/inlined.o" "$dir/inlined.s"
ar rs "$checking" "$dir/inlined.o" 2>/dev/null
