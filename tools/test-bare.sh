#!/bin/sh
# Runs the README's commands on a machine that has nothing: a fresh Debian with
# make and no more, neither Go nor LLVM, in a directory of its own.
#
#	test-bare.sh [RELEASE [GOAL...]]     bookworm or trixie; the goals of make, "demo" if none
#
# Prints how long each goal took, downloads included. Needs root, debootstrap and a
# gigabyte or two below ${BARE_DIR:-build/bare}.
set -eu
cd "$(dirname "$0")/.."
release=${1:-bookworm}
[ $# = 0 ] || shift
goals=${*:-demo}
case $release in
bookworm | trixie) ;;
*)
	echo "test-bare: $release is neither bookworm (Debian 12) nor trixie (13)" >&2
	exit 2
	;;
esac
if [ "$(id -u)" != 0 ]; then
	echo "test-bare: debootstrap and chroot need root" >&2
	exit 1
fi
tools/need.sh debootstrap
root=$(mkdir -p "${BARE_DIR:-build/bare}" && cd "${BARE_DIR:-build/bare}" && pwd)/$release
umount "$root/proc" "$root/dev" 2>/dev/null || true
rm -rf "$root"
echo "test-bare: $release in $root" >&2
debootstrap --variant=minbase --include=make "$release" "$root" >"$root.log" 2>&1 || {
	tail -5 "$root.log" >&2
	exit 1
}
# What a machine has from whoever set it up: names, the network's certificates.
cp /etc/resolv.conf "$root/etc/resolv.conf"
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
	mkdir -p "$root/usr/local/share/network-certs"
	cp /etc/ssl/certs/ca-certificates.crt "$root/usr/local/share/network-certs/"
fi
mkdir -p "$root/work"
git ls-files -z | xargs -0 tar cf - | tar xf - -C "$root/work"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
trap 'umount "$root/proc" "$root/dev"' EXIT
for goal in $goals; do
	start=$(date +%s)
	if ! chroot "$root" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		SSL_CERT_FILE=/usr/local/share/network-certs/ca-certificates.crt \
		GOPROXY="${GOPROXY:-$(go env GOPROXY)}" GOSUMDB="${GOSUMDB:-$(go env GOSUMDB)}" \
		sh -c "cd /work && make $goal" >"$root.$goal.log" 2>&1; then
		tail -20 "$root.$goal.log" >&2
		echo "test-bare: $release: make $goal failed; $root.$goal.log" >&2
		exit 1
	fi
	echo "test-bare: $release, nothing installed: make $goal took $(($(date +%s) - start)) s, all downloads included"
done
rm -rf "$root/work"
