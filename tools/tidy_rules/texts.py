"""Markdown, large files, and names of places that belong into no file."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tidy_rules.tree import Finding, SourceFile, Tree

BLOB_BYTES_MAX = 1 << 20
LARGE_FILES: set[str] = set()  # those that may be larger
# Where package clients fetch from is the machine's setting.
REGISTRY_HOST = re.compile(
    r"(?i)(pypi|pythonhosted|test\.pypi)\.(org|io)|registry\.(npmjs|yarnpkg)|npmjs\.(org|com)"
    r"|(deb|security|ftp|snapshot)\.debian\.org|(archive|security)\.ubuntu\.com|crates\.io"
    r"|(proxy|sum)\.golang\.org|repo1?\.maven|maven\.org|(ghcr|quay|gcr|docker)\.io"
    r"|nodejs\.org/dist|files\.conda|anaconda\.org"
)
MACHINE_PATH = re.compile(r"(?<![\w.}/])/(work|root)/\w")
FENCE = re.compile(r"\s*(```|~~~)")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)")
TOOLS_INDEX = "tools/README.md"


def check_places(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        for found in REGISTRY_HOST.finditer(file.text):
            todo = "leave it to the machine's package settings"
            yield Finding(file.path, line_of(file, found), f"names the registry {found[0]}", todo)
        if file.is_foreign:
            continue
        for found in MACHINE_PATH.finditer(file.text):
            todo = "a path of one machine: make it relative, or a parameter"
            yield Finding(file.path, line_of(file, found), f"names {found[0]}...", todo)


def line_of(file: SourceFile, match: re.Match[str]) -> int:
    return file.text.count("\n", 0, match.start()) + 1


def check_blobs(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        if len(file.content) > BLOB_BYTES_MAX and file.path not in LARGE_FILES:
            todo = "generate or fetch it (or name it in tools/tidy_rules/texts.py)"
            yield Finding(file.path, 1, f"{len(file.content)} bytes", todo)


def check_markdown(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        if file.suffix != ".md" or file.is_foreign:
            continue
        prose = prose_lines(file)
        titles = [number for number, line in prose if re.match(r"# \S", line)]
        if len(titles) != 1:
            line = titles[1] if titles else 1
            todo = "one line `# Title`, at the top"
            yield Finding(file.path, line, f"{len(titles)} titles", todo)
        for number, line in prose:
            for match in LINK.finditer(re.sub(r"`[^`]*`", "", line)):
                if not leads_somewhere(tree, file, match[1]):
                    todo = "no such file or heading"
                    yield Finding(file.path, number, f"dead link {match[1]}", todo)


def prose_lines(file: SourceFile) -> list[tuple[int, str]]:
    """The lines outside of fenced code, with their numbers."""
    kept, is_fenced = [], False
    for number, line in enumerate(file.lines, 1):
        if FENCE.match(line):
            is_fenced = not is_fenced
        elif not is_fenced:
            kept.append((number, line))
    return kept


def leads_somewhere(tree: Tree, file: SourceFile, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return True
    path, _, anchor = target.partition("#")
    where = file.path if not path else resolve(file, path)
    if where not in tree:
        return where in tree.directories and not anchor
    if not anchor or not where.endswith(".md"):
        return True
    headings = [line.lstrip("#") for _, line in prose_lines(tree.files[where]) if line[:1] == "#"]
    return anchor in {anchor_of(heading) for heading in headings}


def resolve(file: SourceFile, path: str) -> str:
    parts: list[str] = [] if path.startswith("/") else list(file.folders)
    for part in PurePosixPath(path.lstrip("/")).parts:
        if part == ".." and parts:
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts) or "."


def anchor_of(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def check_tools_index(tree: Tree) -> Iterator[Finding]:
    """Every file of tools/ is named in its README, so that none is forgotten."""
    index = tree.text(TOOLS_INDEX)
    names = {file.path.split("/")[1] for file in tree if file.folders[:1] == ("tools",)}
    for name in sorted(names):
        if f"tools/{name}" != TOOLS_INDEX and not re.search(rf"`{re.escape(name)}[`/]", index):
            yield Finding(TOOLS_INDEX, 1, f"`{name}` is missing", "say in one line what it is for")
