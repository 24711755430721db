#!/bin/sh
# Makes sure that everything is there that this checkout is built with, and
# prints the folder of the Go to use: ready.sh core|all [LLVM version].
#
# First of all, before anything is installed, it says what is missing: in one
# message, with what it is going to do about each, or with what to install where
# that is impossible or not permitted (then it fails). LIBORI_INSTALL=no permits
# nothing. What it has to say goes to standard error.
set -eu
cd "$(dirname "$0")/.."
what=$1
llvm=${2:-}

if [ "$(uname -s)" != Linux ]; then
	echo "ready: libori_rt is built on Linux; this is $(uname -s)" >&2
	exit 1
fi

plan= cannot= packages=
will() { plan="$plan  $1
"; }
wont() { cannot="$cannot  $1
"; }
apt=no
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ "${LIBORI_INSTALL:-yes}" != no ]; then
	apt=yes
fi
# package COMMENT NAME...: packages are missing.
package() {
	comment=$1
	shift
	if [ $apt = yes ]; then
		will "$comment: $*, through apt-get, for the whole system"
		packages="$packages $*"
	else
		wont "$comment: on Debian and Ubuntu, as root: apt-get install $*"
	fi
}

if ! command -v cc >/dev/null || ! command -v c++ >/dev/null || ! echo '#include <stdlib.h>' | cc -E - >/dev/null 2>&1; then
	package "a C and a C++ compiler" gcc g++ libc6-dev
fi
if [ ! -e /etc/ssl/certs/ca-certificates.crt ] && [ -z "$(ls -A /etc/ssl/certs /etc/pki/tls/certs 2>/dev/null)" ]; then
	package "certificates, to fetch Go modules" ca-certificates
fi
if ! go=$(tools/need-go.sh --find); then
	if said=$(tools/need-go.sh --plan); then will "$said"; else wont "$said"; fi
fi
if [ "$what" = all ] && ! tools/find-llvm.sh $llvm >/dev/null 2>&1; then
	case ${llvm:-22} in
	19 | 20 | 21 | 22)
		if [ $apt = yes ]; then
			will "LLVM ${llvm:-19 to 22} with development files, through apt-get, for the whole system"
		else
			want=${llvm:-19}
			wont "LLVM ${llvm:-19 to 22} with development files: on Debian and Ubuntu, as root: apt-get install llvm-$want-dev libclang-$want-dev clang-$want"
		fi
		;;
	*) wont "LLVM $llvm: not supported; choose 19, 20, 21 or 22" ;;
	esac
fi

if [ -n "$cannot" ]; then
	printf 'Before this can be built, it needs:\n%s' "$cannot" >&2
	exit 1
fi
if [ -n "$plan" ]; then
	printf 'Not here yet, and coming now:\n%s' "$plan" >&2
fi
if [ -n "$packages" ]; then
	tools/need.sh $packages
fi
if [ -z "$go" ]; then
	go=$(tools/need-go.sh)
fi
if [ "$what" = all ]; then
	tools/need-llvm.sh $llvm >/dev/null
fi
echo "$go"
