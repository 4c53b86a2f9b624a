#!/usr/bin/env bash
# package_life.py in a root of its own: a layer over this machine's files that is thrown away, with
# processes and a network nobody else has. Skipped (77) where that cannot be made, which needs root.
#
#   package_life_test.sh MADE COMPILER
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

skip() {
  printf 'skipped: %s\n' "$1"
  exit 77
}

if [[ ${1:-} != --inside ]]; then
  ((EUID == 0)) || skip "only root can lay a root of its own over the machine's files"
  unshare --mount --net --pid --fork true 2>/dev/null ||
    skip "this machine gives no namespaces, as in a container without CAP_SYS_ADMIN"
  folder=$(mktemp -d)
  trap 'rmdir "$folder"' EXIT
  unshare --mount --net --pid --fork --kill-child "$0" --inside "$folder" "$@"
  exit
fi

folder=$2
made=$3
compiler=$4
mount -t tmpfs tmpfs "$folder"
mkdir "$folder"/{changes,work,root}
mount -t overlay overlay \
  -o "lowerdir=/,upperdir=$folder/changes,workdir=$folder/work" "$folder/root" 2>/dev/null ||
  skip "this kernel lays no overlay over /"
root=$folder/root
mkdir -p "$root"/test/{made,scripts,below,changes}
mount --bind / "$root/test/below"
mount --bind "$folder/changes" "$root/test/changes"
mount --bind "$made" "$root/test/made"
mount --bind "$here" "$root/test/scripts"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
chroot "$root" dpkg --audit >/dev/null 2>&1 || skip "the machine's root holds no dpkg of its own"
ip link set lo up

# In a container image no package may restart anything; this root is a machine.
rm -f "$root/usr/sbin/policy-rc.d"
rm -f "$root/var/lib/man-db/auto-update"  # or each dpkg indexes all the machine's manuals
install -D "$here/service_manager.py" "$root/usr/local/sbin/systemctl"
exec chroot "$root" /usr/bin/env --ignore-environment LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  /usr/bin/python3 -B /test/scripts/package_life.py /test/made "$compiler"
