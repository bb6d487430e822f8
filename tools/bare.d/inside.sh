# shellcheck shell=bash
# What a newcomer types, inside of the bare system, as root. Run by tools/bare with the commands.
set -euo pipefail
REPOSITORY=/home/$USER_NAME/telltale
export LANG=C.UTF-8

say() { printf 'bare: %s\n' "$*"; }

# Runs a line of shell in the repository as the one who owns it.
as_user() {  # line
  setpriv --reuid "$USER_NAME" --regid "$USER_NAME" --init-groups \
    env HOME="/home/$USER_NAME" bash -c "cd $REPOSITORY && $1"
}

as_root() { bash -c "cd $REPOSITORY && $1"; }

# Without root, setup prints exactly one command; leaves it in the file `asked`.
check_what_is_asked() {
  local said
  if said=$(as_user 'tools/setup build' 2>&1); then
    say "setup as a user succeeded where packages are missing: $said"
    exit 1
  fi
  grep -E "^sudo sh -c '.*'$" <<<"$said" >/bare/asked || true
  if (($(wc -l </bare/asked) != 1)); then
    say "setup as a user printed no one command, but: $said"
    exit 1
  fi
  say "without root setup asks for: $(cut -c 1-72 /bare/asked)..."
}

do_what_is_asked() {
  sed "s/^sudo sh -c '//; s/'$//" /bare/asked >/bare/asked.sh
  DEBIAN_FRONTEND=noninteractive sh /bare/asked.sh >/bare/apt.log 2>&1 || {
    tail -n 20 /bare/apt.log
    say "the command that setup asked for failed"
    exit 1
  }
}

if [[ -d /bare/ccache ]]; then
  export CCACHE_DIR=/bare/ccache CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=$REPOSITORY
  export CCACHE_COMPILERCHECK=content
fi
say "apt-get install -y make git ca-certificates"
DEBIAN_FRONTEND=noninteractive bash -c \
  'apt-get -q update && apt-get -q install -y make git ca-certificates' >/bare/apt.log 2>&1 || {
  tail -n 20 /bare/apt.log
  exit 1
}
check_what_is_asked
run=as_root
if [[ -n $UNPRIVILEGED ]]; then
  run=as_user
  chown -R "$USER_NAME:" "$REPOSITORY"
  do_what_is_asked
fi
for command in "$@"; do
  started=$SECONDS
  say "$command"
  "$run" "$command" || {
    say "$command: failed with status $? after $((SECONDS - started)) s"
    exit 1
  }
  say "$command: done in $((SECONDS - started)) s"
done
