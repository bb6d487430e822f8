# shellcheck shell=bash
# The part `web`: the packages that web/package-lock.json pins, and in `types` those that write the
# contract's types, which need a compiler of their own; by their hashes, and nothing of them is run
# while they are installed. Sourced by tools/setup.

fill_web() {
  step "web: download packages" "$DOWNLOAD_ADVICE" install_npm ../web "$NEW"
  step "web: download what writes types" "$DOWNLOAD_ADVICE" \
    install_npm ../web/tools/types "$NEW/types"
}

install_npm() {  # folder of the lock file, destination
  local node
  node=$(folder_of node)
  mkdir -p "$2"
  cp "$TOOLS/$1/package.json" "$TOOLS/$1/package-lock.json" "$TOOLS/$1/.npmrc" "$2/"
  (
    cd "$2" || exit
    PATH=$node/bin:$PATH node "$node/lib/node_modules/npm/bin/npm-cli.js" ci \
      --ignore-scripts --no-audit --no-fund
  )
}
