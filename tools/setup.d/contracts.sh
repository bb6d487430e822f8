# shellcheck shell=bash
# The part `contracts`: what tests the server against its contract, in a Python environment of its
# own: run "$(tools/setup where contracts)/bin/schemathesis"; and `promtool`, which lies beside it,
# taken out of Debian's package so that no Prometheus is started. Sourced by tools/setup.

fill_contracts() {
  need_pip
  step "contracts: download schemathesis" "$DOWNLOAD_ADVICE" install_contracts
  step "contracts: download promtool" "$DOWNLOAD_ADVICE" take_promtool
  step "contracts: start schemathesis" "see the log" "$NEW/bin/python" -m schemathesis.cli --version
}

install_contracts() {
  "$PYTHON" -m venv --without-pip "$NEW"
  pip_run --python "$NEW/bin/python" install --require-hashes --no-deps --only-binary :all: \
    --no-warn-script-location --requirement "$LOCKS/contracts/python.txt"
}

take_promtool() {
  (cd "$WORK" && apt_get download prometheus)
  dpkg-deb --extract "$WORK"/prometheus_*.deb "$WORK/prometheus"
  mv "$WORK/prometheus/usr/bin/promtool" "$NEW/bin/promtool"
  "$NEW/bin/promtool" --version
}
