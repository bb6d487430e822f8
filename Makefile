# The commands of this repository. Each installs what it needs first (tools/setup).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := release
.PHONY: release dev web demo test check bench mutants soak crash dist dist-test format clean

release dev:  ## the program, optimised; the program and its tests under sanitizers
	@tools/setup build
	@tools/build $@

web:  ## the program with its dashboard, in build/web/bin/
	@tools/setup build web
	@tools/web build
	@tools/build --target telltale_web release

demo: web  ## a guided tour on generated data, then live with the dashboard
	@tools/run_part tools/demo

test:  ## every test, optimised and under sanitizers
	@tools/setup build
	@tools/test

check:  ## what CI runs
	@tools/check

bench: release  ## measurements
	@tools/setup bench
	@tools/run_part bench/run

mutants: release  ## how many planted faults the tests notice
	@tools/run_part tools/mutants

soak: release  ## hours of simulation with new seeds
	@ninja -C build/release simulation >/dev/null
	@tools/soak

crash: release  ## kills, power cuts, faults and damage at every point, for hours
	@tools/crash

dist:  ## an archive and a Debian package, in build/dist/
	@tools/dist

dist-test:  ## both, and used on fresh systems: installed, run under systemd, removed
	@tools/dist --test

format:  ## clang-format over src/, tests/ and bench/
	@tools/setup check
	@tools/format

clean:  ## removes build/ only
	rm -rf build
