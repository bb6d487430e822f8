# shellcheck shell=bash
# Folders of the cache: each is named by the hash of what it is made from, filled under another
# name and renamed when complete, so that one that exists is whole. Sourced by tools/setup.

PYTHON=${TELLTALE_PYTHON:-/usr/bin/python3}
# shellcheck disable=SC2034  # the parts use it
DOWNLOAD_ADVICE="check the network and the machine's pip and npm settings, then run this again"

# What pins a part. The dashboard's lock files lie beside its code, where npm looks for them.
locks_of() {  # part
  if [[ $1 == web ]]; then
    printf '%s\n' ../web{,/tools/types}/{package.json,package-lock.json,.npmrc}
  else
    echo "locks/$1"
  fi
}

folder_of() {  # part
  local name
  name=$(
    cd "$TOOLS" || exit
    # shellcheck disable=SC2046  # one name a word
    find $(locks_of "$1") "setup.d/$1.sh" hide_symbols.py -type f -print0 | LC_ALL=C sort -z |
      xargs -0 sha256sum | sha256sum
  )
  echo "$CACHE/${name:0:16}"
}

print_folder() {  # part
  local folder
  if ! is_part "$1" || [[ ! -f $TOOLS/setup.d/$1.sh ]]; then
    fail "no such part: $1" "see tools/setup --help"
  fi
  folder=$(folder_of "$1")
  if [[ ! -d $folder ]]; then
    fail "the part is not installed: $1" "run tools/setup $1"
  fi
  echo "$folder"
}

make_folder() {  # part
  local folder part
  folder=$(folder_of "$1")
  if [[ -d $folder ]]; then return; fi
  take_lock
  if [[ -d $folder ]]; then return; fi
  if [[ $(uname -m) != x86_64 ]]; then
    fail "the pinned libraries are for x86_64, this machine is $(uname -m)" "use another machine"
  fi
  for part in ${NEEDS[$1]:-}; do make_folder "$part"; done
  NEW=$folder.new
  rm -rf "$NEW"
  mkdir "$NEW"
  # shellcheck disable=SC1090  # one of three, by name
  source "$TOOLS/setup.d/$1.sh"
  "fill_$1"
  mv -T "$NEW" "$folder"
}

# A Python environment whose pip fetches; it is thrown away with the work folder.
need_pip() {
  if [[ -d $WORK/pip ]]; then return; fi
  step "python: environment that fetches" "install python3-venv" "$PYTHON" -m venv "$WORK/pip"
}

pip_run() {
  "$WORK/pip/bin/python" -m pip --disable-pip-version-check --no-input --retries 5 "$@"
}

# Fetches the wheels of a lock file for Debian 12's Python, whatever Python runs here.
pip_fetch_wheels() {  # lock file, destination
  pip_run download --require-hashes --no-deps --only-binary :all: --python-version 3.11 \
    --implementation cp --abi cp311 --abi none --platform manylinux_2_28_x86_64 \
    --platform any --dest "$2" --requirement "$1"
}

unpack_wheels() {  # folder with wheels, destination
  local wheel
  for wheel in "$1"/*.whl; do "$PYTHON" -m zipfile -e "$wheel" "$2"; done
}
