#!/usr/bin/env bash
# The Debian packages: made by cpack, looked through by lintian, and used from where they lie. What
# was made stays in MADE for package_life_test.sh: bailey.deb, bailey-dev.deb, and bailey-next.deb,
# the same with a higher version and another bailey.json.
#
#   debian_packages_test.sh CPACK BUILD MADE
set -euo pipefail

cpack=$1
build=$2
made=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
  printf '%s\n' "$1"
  exit 1
}

# quietly COMMAND...: shows what it wrote only when it fails.
quietly() {
  "$@" >"$folder/log" 2>&1 || {
    cat "$folder/log"
    fail "failed: $*"
  }
}

quietly "$cpack" --config "$build/CPackConfig.cmake" -B "$folder/made"
if grep -i warning "$folder/log"; then
  fail "cpack is not content"
fi
packages=("$folder"/made/bailey_*.deb "$folder"/made/bailey-dev_*.deb)
for package in "${packages[@]}"; do
  [[ -f $package ]] || fail "there is no $package"
  dpkg-deb --extract "$package" "$folder/root"
done

root=$folder/root
for file in usr/bin/bailey usr/lib/bailey/bailey_phone.so usr/lib/bailey/plugins/sql.so \
  usr/lib/systemd/system/bailey.service usr/lib/systemd/system/bailey.socket \
  usr/lib/sysusers.d/bailey.conf usr/lib/tmpfiles.d/bailey.conf etc/bailey/bailey.json \
  usr/share/bailey/schema/bailey.schema.json usr/share/doc/bailey/copyright \
  usr/share/man/man1/bailey.1.gz usr/include/bailey/abi.h usr/share/bailey/template/my_crm.cpp; do
  [[ -e $root/$file ]] || fail "no package holds $file"
done
[[ $("$root/usr/bin/bailey" --version) == "bailey "* ]] || fail "the program does not run"
for name in demo.db secrets/demo_caller; do
  grep -q "\"/[a-z/]*$name\"" "$root/usr/share/doc/bailey/examples/demo.json" ||
    fail "the example's paths are not those of a server"
done

for library in libpoconet libssl libphonenumber libsqlite3; do
  dpkg-deb --field "${packages[0]}" Depends | grep -q "$library" ||
    fail "the package does not depend on $library"
done

quietly lintian --fail-on error,warning --tag-display-limit 0 "${packages[@]}"
if grep 'unused-override\|mismatched-override' "$folder/log"; then
  fail "there is an override that nothing needs"
fi

dpkg-deb --raw-extract "${packages[0]}" "$folder/next"
sed -i 's/^Version: .*/&+next/' "$folder/next/DEBIAN/control"
sed -i '2i\  "log": {"level": "info"},' "$folder/next/etc/bailey/bailey.json"
mkdir -p "$made"
cp "${packages[0]}" "$made/bailey.deb"
cp "${packages[1]}" "$made/bailey-dev.deb"
quietly dpkg-deb --root-owner-group -Zgzip -z1 --build "$folder/next" "$made/bailey-next.deb"
