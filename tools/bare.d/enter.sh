# shellcheck shell=bash
# Mounts what a system expects and changes into it. Run by tools/bare in namespaces of its own, with
# the folder and the commands.
set -euo pipefail

folder=$1
shift
mount -t proc proc "$folder/proc"
mount -t sysfs -o ro sysfs "$folder/sys"
mount --rbind /dev "$folder/dev"
if [[ -n $CCACHE ]]; then
  mkdir "$folder/bare/ccache"
  mount --bind "$CCACHE" "$folder/bare/ccache"
fi
exec chroot "$folder" bash /bare/inside.sh "$@"
