# shellcheck shell=bash
# Uses what was packed as its users will: on fresh systems with nothing installed, each in
# namespaces of its own, with no network but its own loopback once it is set up. Sourced by
# tools/dist.

MACHINE=''  # the process that holds the machine which runs, and the first process in it
FIRST=''
GROUP=''    # its control group

check_trial_machine() {
  local program
  if ((EUID != 0)); then
    fail "fresh systems are made by root" "run it as root, or in a container"
  fi
  for program in unshare nsenter pivot_root; do
    command -v "$program" >/dev/null || fail "$program is missing" "apt-get install -y mount"
  done
}

try_both() {
  FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/telltale-dist.XXXXXX")
  chmod 755 "$FOLDER"  # users of the new systems pass through it
  trap leave_trial EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  step "debootstrap" make_system "$FOLDER/bare"
  step "carry the machine's settings in" carry_settings "$FOLDER/bare"
  cp -a "$FOLDER/bare" "$FOLDER/installed"

  cp "$DIST"/*.tar.gz "$FOLDER/bare/home/$USER_NAME/"
  start_machine "$FOLDER/bare" --net sleep infinity
  try tarball
  stop_machine

  cp "$DIST"/*.deb "$FOLDER/installed/opt/"
  start_machine "$FOLDER/installed" '' sleep infinity
  step "install the package, and by apt what it names" install_package
  stop_machine
  start_machine "$FOLDER/installed" --net sleep infinity
  try package
  stop_machine

  if ! has_control_groups; then
    echo "dist: SKIPPED: under systemd: this machine has no control groups (v2) to give"
    return
  fi
  start_machine "$FOLDER/installed" '' sleep infinity
  step "install systemd" inside apt-get install -q -y --no-install-recommends systemd dbus
  stop_machine
  start_machine "$FOLDER/installed" --net /lib/systemd/systemd
  try service
  stop_machine
}

try() {  # kind
  local started=$SECONDS
  timeout --kill-after 5 300 nsenter --target "$FIRST" --net \
    python3 tools/dist.d/trial.py "$1" "$FIRST" ||
    fail "the trial failed: $1" "the lines above say what was wrong"
  printf '%s: %-44s%4d s\n' "$TOOL" "the trial passed: $1" $((SECONDS - started))
}

# Says that it cannot be configured, as what it depends on is not there; then all is well.
install_package() {
  inside apt-get -q update
  inside sh -c '! dpkg --install /opt/telltale_*.deb'
  inside apt-get install -q -y --no-install-recommends --fix-broken
  inside dpkg --status telltale | grep -x 'Status: install ok installed'
}

inside() {  # command...
  timeout --kill-after 5 300 nsenter --target "$FIRST" --all --root --wd \
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"
}

has_control_groups() {
  local top
  top=$(control_groups)
  [[ -n $top && -w $top/cgroup.procs ]]
}

control_groups() { findmnt --types cgroup2 --noheadings --output TARGET | head -n 1; }

start_machine() {  # folder, --net or nothing, first process...
  local folder=$1 net=$2 tries=0
  shift 2
  GROUP=''
  if [[ $1 == */systemd ]]; then
    GROUP=$(control_groups)/telltale-dist-$$
    mkdir "$GROUP"
  fi
  (
    if [[ -n $GROUP ]]; then echo "$BASHPID" >"$GROUP/cgroup.procs"; fi
    # shellcheck disable=SC2086  # one option or none
    exec unshare --mount --propagation private --pid --uts --ipc --cgroup $net --fork \
      --kill-child=KILL setpriv --bounding-set -sys_module,-sys_time,-sys_boot \
      bash tools/dist.d/machine.sh "$folder" "$@"
  ) >"$FOLDER.machine.log" 2>&1 &
  MACHINE=$!
  until FIRST=$(cat "/proc/$MACHINE/task/$MACHINE/children" 2>/dev/null) && FIRST=${FIRST%% *} &&
    [[ -n $FIRST && $(readlink "/proc/$FIRST/exe") == */"${1##*/}" ]]; do
    if ((++tries > 200)); then
      cat "$FOLDER.machine.log" >&2
      fail "the machine does not start: $1" "the lines above are what it said"
    fi
    sleep 0.05
  done
}

stop_machine() {
  if [[ -z $MACHINE ]]; then return; fi
  kill -KILL "$MACHINE" 2>/dev/null || true  # and with it, by --kill-child, all that is in it
  wait "$MACHINE" 2>/dev/null || true
  while [[ -n $FIRST && -d /proc/$FIRST ]]; do sleep 0.05; done
  MACHINE=''
  if [[ -n $GROUP ]]; then remove_group; fi
}

# A group can be removed a moment after its last process.
remove_group() {
  local tries=0
  until find "$GROUP" -depth -type d -exec rmdir {} + 2>/dev/null; do
    if ((++tries > 100)); then break; fi
    sleep 0.05
  done
  GROUP=''
}

leave_trial() {
  local status=$?
  stop_machine
  rm -f "$FOLDER.machine.log" "$FOLDER.log"
  rm -rf --one-file-system "$FOLDER"
  exit "$status"
}
