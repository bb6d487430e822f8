#!/usr/bin/env python3
"""A confined process can do nothing but read the files it may: see sandbox_probe.cc.

usage: sandbox_test.py SANDBOX_PROBE
"""

import subprocess
import sys
import tempfile
from pathlib import Path


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="telltale-sandbox-") as name:
        folder = Path(name) / "lake"
        folder.mkdir()
        (folder / "one").write_text("one")
        (folder / "two").write_text("two")
        outside = Path(name) / "secret"
        outside.write_text("secret")
        done = subprocess.run(
            [arguments[0], str(folder), str(outside)],
            capture_output=True, text=True, timeout=50, check=False,
        )
        print(done.stdout, done.stderr, sep="", end="")
        assert sorted(path.name for path in folder.iterdir()) == ["one", "two"]
        assert (folder / "one").read_text() == "one"
        return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
