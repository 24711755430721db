#!/bin/sh
# Makes sure that there is a Go that go.mod can be built with, and prints the
# folder with its command: need-go.sh [--find] [--plan].
#
# Taken is the first that is new enough: the one on the PATH, the one in this
# checkout's build/go, one in Go's usual places. Where there is none, one is
# brought into build/go, for this checkout alone: any older Go fetches the
# toolchain as a module, and that older Go is the one on the PATH or is unpacked
# from Debian's package without installing it. The system stays as it is.
#
#	--find   prints what there is, or fails in silence
#	--plan   prints how one would be brought, or fails with one line that says
#	         what to install
#
# Progress goes to standard error.
set -eu
cd "$(dirname "$0")/.."
brought=1.26.8 # fits go.mod

want=$(sed -n 's/^go //p' go.mod)

# Whether the command is a Go that can build go.mod.
fits() {
	[ -x "$1" ] || return 1
	have=$(cd / && GOTOOLCHAIN=local "$1" env GOVERSION 2>/dev/null | sed 's/^go//; s/[^0-9.].*//')
	[ -n "$have" ] && [ "$(printf '%s\n%s\n' "$want" "$have" | sort -V | head -n 1)" = "$want" ]
}

find_go() {
	for go in "$(command -v go 2>/dev/null || true)" "$PWD/build/go/bin/go" \
		/usr/local/go/bin/go /usr/lib/go/bin/go /usr/lib/go-*/bin/go /snap/bin/go \
		"${HOME:-/root}"/go/bin/go "${HOME:-/root}"/sdk/go*/bin/go; do
		if fits "$go"; then
			(cd "$(dirname "$go")" && pwd)
			return 0
		fi
	done
	return 1
}

# An older Go, to fetch the new one with.
bootstrap() {
	command -v go 2>/dev/null || command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null && echo debian
}

case $(uname -m) in
x86_64) arch=amd64 ;;
aarch64) arch=arm64 ;;
*) arch=$(uname -m) ;;
esac

if found=$(find_go); then
	echo "$found"
	exit 0
fi
if [ "${1:-}" = --find ]; then
	exit 1
fi
if [ "${LIBORI_INSTALL:-yes}" = no ] || ! with=$(bootstrap); then
	echo "Go $want or newer: install it as https://go.dev/doc/install says"
	exit 1
fi
if [ "${1:-}" = --plan ]; then
	echo "Go $brought goes into build/go, for this checkout alone (135 MB to fetch, 250 MB on disk)"
	exit 0
fi

mkdir -p build
tmp=$(mktemp -d "$PWD/build/go.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
fail() {
	echo "need-go: $*; or install Go $want or newer yourself, as https://go.dev/doc/install says" >&2
	exit 1
}

if [ "$with" = debian ]; then
	echo "need-go: unpacking Debian's Go, to fetch a newer one with" >&2
	mkdir -p "$tmp/lists/partial" "$tmp/cache/archives/partial"
	# As the user who runs this, with lists of its own.
	apt="-qq -o Dir::State::lists=$tmp/lists -o Dir::Cache=$tmp/cache -o APT::Sandbox::User=$(id -un)"
	apt-get $apt update >"$tmp/log" 2>&1 || true
	package=$(apt-cache $apt depends golang-go 2>/dev/null | sed -n 's/.*Depends: \(golang-[0-9.]*-go\)$/\1/p' | head -n 1)
	[ -n "$package" ] || fail "apt knows no package golang-go: $(grep '^[EW]:' "$tmp/log" | head -n 1)"
	(cd "$tmp" && apt-get $apt download "$package" >"$tmp/log" 2>&1) || fail "cannot fetch $package: $(grep '^E:' "$tmp/log" | head -n 1)"
	dpkg-deb -x "$tmp/$package"_*.deb "$tmp/debian" || fail "cannot unpack $package"
	with=$(ls "$tmp"/debian/usr/lib/go-*/bin/go)
	GOROOT=${with%/bin/go}
	export GOROOT
fi

echo "need-go: fetching Go $brought into build/go, for this checkout alone" >&2
module=golang.org/toolchain@v0.0.1-go$brought.linux-$arch
if ! (cd / && GOPATH=$tmp/path GOMODCACHE=$tmp/path/pkg/mod GOCACHE=$tmp/cache GOFLAGS=-modcacherw \
	GO111MODULE=on GOTOOLCHAIN=local "$with" mod download "$module") >"$tmp/log" 2>&1; then
	fail "cannot fetch the module $module: $(tail -n 1 "$tmp/log")"
fi
new=$tmp/path/pkg/mod/$module
# What the go command does with a toolchain that it fetches for itself: modules
# hold neither the right to execute nor a go.mod in a folder below.
chmod -R u+rwX,a+x "$new/bin" "$new/pkg/tool"
find "$new" -name _go.mod | while read -r mod; do
	cp "$mod" "${mod%_go.mod}go.mod"
done
fits "$new/bin/go" || fail "the Go that was fetched does not run"
rm -rf build/go
mv "$new" build/go
echo "$PWD/build/go/bin"
