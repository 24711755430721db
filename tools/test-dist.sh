#!/bin/sh
# Makes the release in two clones of the last commit, in directories with different
# names, and compares what they make; then builds a module of somebody else's from
# it, which imports the SDK and replaces nothing.
set -eu
cd "$(dirname "$0")/.."
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
for copy in one "another place"; do
	git clone -q . "$dir/$copy"
done
for copy in one "another place"; do
	(cd "$dir/$copy" && make dist >"$dir/log" 2>&1) || {
		tail -20 "$dir/log" >&2
		exit 1
	}
done
cmp "$dir/one/build/dist/SHA256SUMS" "$dir/another place/build/dist/SHA256SUMS"
cat "$dir/one/build/dist/SHA256SUMS"
echo "two clones make the same bytes"

version=$(cat VERSION)
path=$(sed -n 's/^module //p' go.mod)
llvm=$(cat "$dir/one/build/llvm")
mkdir "$dir/user"
cd "$dir/user"
cat >go.mod <<END
module example.com/compiler

go 1.26

require (
	$path v$version
	$path/llvm v$version
)
END
cat >main.go <<END
package main

import (
	"fmt"

	"$path/abi"
	"$path/llvm/irb"
)

func main() {
	m := irb.New("m")
	defer m.Dispose()
	fmt.Println(len(abi.Exports) > 50)
}
END
export GOWORK=off GOFLAGS=-mod=mod GONOSUMDB="$path,$path/*" GOMODCACHE="$dir/cache"
export GOPROXY="file://$dir/one/build/dist/modules,$(go env GOPROXY)"
[ "$(go run -tags "llvm$llvm" .)" = true ]
echo "a module that requires $path/llvm v$version is built without a replace directive"
