# shellcheck shell=bash
# Packages of the system, by name. Sourced by tools/setup.

missing_packages() {  # part...
  local part wanted installed
  wanted=$(for part in "$@"; do
    if [[ -f $LOCKS/$part/apt.txt ]]; then grep -v '^#' "$LOCKS/$part/apt.txt"; fi
  done)
  if [[ -z $wanted ]]; then return; fi
  # shellcheck disable=SC2086  # one name a word
  installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' $wanted 2>/dev/null |
    sed -n 's/^ii //p' || true)
  comm -23 <(sort -u <<<"$wanted") <(sort -u <<<"$installed")
}

install_packages() {  # part...
  local missing
  missing=$(missing_packages "$@" | tr '\n' ' ')
  if [[ -z ${missing// /} ]]; then return; fi
  if ! command -v apt-get >/dev/null; then
    fail "packages are missing and there is no apt-get: $missing" "use Debian 12"
  fi
  if ((EUID != 0)); then
    printf 'setup: packages are missing; run this once, then try again:\n\n' >&2
    printf "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends %s'\n" \
      "${missing% }" >&2
    exit 1
  fi
  take_lock
  local advice="check the network and the machine's apt sources, then run this again"
  step "apt-get update" "$advice" apt_get update
  # shellcheck disable=SC2086  # one name a word
  step "apt-get install ($(wc -w <<<"$missing") packages)" "$advice" \
    install_by_apt $missing
}

install_by_apt() {  # package...
  dpkg --configure -a  # what an interrupted run left unpacked
  apt_get install -y --no-install-recommends "$@"
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 \
    -o Acquire::Retries=3 "$@" 9>&-
}
