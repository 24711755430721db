#!/bin/sh
# Prints the major version of the LLVM to build with (see find-llvm.sh). Where
# none is installed and need.sh can install Debian's packages, it does;
# otherwise it says what to install. Progress goes to standard error.
set -eu
here=$(dirname "$0")

if version=$("$here/find-llvm.sh" "$@" 2>/dev/null); then
	echo "$version"
	exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null || [ "${LIBORI_INSTALL:-yes}" = no ]; then
	exec "$here/find-llvm.sh" "$@"
fi
want=${1:-22 21 20 19}
known() { apt-cache show "llvm-$1-dev" "libclang-$1-dev" "clang-$1" >/dev/null 2>&1; }
# The newest that apt knows. It asks for what there is now, since a list from the day
# on which the machine was made knows older ones only, or none.
newest() {
	for version in $want; do
		if known "$version"; then
			echo "$version"
			return
		fi
	done
}
apt-get update -qq >&2 || true
version=$(newest)
if [ -n "$version" ]; then
	"$here/need.sh" "llvm-$version-dev" "libclang-$version-dev" "clang-$version"
fi
exec "$here/find-llvm.sh" "$@"
