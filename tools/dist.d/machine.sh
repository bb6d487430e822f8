# shellcheck shell=bash
# Makes of a folder with a system a machine of its own and becomes its first process. Run by
# tools/dist in namespaces of its own, all of which end with it.
set -euo pipefail

root=$1
shift
mount --bind "$root" "$root"  # a mount, so that it can become the root
mount -t proc proc "$root/proc"
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,bind,ro "$root/proc/sys"  # the settings of the kernel are those of all
mount -t sysfs -o ro sysfs "$root/sys"
if [[ $1 == */systemd ]]; then mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"; fi
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
while read -r name kind major minor; do
  mknod -m 666 "$root/dev/$name" "$kind" "$major" "$minor"
done <<'TEXT'
null c 1 3
zero c 1 5
full c 1 7
random c 1 8
urandom c 1 9
tty c 5 0
TEXT
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
cd "$root"
pivot_root . mnt
# shellcheck disable=SC2016  # the new shell fills the names in
exec chroot . env -i container=trial PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  sh -c 'umount -l /mnt && exec "$@"' sh "$@" </dev/null
