#!/bin/sh
# Makes sure that Debian packages are installed: need.sh PACKAGE...
#
# As root, apt-get installs what is missing, after saying so; otherwise, or where
# a package is not to be had, one line says what to install, and it fails.
# LIBORI_INSTALL=no permits no installation.
# What it has to say goes to standard error.
set -eu

if [ $# = 0 ]; then
	echo "usage: tools/need.sh PACKAGE..." >&2
	exit 2
fi

# Prints those of its arguments that are not installed.
missing() {
	for package in "$@"; do
		dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || echo "$package"
	done
}

if ! command -v dpkg-query >/dev/null 2>&1; then
	echo "need: this is no Debian or Ubuntu; install what these packages hold: $*" >&2
	exit 1
fi
want=$(missing "$@" | xargs)
if [ -z "$want" ]; then
	exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1 || [ "${LIBORI_INSTALL:-yes}" = no ]; then
	echo "need: not installed: $want; as root: apt-get install $want" >&2
	exit 1
fi

# One installation at a time, since make -j may ask for several.
exec 9>"${TMPDIR:-/tmp}/ori-need.lock"
if command -v flock >/dev/null 2>&1; then
	flock 9
fi
echo "need: installing $want" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
	DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $want >"$log" 2>&1 </dev/null
}
if ! install; then
	apt-get -o DPkg::Lock::Timeout=300 update >>"$log" 2>&1 </dev/null || true
	if ! install; then
		echo "need: cannot install $want: $(grep '^E:' "$log" | head -n 1)" >&2
		exit 1
	fi
fi
want=$(missing $want | xargs)
if [ -n "$want" ]; then
	echo "need: apt-get left out $want" >&2
	exit 1
fi
