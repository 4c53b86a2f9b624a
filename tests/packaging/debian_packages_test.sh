#!/usr/bin/env bash
# The Debian packages: made by cpack, unpacked, looked through by lintian, and used from where they
# lie, the program as well as the package for adapters.
#
#   debian_packages_test.sh BUILD
set -euo pipefail

build=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
  printf '%s\n' "$1"
  exit 1
}

cpack --config "$build/CPackConfig.cmake" -B "$folder/made" \
  -D CPACK_DEBIAN_COMPRESSION_TYPE=gzip >"$folder/cpack.log" 2>&1 || {
  cat "$folder/cpack.log"
  fail "cpack failed"
}
packages=("$folder"/made/bailey_*.deb "$folder"/made/bailey-dev_*.deb)
for package in "${packages[@]}"; do
  [[ -f $package ]] || fail "there is no $package"
  dpkg-deb --extract "$package" "$folder/root"
done

root=$folder/root
for file in usr/bin/bailey usr/lib/bailey/bailey_phone.so usr/lib/bailey/plugins/sql.so \
  lib/systemd/system/bailey.service etc/bailey/bailey.json \
  usr/share/bailey/schema/bailey.schema.json usr/share/doc/bailey/copyright \
  usr/include/bailey/abi.h usr/share/bailey/template/my_crm.cpp; do
  [[ -e $root/$file || -e $root/usr/$file ]] || fail "no package holds $file"
done
[[ $("$root/usr/bin/bailey" --version) == "bailey "* ]] || fail "the program does not run"

dpkg-deb --field "${packages[0]}" Depends | grep -q 'libpoconet' ||
  fail "the package does not depend on the libraries of the program"

lintian --fail-on error "${packages[@]}" >"$folder/lintian.log" 2>&1 || {
  cat "$folder/lintian.log"
  fail "lintian found errors"
}
