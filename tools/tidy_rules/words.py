"""Words that names and comments do without."""

import io
import re
import tokenize
from collections.abc import Iterator

from tidy_rules.tree import Finding, SourceFile, Tree

EMPTY_NAME = re.compile(r"(?i)\b(utils?|helpers?|common|managers?)\b")
LEFT_OPEN = re.compile(r"\b(TODO|FIXME|XXX)\b")
HISTORY = re.compile(
    r"(?i)\b(we now|now uses?|previously|no longer(?! than)|used to be|anymore|issue #\d*"
    # A user's session is a thing of the product; one of work is not.
    r"|(in a|this|last|next|earlier|previous|working) session"
    r"|(was|were|been) (changed|refactored|rewritten))\b|\bissue #"
)
# A comment that opens like a commit message; `Adds` and `Removes` open a method's sentence.
COMMIT_MESSAGE = re.compile(
    r"(Added|Fix|Fixe[ds]|Changed|Updated?|Refactor(ed)?|Renamed?|Introduced?|Reworked|Bump(ed)?"
    r"|Implemented|Improved?|Cleaned? up)\b(?! point)"
)
SCRIPT_COMMENT = re.compile(r"(?:^|\s)#(?!!)(.*)")


def check_names(tree: Tree) -> Iterator[Finding]:
    todo = "name it for what it does or holds"
    for file in tree:
        if not file.is_code:
            continue
        found = EMPTY_NAME.search(file.stem.replace("_", " ").replace("-", " "))
        if found:
            yield Finding(file.path, 1, f"{found[0]!r} in a file's name", todo)
        for name, line in type_names(file):
            found = EMPTY_NAME.search(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name))
            if found:
                yield Finding(file.path, line, f"{found[0]!r} in the name {name}", todo)


def type_names(file: SourceFile) -> Iterator[tuple[str, int]]:
    if file.is_cpp:
        for token in file.cpp.outline.types:
            yield token.text, token.line
    elif file.is_python:
        for number, line in enumerate(file.lines, 1):
            match = re.match(r"\s*class (\w+)", line)
            if match:
                yield match[1], number


def check_comments(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        if file.is_code or file.suffix in {".md", ".yaml", ".yml", ".txt"} and not file.is_foreign:
            for number, text in comments(file):
                yield from check_comment(file, number, text)


def check_comment(file: SourceFile, number: int, text: str) -> Iterator[Finding]:
    for offset, line in enumerate(text.splitlines()):
        found = LEFT_OPEN.search(line)
        if found:
            todo = "do it, or write it down where work is planned"
            yield Finding(file.path, number + offset, f"{found[0]} left open", todo)
        if file.suffix == ".md":
            continue
        found = HISTORY.search(line)
        if found:
            todo = "say how things are; history is in the commits"
            yield Finding(file.path, number + offset, f"{found[0]!r} in a comment", todo)
    found = COMMIT_MESSAGE.match(text.lstrip("/*# \n"))
    if found and file.suffix != ".md":
        todo = "say what is so, not what was done to the code"
        yield Finding(file.path, number, f"a comment opens with {found[0]!r}", todo)


def comments(file: SourceFile) -> Iterator[tuple[int, str]]:
    """Yields (line, text); adjacent comment lines are one comment, all of a markdown file too."""
    if file.suffix == ".md":
        yield 1, file.text
        return
    block: list[str] = []
    start = 0
    for number, text in comment_lines(file):
        if block and number == start + len(block):
            block.append(text)
            continue
        if block:
            yield start, "\n".join(block)
        block, start = text.splitlines() or [""], number
    if block:
        yield start, "\n".join(block)


def comment_lines(file: SourceFile) -> Iterator[tuple[int, str]]:
    if file.is_cpp:
        for token in file.cpp.comments:
            yield token.line, token.text
    elif file.is_python:
        for token in tokenize.generate_tokens(io.StringIO(file.text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
    else:
        for number, line in enumerate(file.lines, 1):
            match = SCRIPT_COMMENT.search(line)
            if match:
                yield number, match[1]
