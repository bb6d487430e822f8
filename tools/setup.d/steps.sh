# shellcheck shell=bash
# Progress, failures and the lock. Sourced by tools/setup.

fail() {  # what failed, what to do
  printf 'setup: %s\n       %s\n' "$1" "$2" >&2
  exit 1
}

# Runs a command as one visible line with its seconds; its own output goes to the log.
step() {  # sentence, advice, command...
  local sentence=$1 advice=$2 started=$SECONDS status
  shift 2
  printf 'setup: %-52s' "$sentence"
  printf '\n== %s\n' "$sentence" >>"$LOG"
  set +e
  (
    set -e
    "$@"
  ) >>"$LOG" 2>&1
  status=$?
  set -e
  if ((status == 0)); then
    printf '%4d s\n' $((SECONDS - started))
    return
  fi
  printf 'failed\n'
  tail -n 8 "$LOG" | cut -c 1-160 | sed 's/^/  | /' >&2
  fail "$sentence: failed with status $status; all its output is in $LOG" "$advice"
}

# One installation at a time: a second run waits here, then finds the work done. Children hold the
# lock too, so that what a killed run left behind has ended before its folders are removed.
take_lock() {
  if [[ -n ${LOCKED:-} ]]; then return; fi
  mkdir -p "$CACHE"
  exec 9>"$CACHE/setup.lock"
  if ! flock --nonblock 9; then
    echo "setup: another run is at work; waiting for it"
    flock 9
  fi
  LOCKED=yes
  : >"$LOG"
  clear_work
  mkdir "$WORK"
  trap clear_work EXIT
}

clear_work() {
  rm -rf "$WORK" "$CACHE"/*.new
}
