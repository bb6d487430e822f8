#!/usr/bin/env python3
"""Prints the licences of the packages that the dashboard is made of, by name and version.

usage: web_licences.py LOCK FOLDER
  LOCK    web/package-lock.json, which says which packages are there only to build and test
  FOLDER  node_modules, where the packages are

Fails where a package has none. What the build leaves out of a package, or all of it, is not asked.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = re.compile("licen[sc]e", re.IGNORECASE)
# Packages that bring no text, and the package of the same author and licence that does.
TEXT_OF = {"react-remove-scroll-bar": "react-remove-scroll"}


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[1])
    for name, version, licence in packages(json.loads(Path(arguments[0]).read_text())):
        print(f"== {name} {version} ({licence})\n")
        for text in texts_of(folder, name):
            print(text.strip() + "\n")
    return 0


def packages(lock: dict) -> Iterator[tuple[str, str, str]]:
    for path, package in lock["packages"].items():
        if path and not package.get("dev") and not package.get("optional"):
            yield path.removeprefix("node_modules/"), package["version"], package["license"]


def texts_of(folder: Path, name: str) -> list[str]:
    package = folder / TEXT_OF.get(name, name)
    files = [file for file in sorted(package.iterdir()) if NAMES.match(file.name)]
    if not files:
        raise SystemExit(f"no licence of {name}: {package}")
    return [file.read_text() for file in files]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
