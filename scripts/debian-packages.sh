#!/bin/sh
# Installs the Debian packages that the tests need: a Tesseract program (the second OCR engine),
# Chromium (the pages are tested in it), and
# PostgreSQL's programs (the tests start a server of their own). With the argument `containers`, those
# that `make compose-test` needs instead.
# Says what it does, and uses sudo only when it is not root.
set -eu

case "${1:-}" in
    "") packages="tesseract-ocr postgresql chromium fonts-dejavu-core" ;;
    containers)
        packages="podman buildah runc netavark aardvark-dns iptables catatonit debootstrap"
        ;;
    *)
        echo "usage: $0 [containers]" >&2
        exit 2
        ;;
esac
missing=""
for name in $packages; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing="$missing $name"
done
[ -n "$missing" ] || exit 0

as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
echo "Installing Debian packages:$missing"
$as_root apt-get -o DPkg::Lock::Timeout=300 update -qq
# shellcheck disable=SC2086 # a list of words
DEBIAN_FRONTEND=noninteractive $as_root apt-get -o DPkg::Lock::Timeout=300 install -qq -y \
    --no-install-recommends $missing >/dev/null
