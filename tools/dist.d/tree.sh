# shellcheck shell=bash
# What goes into the archives: the program, the libraries it brings along, and the licences of all
# of it. Sourced by tools/dist.

# Every Linux that can run the program has these; two of them in one process would not do.
SYSTEM_PACKAGES=(libc6 libgcc-s1 libstdc++6)
# Debian's packages of which parts are compiled into the program.
COMPILED_IN=(libboost1.81-dev libcli11-dev libfmt-dev libxxhash-dev nlohmann-json3-dev)
COMMON_LICENSES=/usr/share/common-licenses

fill_tarball() {  # folder
  mkdir -p "$1/bin" "$1/lib" "$1/conf"
  install -m 755 "$PROGRAM" "$1/bin/telltale"
  copy_pinned_libraries "$1/lib"
  copy_system_libraries "$1/lib" >"$1/lib.txt"
  install -m 644 conf/telltale.yaml conf/telltale.service "$1/conf/"
  install -m 644 tools/dist.d/README.md LICENSE NOTICE "$1/"
  write_notices "$1" "$1/lib.txt"
  rm "$1/lib.txt"
  check_libraries "$1"
}

fill_package() {  # folder
  local documents=$1/usr/share/doc/telltale
  mkdir -p "$1/usr/lib/telltale/bin" "$1/usr/lib/telltale/lib" "$1/usr/bin" "$1/etc/telltale" \
    "$1/lib/systemd/system" "$documents"
  install -m 755 "$PROGRAM" "$1/usr/lib/telltale/bin/telltale"
  ln -s ../lib/telltale/bin/telltale "$1/usr/bin/telltale"
  copy_pinned_libraries "$1/usr/lib/telltale/lib"
  install -m 644 conf/telltale.yaml "$1/etc/telltale/telltale.yaml"
  install -m 644 conf/telltale.service "$1/lib/systemd/system/telltale.service"
  install -m 644 docs/guide/installing.md NOTICE "$documents/"
  install -m 644 LICENSE "$documents/copyright"
  write_notices "$documents" /dev/null
}

copy_pinned_libraries() {  # folder
  install -m 644 "$DEPS/arrow/libarrow.so.2600" "$DEPS/arrow/libparquet.so.2600" \
    "$DEPS/duckdb/libduckdb.so" "$1/"
}

# Copies what the program loads from Debian's packages; prints "package library" of each.
copy_system_libraries() {  # folder
  local name path package
  while read -r name path; do
    if [[ -e $1/$name ]]; then continue; fi
    package=$(package_of "$path")
    if is_among "$package" "${SYSTEM_PACKAGES[@]}"; then continue; fi
    install -m 644 "$path" "$1/$name"  # what the link leads to, by the name that is loaded
    echo "$package $name"
  done < <(loaded_libraries "$PROGRAM" "$1")
}

loaded_libraries() {  # program, folder where some are; prints "name path" of each
  LD_LIBRARY_PATH=$2 ldd "$1" | sed -n 's|^\s*\([^ ]*\) => \(/[^ ]*\) .*|\1 \2|p' | sort
}

# dpkg knows a file by the folder in which the package has it, /lib or /usr/lib.
package_of() {  # file
  local path
  for path in "$1" "/usr$1" "$(realpath "$1")" "/usr$(realpath "$1")"; do
    if dpkg-query -S "$path" 2>/dev/null | head -n 1 | sed 's/:.*//' | grep .; then return; fi
  done
  echo "no package of Debian has $1" >&2
  return 1
}

is_among() {  # word, words...
  local word=$1
  shift
  [[ " $* " == *" $word "* ]]
}

# Whether all that it loads but the system's own lies beside it.
check_libraries() {  # folder
  local name path
  while read -r name path; do
    if [[ $(realpath "$path") == "$(realpath "$1")"/lib/* ]]; then continue; fi
    if is_among "$(package_of "$path")" "${SYSTEM_PACKAGES[@]}"; then continue; fi
    echo "$name would be taken from the system: $path" >&2
    return 1
  done < <(loaded_libraries "$1/bin/telltale" '')
}

# THIRD-PARTY.md and the folder licences/.
write_notices() {  # folder, file with "package library" lines
  local licences=$1/licences package
  mkdir "$licences"
  install -m 644 "$DEPS/arrow/LICENSE.txt" "$licences/arrow.txt"
  install -m 644 "$DEPS/arrow/NOTICE.txt" "$licences/arrow-notice.txt"
  install -m 644 third_party/duckdb/LICENSE "$licences/duckdb.txt"
  install -m 644 "$DEPS/blake3/LICENSE" "$licences/blake3.txt"
  python3 tools/dist.d/web_licences.py web/package-lock.json "$WEB_PACKAGES" \
    >"$licences/dashboard.txt"
  chmod 644 "$licences/dashboard.txt"
  for package in "${COMPILED_IN[@]}" $(cut -d ' ' -f 1 "$2" | sort -u); do
    install -m 644 "/usr/share/doc/$package/copyright" "$licences/$package.txt"
  done
  copy_common_licences "$licences"
  describe_parts "$2" >"$1/THIRD-PARTY.md"
}

# The texts to which Debian's files refer by their place on Debian.
copy_common_licences() {  # folder
  local name
  grep -rhoE "$COMMON_LICENSES/[A-Za-z0-9.-]*[A-Za-z0-9]" "$1" | sort -u | while read -r name; do
    if [[ -f $name ]]; then install -m 644 "$name" "$1/common-$(basename "$name").txt"; fi
  done
}

describe_parts() {  # file with "package library" lines
  local package
  cat <<'TEXT'
# Parts of others

Telltale is under the Apache License 2.0. It comes with parts of others, whose licences are in
`licences/`; where one refers to `/usr/share/common-licenses/NAME`, that is `common-NAME.txt`.

| part | what it is here | licence |
|---|---|---|
| Apache Arrow C++ | `libarrow.so.2600`, `libparquet.so.2600` | `arrow.txt`, `arrow-notice.txt` |
| DuckDB | `libduckdb.so` | `duckdb.txt` |
| BLAKE3 | compiled in | `blake3.txt` |
| simdjson | compiled in | Apache License 2.0: `LICENSE`, in a package `copyright` |
| what the dashboard is made of: React, Mantine, fonts and others | linked in | `dashboard.txt` |
TEXT
  for package in "${COMPILED_IN[@]}"; do
    echo "| $(source_of "$package") | compiled in | \`$package.txt\` |"
  done
  cut -d ' ' -f 1 "$1" | sort -u | while read -r package; do
    echo "| $(source_of "$package") | $(libraries_of "$package" "$1") | \`$package.txt\` |"
  done
  cat <<'TEXT'

What is named with a version of Debian is a part of Debian, unchanged: its source is the source
package of that name and version.
TEXT
}

source_of() {  # package
  # shellcheck disable=SC2016  # dpkg fills the names in
  dpkg-query -W -f '${source:Package}, Debian ${source:Version}\n' "$1" | head -n 1
}

libraries_of() {  # package, file with "package library" lines
  sed -n "s/^${1//./\\.} \(.*\)/\`\1\`/p" "$2" | paste -sd ' '
}
