# shellcheck shell=bash
# The part `web`: the packages that web/package-lock.json pins, by their hashes; nothing of them is
# run while they are installed. Sourced by tools/setup.

fill_web() {
  step "web: download packages" "$DOWNLOAD_ADVICE" install_web
}

install_web() {
  local node
  node=$(folder_of node)
  cp "$TOOLS/../web/package.json" "$TOOLS/../web/package-lock.json" "$TOOLS/../web/.npmrc" "$NEW/"
  (
    cd "$NEW" || exit
    PATH=$node/bin:$PATH node "$node/lib/node_modules/npm/bin/npm-cli.js" ci \
      --ignore-scripts --no-audit --no-fund
  )
}
