# shellcheck shell=bash
# The part `bench`: what the benches compare with, in a Python environment of its own: run
# "$(tools/setup where bench)/bin/python". Sourced by tools/setup.

fill_bench() {
  need_pip
  step "bench: download duckdb and numpy" "$DOWNLOAD_ADVICE" install_bench
  step "bench: import duckdb and numpy" "see the log" \
    "$NEW/bin/python" -c "import duckdb, numpy; print(duckdb.__version__, numpy.__version__)"
}

install_bench() {
  "$PYTHON" -m venv --without-pip "$NEW"
  pip_run --python "$NEW/bin/python" install --require-hashes --no-deps --only-binary :all: \
    --no-warn-script-location --requirement "$LOCKS/bench/python.txt"
}
