#!/bin/sh
# Shows how a stray reference is found: a Moo program that copies a list in each round, the profile that
# names the line, and the program without it. It fails if the profile does not.
set -eu

moo=build/bin/moo
source=examples/debugging
dir=build/profile-demo
mkdir -p "$dir"

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
run() {
	printf '$ %s\n' "$*"
	sh -c "$*"
}

say "1. $source/slow.moo counts word lengths. It is right, and slow:"
sed -n '3,7p' $source/slow.moo
run "$moo build -g --lib=cgo -o $dir/slow $source/slow.moo"
run "ORI_COPY_PROFILE=$dir/copies.pb.gz $dir/slow"

say "2. The profile of its copies: the line at the top"
run "go tool pprof -top -lines $dir/copies.pb.gz 2>/dev/null" | tee "$dir/top"
grep -q "record .*slow.moo:5" "$dir/top"
run "go tool pprof -list record $dir/copies.pb.gz 2>/dev/null" | grep -E 'ROUTINE|MB.*counts\[length\]'

say "3. Who holds the other reference?"
run "ORI_WHY_SHARED=1 $dir/slow 2>&1 >/dev/null"

say "4. Line 4 keeps the old list until line 6. $source/fixed.moo reads what it needs before the change:"
sed -n '3,7p' $source/fixed.moo
run "$moo build -g --lib=cgo -o $dir/fixed $source/fixed.moo"
run "ORI_SUMMARY=json:$dir/slow.json $dir/slow >/dev/null"
run "ORI_SUMMARY=json:$dir/fixed.json $dir/fixed >/dev/null"

say "5. Both figures"
for program in slow fixed; do
	printf '%-6s' "$program"
	grep -E '^  "(copies|bytes_copied)"' "$dir/$program.json" | tr -d '\n'
	echo
done
