#!/usr/bin/env bash
# The systemd units: systemd understands every line of them, and thinks the service well confined.
#
#   systemd_units_test.sh UNITS BAILEY
set -euo pipefail

units=$1
bailey=$2
# systemd's own scale, in tenths: 0 is the safest, 100 what a unit without any of it gets.
exposure_max=15

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for unit in bailey.service bailey.socket; do
  sed "s|/usr/bin/bailey|$bailey|" "$units/$unit" >"$folder/$unit"
done

complaints=$(SYSTEMD_UNIT_PATH="$folder:" systemd-analyze verify --man=no \
  "$folder/bailey.service" "$folder/bailey.socket" 2>&1) || {
  printf 'systemd-analyze verify failed:\n%s\n' "$complaints"
  exit 1
}
# Of other packages' units it complains as well, where they are installed.
complaints=$(grep -v '^\(/usr\)\?/lib/systemd/system/' <<<"$complaints" || true)
if [[ $complaints ]]; then
  printf 'systemd-analyze verify says:\n%s\n' "$complaints"
  exit 1
fi

systemd-analyze security --offline=true --threshold="$exposure_max" "$folder/bailey.service" \
  >"$folder/security" 2>&1 || {
  cat "$folder/security"
  printf 'the service is exposed more than %s/10\n' "$exposure_max"
  exit 1
}
tail -n 1 "$folder/security"
