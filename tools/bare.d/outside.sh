# shellcheck shell=bash
# What is done to a bare system from outside: made, furnished, entered, removed. Sourced by
# tools/bare and tools/dist, which say in TOOL how they are called.

USER_NAME=newcomer
HOME_FOLDER=/home/$USER_NAME

fail() {  # what failed, what to do
  printf '%s: %s\n      %s\n' "$TOOL" "$1" "$2" >&2
  exit 1
}

# Runs a command as one visible line with its seconds; shows its output where it fails.
step() {  # sentence, command...
  local sentence=$1 started=$SECONDS log=$FOLDER.log
  shift
  if ! strictly "$@" >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    fail "$sentence: failed" "the lines above are the end of its output"
  fi
  rm -f "$log"
  printf '%s: %-44s%4d s\n' "$TOOL" "$sentence" $((SECONDS - started))
}

# Runs a function in a shell of its own that stops at the first failure.
strictly() {
  local status
  set +e
  (
    set -e
    "$@"
  )
  status=$?
  set -e
  return "$status"
}

# The machine's sources of Debian itself, as lines "address release component".
debian_sources() {
  # shellcheck disable=SC2016  # apt fills the names in
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    grep -E '^[^ ]+ bookworm(-updates|-security)? main$' | sort -u
}

make_system() {  # folder
  local mirror
  mirror=$(debian_sources | sed -n 's/ bookworm main$//p' | head -n 1)
  if [[ -z $mirror ]]; then
    fail "apt names no source of Debian 12" "give this machine a source of bookworm main"
  fi
  timeout 600 debootstrap --variant=minbase bookworm "$1" "$mirror"
}

carry_settings() {  # folder
  local file
  debian_sources | sed 's/^/deb /' >"$1/etc/apt/sources.list"
  apt-config dump Acquire |
    grep -E '^Acquire::([^ ]*[Pp]roxy[^ ]*|Check-[^ ]*|Retries|Force[^ ]*|https?::[^ ]*) ' \
      >"$1/etc/apt/apt.conf.d/90machine" || true
  for file in /etc/pip.conf /etc/npmrc /usr/etc/npmrc /usr/local/etc/npmrc /etc/resolv.conf \
    /etc/hosts; do
    if [[ -f $file ]]; then install -D -m 644 "$file" "$1$file"; fi
  done
  mkdir -p "$1/usr/local/share"
  cp -r /usr/local/share/ca-certificates "$1/usr/local/share/"
  chroot "$1" useradd --create-home "$USER_NAME"
  for file in .npmrc .pip/pip.conf .config/pip/pip.conf; do
    if [[ -f $HOME/$file ]]; then
      install -D -m 600 "$HOME/$file" "$1/root/$file"
      install -D -m 600 "$HOME/$file" "$1$HOME_FOLDER/$file"
    fi
  done
  chroot "$1" chown -R "$USER_NAME:" "$HOME_FOLDER"
}

clone_head() {  # folder
  git clone --quiet --no-local "file://$PWD" "$1$HOME_FOLDER/telltale"
  git -C "$1$HOME_FOLDER/telltale" checkout --quiet --detach "$(git rev-parse HEAD)"
  git -C "$1$HOME_FOLDER/telltale" remote remove origin
}

# The settings that live in the environment: proxies, certificates, pip's and npm's.
machine_environment() {
  env | grep -iE '^(pip_|npm_config_|[a-z]*_proxy=|ssl_cert|requests_ca|node_extra_ca|curl_ca)' ||
    true
}

run_inside() {  # folder, minutes
  local settings
  mapfile -t settings < <(machine_environment)
  mkdir -p "$1/bare"
  cp tools/bare.d/inside.sh tools/bare.d/enter.sh "$1/bare/"
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
    "${settings[@]}" HOME=/root USER_NAME="$USER_NAME" UNPRIVILEGED="$UNPRIVILEGED" \
    CCACHE="$CCACHE" \
    timeout --kill-after 2 "$(($2 * 60))" \
    unshare --mount --propagation private --pid --fork --kill-child=KILL \
    bash "$1/bare/enter.sh" "$1" "${COMMANDS[@]}" </dev/null &  # nobody is there to end the demo
  INSIDE=$!
  wait "$INSIDE" || {
    local status=$?
    if ((status == 124 || status == 137)); then echo "bare: stopped after $2 minutes" >&2; fi
    exit "$status"
  }
}

# Ends what runs inside, then removes the folder; never follows into something mounted.
leave() {
  local status=$?
  if [[ -n ${INSIDE:-} ]] && kill "$INSIDE" 2>/dev/null; then wait "$INSIDE" || true; fi
  rm -f "$FOLDER.log"
  if [[ -n $KEEP ]]; then
    echo "bare: kept: $FOLDER"
  else
    rm -rf --one-file-system "$FOLDER"
  fi
  exit "$status"
}
