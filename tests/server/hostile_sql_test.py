#!/usr/bin/env python3
"""Hostile queries (hostile_sql.txt) leave host and lake as they were: nothing outside the lake is
read, nothing is written anywhere, the server lives and its memory is bounded.

usage: hostile_sql_test.py TELLTALE
"""

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from telltale_server import Answer, Server, reading, wait_until

CORPUS = Path(__file__).with_name("hostile_sql.txt")
SECRET = "xyzzy-the-secret-7d41"
OPTIONS = {
    "query_time_ms": 1500,
    "query_memory_bytes": 256 << 20,
    "query_rows": 100_000,
    "query_result_bytes": 8 << 20,
}
SERVER_MEMORY_MAX = 400 << 20


def corpus() -> Iterator[tuple[str, str]]:
    """Yields (what must happen, query)."""
    kind = ""
    for line in CORPUS.read_text().splitlines():
        if match := re.match(r"\[(\w+)\]", line):
            kind = match[1]
        elif line and not line.startswith("#"):
            yield kind, line


def digest_of(folder: Path) -> str:
    """Of all paths, bytes and times of change below a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        stat = path.stat()
        digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns} {stat.st_mode}\n".encode())
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def plant_secrets(outside: Path, fact: Path) -> None:
    outside.mkdir()
    (outside / "secret.txt").write_text(SECRET)
    (outside / "secret.csv").write_text(f"a,b\n{SECRET},1\n")
    (outside / "secret.json").write_text(f'{{"a": "{SECRET}"}}\n')
    (outside / "secret.parquet").write_bytes(fact.read_bytes())


def check(kind: str, sql: str, answer: Answer) -> None:
    text = answer.body.decode("utf-8", "replace")
    assert SECRET not in text, f"a secret leaks: {sql}: {text[:500]}"
    assert "root:x:0" not in text, f"a file of the host leaks: {sql}"
    if kind == "costly" and answer.status == 200 and not answer.is_whole:
        return
    wanted = {"refused": {400}, "costly": {400, 422}, "harmless": {200, 400}}[kind]
    assert answer.status in wanted, f"{kind}: {sql}: {answer.status} {text[:300]}"
    if answer.status != 200:
        assert answer.fields["content-type"] == "application/problem+json", sql
        assert answer.json()["detail"], sql


def memory_of(process: int) -> int:
    match = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert match
    return int(match[1]) << 10


def main(arguments: list[str]) -> int:
    with Server(arguments[0], options=OPTIONS) as server:
        server.send([reading(f"d{i % 7}", i, temperature=i % 30) for i in range(2000)])
        fact = next((server.lake / "processed/device_metrics").rglob("*.parquet"))
        outside = server.folder / "outside"
        plant_secrets(outside, fact)
        assert server.process
        before = digest_of(server.lake), digest_of(outside)
        seen = {"refused": 0, "costly": 0, "harmless": 0}
        for kind, sql in corpus():
            written = sql.format_map({"outside": outside, "lake": server.lake, "fact": fact}) \
                if "{outside}" in sql or "{lake}" in sql or "{fact}" in sql else sql
            for format in ("json", "csv", "arrow") if kind == "harmless" else ("json",):
                check(kind, written, server.query(written, format=format))
            seen[kind] += 1
            assert server.is_alive(), sql
        assert min(seen.values()) > 5, seen
        assert (digest_of(server.lake), digest_of(outside)) == before
        assert memory_of(server.process.pid) < SERVER_MEMORY_MAX
        # The server serves on as if nothing had been.
        answer = server.query("SELECT count(*) FROM device_metrics", format="objects")
        assert answer.status == 200 and list(answer.json()[0].values()) == [2000], answer
        wait_until("only idle processes are left", lambda: len(server.children()) <= 2)
        print(f"{sum(seen.values())} queries: {seen}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
