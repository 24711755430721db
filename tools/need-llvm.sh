#!/bin/sh
# Prints the major version of the LLVM to build with (see find-llvm.sh). Where
# none is installed and Debian's packages are to be had, it installs one first;
# otherwise it says what to install. Progress goes to standard error.
set -eu
here=$(dirname "$0")

if version=$("$here/find-llvm.sh" "$@" 2>/dev/null); then
	echo "$version"
	exit 0
fi
want=${1:-}
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
	exec "$here/find-llvm.sh" "$@"
fi
echo "LLVM is not installed; asking apt-get for it" >&2
apt-get update -qq >&2 || true
for version in ${want:-22 21 20 19}; do
	packages="llvm-$version-dev libclang-$version-dev clang-$version"
	if apt-cache show $packages >/dev/null 2>&1; then
		echo "installing $packages" >&2
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >&2
		break
	fi
done
exec "$here/find-llvm.sh" "$@"
