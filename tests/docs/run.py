#!/usr/bin/env python3
"""Holds the documents against the program: what they show must be true.

usage: run.py TELLTALE
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
SECONDS_MAX = 60


def telltale(program: str, *arguments: str) -> str:
    done = subprocess.run(
        [program, *arguments], capture_output=True, text=True, timeout=SECONDS_MAX, check=False
    )
    if done.returncode != 0:
        raise AssertionError(f"telltale {' '.join(arguments)}: {done.stderr}")
    return done.stdout

GROUPS = frozenset({"keys", "schema", "users"})  # commands of commands


def check_options(program: str) -> None:
    said = telltale(program, "config", "--reference")
    if said != (TOP / "conf/telltale.yaml").read_text():
        raise AssertionError("conf/telltale.yaml differs from `telltale config --reference`")


def check_schema_example(program: str) -> None:
    page = (TOP / "docs/reference/schemas.md").read_text()
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    if example is None:
        raise AssertionError("docs/reference/schemas.md shows no schema")
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(example[1])
        file.flush()
        telltale(program, "schema", "check", file.name)


def check_commands(program: str) -> None:
    """Every command a document shows exists, and takes the options shown."""
    for path in [TOP / "README.md", *sorted((TOP / "docs").rglob("*.md"))]:
        for line in re.findall(r"^    telltale (.+)$", path.read_text(), re.MULTILINE):
            words = line.split()
            depth = 2 if words[0] in GROUPS else 1
            help_text = telltale(program, *words[:depth], "--help")
            for option in re.findall(r"(--[a-z-]+)", line):
                if option not in help_text:
                    raise AssertionError(f"{path.name}: {words[0]} has no {option}")


def check_unit(program: str) -> None:
    """What systemd starts are commands and options that exist."""
    unit = (TOP / "conf/telltale.service").read_text()
    lines = re.findall(r"^Exec\w+=/usr/bin/telltale (.+)$", unit, re.MULTILINE)
    if len(lines) != 2:
        raise AssertionError(f"conf/telltale.service starts telltale {len(lines)} times, not twice")
    for line in lines:
        words = line.removeprefix("--config /etc/telltale/telltale.yaml ").split()
        help_text = telltale(program, words[0], "--help")
        for option in re.findall(r"(--[a-z-]+)", line.removeprefix("--config")):
            if option not in help_text:
                raise AssertionError(f"conf/telltale.service: {words[0]} has no {option}")


def main(arguments: list[str]) -> int:
    for check in (check_options, check_schema_example, check_commands, check_unit):
        check(arguments[0])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
