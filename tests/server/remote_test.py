#!/usr/bin/env python3
"""Commands that ask a server say what they say of the lake's folder; files go up once, whatever
interrupts them.

usage: remote_test.py TELLTALE
"""

import gzip
import json
import sys
from pathlib import Path

from telltale_server import Server, reading, run, wait_until

COMMANDS = [
    ["books"], ["books", "--by", "log"], ["books", "--by", "day"], ["books", "--by", "reason"],
    ["rejects"], ["anomalies"], ["anomalies", "--device", "a"],
    ["anomalies", "--since", "2025-01-01T03:00:00Z"],
    ["sql", "SELECT device_id, avg(temperature) FROM device_metrics GROUP BY 1 ORDER BY 1"],
    ["sql", "SELECT 1.50::DECIMAL(4, 2) a, 170141183460469231731687303715884105727 b, NULL c, "
            "'' d, [1, 2] e, {'x': '\"y'} f, 'g\"h,i' g, 1e300 h, true i, DATE '2025-01-01' j"],
    ["sql", "SELECT 1 WHERE false"],
]


def check_same(server: Server) -> None:
    for command in COMMANDS:
        for form in ("table", "csv", "json"):
            words = [*command, "--format", form]
            local = run(server.program, words[0], "--data", str(server.lake), *words[1:])
            remote = run(server.program, words[0], "--server", server.url, *words[1:])
            assert remote.stdout == local.stdout, (words, local.stdout[:500], remote.stdout[:500])
    local = run(server.program, "rejects", "--data", str(server.lake), "--raw")
    assert run(server.program, "rejects", "--server", server.url, "--raw").stdout == local.stdout
    receipt = server.get_json("/v1/rejects")["rejects"][0]["receipt"]
    for words in ([receipt], ["a", "2025-01-01T00:05:00Z"]):
        local = run(server.program, "where-is", "--data", str(server.lake), *words)
        remote = run(server.program, "where-is", "--server", server.url, *words)
        # The server names files below the lake's folder.
        assert remote.stdout == local.stdout.replace(f"{server.lake}/", ""), words


def check_wrong(server: Server) -> None:
    def code(*words: str) -> tuple[int, str]:
        done = run(server.program, *words, check=False)
        return done.returncode, done.stderr

    assert code("where-is", "--server", server.url, "99:0:0")[0] == 1
    assert code("sql", "--server", server.url, "DROP TABLE x")[0] == 2
    assert code("sql", "--server", server.url, "SELECT * FROM '/etc/passwd'")[0] == 2
    assert code("books")[0] == 2
    assert code("books", "--server", server.url, "--data", "x")[0] == 2
    assert code("books", "--server", "ftp://x")[0] == 2
    down, message = code("books", "--server", "http://127.0.0.1:1")
    assert down == 3 and "cannot reach server" in message, message
    assert code("books", "--server", server.url, "--lake", "other")[0] == 3


def upload(server: Server, *words: str) -> str:
    return run(server.program, "ingest", "--server", server.url, "--format", "csv", *words).stdout


def accepted(text: str) -> list[int]:
    return [int(line.split(",")[1]) for line in text.splitlines()[1:]]


def stored(server: Server, count: int) -> None:
    wait_until(f"{count} are received",
               lambda: server.get_json("/v1/books")["received"] == count)
    assert server.get_json("/v1/books")["duplicate"] == 0


def check_upload(server: Server) -> None:
    """Lines, an array, CSV and gzip; again, nothing is taken twice."""
    records = [reading(f"u{i % 9}", i // 9, temperature=i % 30) for i in range(30_000)]
    text = "".join(json.dumps(record) + "\n" for record in records)
    total = server.get_json("/v1/books")["received"]
    room = Path(server.folder)
    (room / "a.ndjson").write_text(text[: len(text) // 2 + 37])  # its last line is cut
    (room / "b.json").write_text(json.dumps(
        [reading(f"v{i}", 1, temperature=1) for i in range(100)], indent=1))
    (room / "c.csv").write_text("device_id,timestamp,temperature\n" + "".join(
        f"w{i},2025-01-01T00:00:00Z,{i % 40}\n" for i in range(100)))
    (room / "d.gz").write_bytes(gzip.compress(b"".join(
        json.dumps(reading(f"x{i}", 1)).encode() + b"\n" for i in range(100))))
    files = [str(room / name) for name in ("a.ndjson", "b.json", "c.csv", "d.gz")]
    first = upload(server, *files)
    counts = accepted(first)
    assert counts[1:] == [100, 100, 100], first
    total += sum(counts)
    stored(server, total)
    assert upload(server, *files) == first
    stored(server, total)
    schema = room / "greenhouse.yaml"
    schema.write_text("schema: house\ndevice: s\ntime: at\nsignals: {m: {}}\n")
    (room / "e.ndjson").write_text('{"s": "g", "at": "2025-01-01T00:00:00Z", "m": 1}\n')
    assert accepted(upload(server, "--schema", str(schema), str(room / "e.ndjson"))) == [1]
    stored(server, total + 1)
    assert accepted(upload(server, "--schema", "house", str(room / "e.ndjson"))) == [1]
    stored(server, total + 1)


def check_interrupted(server: Server) -> None:
    """The server is gone in the middle and comes back: the same command goes on."""
    total = server.get_json("/v1/books")["received"]
    file = server.folder / "long.ndjson"
    records = (reading(f"y{i % 50}", i // 50, temperature=i % 30) for i in range(150_000))
    file.write_text("".join(json.dumps(record) + "\n" for record in records))
    body = file.read_bytes()
    cut = body[: body.index(b"\n", 2 << 20) + 1]
    assert cut.count(b"\n") < 150_000
    upload(server, str(file))
    stored(server, total + 150_000)
    server.stop()
    server.start()
    upload(server, str(file))
    stored(server, total + 150_000)


def main(arguments: list[str]) -> int:
    with Server(arguments[0]) as server:
        records = [reading(device, minute, temperature=20 + minute * 7 % 11 / 10)
                   for minute in range(300) for device in ("a", "b")]
        records[-1]["temperature"] = 95
        server.send(records)
        server.send([reading("a", 5000, temperature=1000)])
        check_same(server)
        check_wrong(server)
    with Server(arguments[0]) as server:
        check_upload(server)
        check_interrupted(server)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
