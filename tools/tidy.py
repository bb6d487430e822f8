#!/usr/bin/env python3
"""The source's own test: what people agreed on and no compiler checks.

usage: tools/tidy.py             print what is wrong, one line each, and fail if there is any
       tools/tidy.py --ratchet   write tools/tidy_ratchet.txt anew: shrink it to what is true

The rules are in tools/tidy_rules/, one file a subject.
"""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.dont_write_bytecode = True
from tidy_rules import calls, layers, sizes, texts, words  # noqa: E402
from tidy_rules.tree import Finding, Tree  # noqa: E402

TOP = Path(__file__).resolve().parent.parent
RULES: tuple[Callable[[Tree], Iterable[Finding]], ...] = (
    layers.check_layers,
    layers.check_headers,
    calls.check_calls,
    calls.check_purity,
    sizes.check_sizes,
    words.check_names,
    words.check_comments,
    texts.check_places,
    texts.check_blobs,
    texts.check_markdown,
    texts.check_tools_index,
)


def check(tree: Tree) -> list[Finding]:
    return sorted(finding for rule in RULES for finding in rule(tree))


def main(arguments: list[str]) -> int:
    started = time.monotonic()
    tree = Tree.of_folder(TOP)
    if arguments == ["--ratchet"]:
        (TOP / sizes.RATCHET).write_text(sizes.shrink_ratchet(tree))
        tree = Tree.of_folder(TOP)
    elif arguments:
        print(__doc__, file=sys.stderr)
        return 2
    findings = check(tree)
    for finding in findings:
        print(finding)
    seconds = time.monotonic() - started
    print(f"tidy: {len(tree.files)} files, {len(findings)} findings, {seconds:.1f} s")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
