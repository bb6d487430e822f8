# shellcheck shell=bash
# The part `build`: Arrow, DuckDB, simdjson and BLAKE3, as cmake/Dependencies.cmake expects them.
# Sourced by tools/setup.

fill_build() {
  need_pip
  step "arrow: download" "$DOWNLOAD_ADVICE" \
    pip_fetch_wheels "$LOCKS/build/arrow.txt" "$WORK/arrow"
  step "arrow: unpack, hide what is not its interface" "see the log" unpack_arrow
  step "simdjson: download" "$DOWNLOAD_ADVICE" fetch_simdjson
  step "blake3: download" "$DOWNLOAD_ADVICE" fetch_blake3
  step "duckdb: download" "$DOWNLOAD_ADVICE" fetch_duckdb
  step "check every file against its hash" "see the log: a file is not what was pinned" \
    check_files
}

unpack_arrow() {
  local wheel=$WORK/arrow/unpacked library
  unpack_wheels "$WORK/arrow" "$wheel"
  mkdir "$NEW/arrow"
  mv "$wheel/pyarrow/include" "$NEW/arrow/include"
  for library in libarrow.so.2600 libparquet.so.2600; do
    mv "$wheel/pyarrow/$library" "$NEW/arrow/$library"
    "$PYTHON" "$TOOLS/hide_symbols.py" "$NEW/arrow/$library"
  done
  find "$wheel" -path '*.dist-info/*' '(' -name LICENSE.txt -o -name NOTICE.txt ')' \
    -exec cp {} "$NEW/arrow/" ';'
}

# The library is two files of a source distribution; pip asks its builder for its metadata only.
fetch_simdjson() {
  pip_run install --require-hashes --no-deps --only-binary :all: \
    --requirement "$LOCKS/build/simdjson_builder.txt"
  pip_run download --require-hashes --no-deps --no-build-isolation --no-binary :all: \
    --dest "$WORK/simdjson" --requirement "$LOCKS/build/simdjson.txt"
  mkdir "$NEW/simdjson"
  tar -xzf "$WORK"/simdjson/*.tar.gz -C "$NEW/simdjson" --strip-components 2 --wildcards \
    '*/simdjson/simdjson.h' '*/simdjson/simdjson.cpp'
}

# The C sources of BLAKE3 as published with its crate; nothing of the package is installed.
fetch_blake3() {
  local version=1.3.1 sources
  sources=$WORK/blake3/usr/share/cargo/registry/blake3-$version
  mkdir "$WORK/blake3" "$NEW/blake3"
  (
    cd "$WORK/blake3" || exit
    apt-get --quiet --option APT::Sandbox::User=root download "librust-blake3-dev=$version-1"
    dpkg-deb --extract ./*.deb .
  )
  cp "$sources"/c/blake3{,_dispatch,_portable}.c "$sources"/c/blake3{,_impl}.h \
    "$sources"/c/blake3_{sse2,sse41,avx2,avx512}_x86-64_unix.S "$sources/LICENSE" "$NEW/blake3/"
}

fetch_duckdb() {
  local node
  node=$(folder_of node)
  cp -r "$LOCKS/build/duckdb" "$WORK/duckdb"
  (
    cd "$WORK/duckdb" || exit
    "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" ci \
      --ignore-scripts --no-audit --no-fund
  )
  mkdir "$NEW/duckdb"
  find "$WORK/duckdb/node_modules" -name libduckdb.so -exec mv {} "$NEW/duckdb/" ';'
}

check_files() {
  (cd "$NEW" && sha256sum --check --strict "$LOCKS/build/files.sha256")
}
