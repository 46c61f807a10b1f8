#!/usr/bin/env bash
# Installs the Debian packages named, those that are missing; without root or apt-get, says so in one line.
# usage: scripts/system_packages.sh PACKAGE…
set -euo pipefail

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing=()
for package in "$@"; do
    installed "$package" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "missing: ${missing[*]}; get it with: sudo apt-get install -y ${missing[*]}" >&2
    exit 1
fi

echo "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
# Another apt-get may be at work; its lock is waited for rather than failed on.
wait_for_lock=(-o DPkg::Lock::Timeout=300)
{ apt-get "${wait_for_lock[@]}" update -qq &&
    apt-get "${wait_for_lock[@]}" install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null ||
    { echo "apt-get could not install ${missing[*]}; its messages stand above" >&2; exit 1; }
