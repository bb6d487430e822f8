"""Who may include what: modules by src/layers.txt, libraries each in its place."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch

from tidy_rules.cpp import Include
from tidy_rules.tree import Finding, SourceFile, Tree

LAYERS = "src/layers.txt"

# library: (what its includes look like, the files that may name them)
LIBRARIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "Arrow": (r"(arrow|parquet)/", ("src/store/parquet_*.cc", "src/store/batch_stream.cc")),
    "DuckDB": (r"duckdb", ("src/store/duckdb_calls.h",)),
    "BLAKE3": (r"blake3\.h", ("src/base/hash.cc",)),
    "simdjson": (r"simdjson", ("src/refine/*decoder.cc",)),
    "yaml-cpp": (r"yaml-cpp/", ("src/telemetry/schema_yaml.cc", "src/app/options.cc")),
    "nlohmann-json": (r"nlohmann/", ("src/base/json.cc",)),
    "OpenSSL": (r"openssl/", ("src/base/hash.cc", "src/serve/tls_context.cc",
                               "src/app/certificate.cc", "src/serve/one_time_code.cc")),
    "Boost": (r"boost/", ("src/serve/http_connection.cc", "src/serve/http_server.cc")),
    "SQLite": (r"sqlite3\.h", ("src/serve/access_database.cc",)),
    "libsodium": (r"sodium", ("src/serve/password.cc",)),
    "xxHash": (r"xxh", ("src/base/hash.cc",)),
    "zlib": (r"zlib", ("src/ingest/gzip_stream*.cc", "src/store/parquet_encode*.cc",
                           "src/serve/body_coding*.cc", "src/app/tar_gz.cc")),
    "zstd": (r"zstd", ("src/store/parquet_encode*.cc", "src/store/commit_pack.cc",
                       "src/serve/body_coding*.cc")),
    "libcurl": (r"curl/", ("src/app/http_client.cc",)),
    "CLI11": (r"CLI/", ("src/app/command_line*.cc", "src/app/command_set.cc")),
    "fmt": (r"fmt/", ("*.cc",)),
    "Catch2": (r"catch2/", ("tests",)),
    "RapidCheck": (r"rapidcheck", ("tests",)),
}
TEST_LIBRARIES = {"Catch2", "RapidCheck"}
SYSTEM_HEADER = re.compile(
    r"(sys|linux|net|netinet|arpa|asm)/\w+\.h"
    r"|(unistd|fcntl|poll|pwd|dirent|pthread|dlfcn|sched|spawn|termios|netdb)\.h"
    r"|(immintrin|emmintrin|cpuid)\.h"
)
# What the tests beside the code share, Catch2 among it.
TEST_HEADERS = {"tests/catch.h", "tests/temporary_folder.h"}
STANDARD_HEADER = re.compile(r"[a-z_]+")


def read_layers(text: str) -> tuple[dict[str, set[str]], list[Finding]]:
    """The modules each module may include, and what is wrong with the file itself."""
    allowed: dict[str, set[str]] = {}
    findings = []
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r"([a-z]+) +(.*)$", line)
        if not match:
            continue
        uses = set(re.split(r" {3,}", match[2])[0].split()) - {"-"}
        for use in sorted(uses - set(allowed)):
            todo = "a module may include only modules of earlier lines"
            findings.append(Finding(LAYERS, number, f"{match[1]} names {use}", todo))
        allowed[match[1]] = uses
    return allowed, findings


def check_layers(tree: Tree) -> Iterator[Finding]:
    allowed, findings = read_layers(tree.text(LAYERS))
    yield from findings
    for file in tree:
        if not file.is_cpp:
            continue
        if file.module and file.module not in allowed:
            yield Finding(file.path, 1, f"module {file.module} is unknown", f"name it in {LAYERS}")
            continue
        for include in file.cpp.includes:
            library = library_of(include)
            if library:
                yield from check_library(file, include, library, tree.is_test(file))
            else:
                yield from check_include(file, include, allowed)


def library_of(include: Include) -> str:
    found = [name for name, (pattern, _) in LIBRARIES.items() if re.match(pattern, include.name)]
    return found[0] if found else ""


def check_include(
    file: SourceFile, include: Include, allowed: dict[str, set[str]]
) -> Iterator[Finding]:
    target = include.name.split("/")[0]
    if include.is_angled:
        known = STANDARD_HEADER.fullmatch(include.name) or SYSTEM_HEADER.fullmatch(include.name)
        if not known:
            todo = "add its library and its place to tools/tidy_rules/layers.py"
            yield Finding(file.path, include.line, f"unknown header <{include.name}>", todo)
    elif include.name in TEST_HEADERS and file.is_test:
        return
    elif file.module and target not in allowed:
        todo = 'write "module/file.h", from the folder src'
        yield Finding(file.path, include.line, f'include "{include.name}"', todo)
    elif file.module and target != file.module and target not in allowed[file.module]:
        todo = f"{LAYERS} gives it only: {' '.join(sorted(allowed[file.module])) or 'nothing'}"
        yield Finding(file.path, include.line, f"{file.module} includes {target}", todo)


def check_library(
    file: SourceFile, include: Include, library: str, is_test: bool
) -> Iterator[Finding]:
    places = LIBRARIES[library][1]
    if library in TEST_LIBRARIES and is_test:
        return
    if file.is_header and not is_test and file.path not in places:
        todo = "a library's headers belong into a .cc file"
        yield Finding(file.path, include.line, f"a header includes {library}", todo)
    elif not any(fnmatch(file.path, place) for place in places):
        todo = f"{library} is used only in {', '.join(places)}"
        yield Finding(file.path, include.line, f"includes {library}", todo)


def check_headers(tree: Tree) -> Iterator[Finding]:
    """Each header: guarded, introduced, and used by more than its own .cc file."""
    for file in tree:
        if not file.is_header:
            continue
        if not any(token.text.split() == ["#pragma", "once"] for token in file.cpp.directives):
            yield Finding(file.path, 1, "no include guard", "write #pragma once under the comment")
        if not file.text.startswith("//"):
            todo = "open with 2 to 6 lines: what it is, who owns it, which threads, how it fails"
            yield Finding(file.path, 1, "no opening comment", todo)
        own = file.path.removesuffix(".h")
        names = {file.path, file.path.removeprefix("src/"), file.path.split("/")[-1]}
        including = {user for name in names for user in tree.users.get(name, set())}
        if not including - {own + ".cc", own + "_test.cc"}:
            yield Finding(file.path, 1, "nobody includes it", "use it, or delete it")
