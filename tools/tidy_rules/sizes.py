"""How long things may be, with a ratchet: present exceptions are listed and may only shrink."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from tidy_rules.tree import Finding, SourceFile, Tree

RATCHET = "tools/tidy_ratchet.txt"
FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 500
HEADER_LINES_MAX = 200
COLUMNS_MAX = 100
PARAMETERS_MAX = 4
TODO = {
    "function": f"at most {FUNCTION_LINES_MAX} lines: move a part with a name out",
    "file": f"at most {FILE_LINES_MAX} lines: split it by subject",
    "header": f"at most {HEADER_LINES_MAX} lines: one public class per header",
    "columns": f"at most {COLUMNS_MAX} columns: break the lines",
    "parameters": f"at most {PARAMETERS_MAX}: take an Options struct",
}
RATCHET_HEADER = """\
# What is larger than tools/tidy_rules/sizes.py allows, as it is today: number, what, file, name.
# Written by `tools/tidy.py --ratchet`, which never adds a line and never raises a number.
"""


class Size(NamedTuple):
    """A thing over its limit. `columns` counts the long lines of a file."""

    kind: str
    path: str
    name: str
    number: int
    line: int

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kind, self.path, self.name


def measure(tree: Tree) -> list[Size]:
    """Everything over a limit; of one name in one file only the largest."""
    largest: dict[tuple[str, str, str], Size] = {}
    for file in tree:
        if not file.is_code:
            continue
        for size in [*measure_file(file), *measure_functions(file)]:
            if size.key not in largest or largest[size.key].number < size.number:
                largest[size.key] = size
    return list(largest.values())


def measure_file(file: SourceFile) -> Iterator[Size]:
    count = len(file.lines)
    if file.is_header and count > HEADER_LINES_MAX:
        yield Size("header", file.path, "-", count, 1)
    elif count > FILE_LINES_MAX:
        yield Size("file", file.path, "-", count, 1)
    long_lines = [n for n, line in enumerate(file.lines, 1) if len(line) > COLUMNS_MAX]
    if long_lines:
        yield Size("columns", file.path, "-", len(long_lines), long_lines[0])


def measure_functions(file: SourceFile) -> Iterator[Size]:
    for name, line, lines, parameters in functions_of(file):
        name = name.replace(" ", "_")
        if lines > FUNCTION_LINES_MAX:
            yield Size("function", file.path, name, lines, line)
        if parameters > PARAMETERS_MAX:
            yield Size("parameters", file.path, name, parameters, line)


def functions_of(file: SourceFile) -> Iterator[tuple[str, int, int, int]]:
    """Yields (name, line, lines, parameters)."""
    if file.is_cpp:
        for function in file.cpp.outline.functions:
            yield function.name, function.line, function.lines, function.parameters
    elif file.is_python:
        yield from python_functions(file)
    elif file.is_shell:
        yield from shell_functions(file)


def python_functions(file: SourceFile) -> Iterator[tuple[str, int, int, int]]:
    for node in ast.walk(ast.parse(file.text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            # What is passed by name reads like the fields of a struct.
            arguments = node.args.posonlyargs + node.args.args
            count = len([a for a in arguments if a.arg not in {"self", "cls"}])
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield node.name, node.lineno, lines, count


def shell_functions(file: SourceFile) -> Iterator[tuple[str, int, int, int]]:
    name, start = "", 0
    for number, line in enumerate(file.lines, 1):
        match = re.match(r"(\w+)\(\) *[{(]", line)
        if match:
            name, start = match[1], number
        elif line in {"}", ")"} and name:
            yield name, start, number - start + 1, 0
            name = ""


def read_ratchet(text: str) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Key to (number, line)."""
    entries = {}
    for line_number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            number, kind, path, name = line.split(maxsplit=3)
            entries[kind, path, name] = (int(number), line_number)
    return entries


def check_sizes(tree: Tree) -> Iterator[Finding]:
    listed = read_ratchet(tree.text(RATCHET))
    sizes = {size.key: size for size in measure(tree)}
    for size in sizes.values():
        allowed = listed.get(size.key, (0, 0))[0]
        if size.number > allowed:
            grown = f" (it was allowed {allowed})" if allowed else ""
            what = describe(size) + grown
            yield Finding(size.path, size.line, what, TODO[size.kind])
    for key, (number, line) in listed.items():
        if key not in sizes or sizes[key].number < number:
            what = f"{' '.join(key)} is smaller than {number}"
            yield Finding(RATCHET, line, what, "well done; run tools/tidy.py --ratchet")


def describe(size: Size) -> str:
    return {
        "function": f"{size.name} has {size.number} lines",
        "file": f"{size.number} lines",
        "header": f"{size.number} lines",
        "columns": f"{size.number} lines are too long, the first here",
        "parameters": f"{size.name} has {size.number} parameters",
    }[size.kind]


def shrink_ratchet(tree: Tree) -> str:
    """The new text: without a ratchet what is there; with one, the lesser of both."""
    sizes = {size.key: size.number for size in measure(tree)}
    if RATCHET in tree:
        listed = read_ratchet(tree.text(RATCHET))
        sizes = {
            key: min(number, listed[key][0]) for key, number in sizes.items() if key in listed
        }
    rows = [f"{number} {' '.join(key)}\n" for key, number in sorted(sizes.items())]
    return RATCHET_HEADER + "".join(rows)
