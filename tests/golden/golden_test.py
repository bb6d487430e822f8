#!/usr/bin/env python3
"""Lakes that earlier programs made are opened by this one: they say what they said, and go on.

usage: golden_test.py TELLTALE
"""

import json
import sys
from pathlib import Path

from golden import EXPECTED, HERE, MORE, answers, copy_of, run, work_on


def check_golden(program: str, golden: Path) -> None:
    expected = json.loads((golden / EXPECTED).read_text())
    with copy_of(golden) as lake:
        said = answers(program, lake, expected["as_of"])
        for question, lines in expected["answers"].items():
            assert said[question] == lines, (golden.name, question, said[question], lines)
        for words in (("verify",), ("verify", "--quick"), ("upgrade", "--check")):
            run(program, words[0], "--data", str(lake), *words[1:])
        last = expected["steps"][-1]["received"]
        steps = work_on(program, lake, golden / MORE, last)
        assert steps == expected["steps"], (golden.name, steps, expected["steps"])


def check_copies(program: str, golden: Path) -> None:
    """A backup of an old lake, and what is restored from it, say the same."""
    with copy_of(golden) as lake:
        backup, restored = lake.with_name("backup"), lake.with_name("restored")
        run(program, "backup", "--data", str(lake), "--to", str(backup))
        run(program, "restore", "--from", str(backup), "--to", str(restored), "--verify")
        expected = json.loads((golden / EXPECTED).read_text())
        assert answers(program, restored, expected["as_of"]) == expected["answers"], golden.name
        run(program, "upgrade", "--data", str(lake))
        run(program, "verify", "--data", str(lake))


def main(arguments: list[str]) -> int:
    goldens = sorted(path.parent for path in HERE.glob(f"*/{EXPECTED}"))
    assert goldens
    for golden in goldens:
        check_golden(arguments[0], golden)
        check_copies(arguments[0], golden)
    print(f"{len(goldens)} golden lakes: {', '.join(golden.name for golden in goldens)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
