#!/usr/bin/env python3
"""POST /v1/query: formats, limits, concurrency, what happens when who asked goes away.

usage: query_test.py TELLTALE
"""

import json
import socket
import struct
import sys
import threading

from telltale_server import Answer, Server, is_confined, reading, wait_until

SLOW = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range + b.range = 7"


def check_formats(server: Server) -> None:
    sql = "SELECT device_id, temperature, 1.50::DECIMAL(4, 2) AS d FROM device_metrics ORDER BY 2"
    answer = server.query(sql)
    assert answer.fields["content-type"] == "application/json"
    rows = answer.json()
    assert rows["columns"] == [
        {"name": "device_id", "type": "VARCHAR"},
        {"name": "temperature", "type": "DOUBLE"},
        {"name": "d", "type": "DECIMAL(4,2)"},
    ]
    assert rows["rows"][:2] == [["a", 0, 1.5], ["b", 1, 1.5]], rows["rows"][:2]
    assert b"1.50" in answer.body
    assert (rows["row_count"], rows["truncated"]) == (10, False)
    assert str(rows["commit"]) == answer.fields["telltale-commit"]
    assert float(answer.fields["telltale-freshness"]) >= 0
    objects = server.query(sql, format="objects").json()
    assert objects[1] == {"device_id": "b", "temperature": 1, "d": 1.5}
    csv = server.query(sql, format="csv")
    assert csv.fields["content-type"] == "text/csv"
    assert csv.body.startswith(b"device_id,temperature,d\r\na,0,1.50\r\nb,1,1.50\r\n"), csv.body
    by_accept = server.ask(
        "POST", "/v1/query", json.dumps({"sql": sql}).encode(), {"Accept": "text/csv;q=0.9"}
    )
    assert by_accept.body == csv.body
    unknown = server.ask("POST", "/v1/query", b'{"sql": "SELECT 1"}', {"Accept": "image/png"})
    assert unknown.status == 406, unknown


def arrow_messages(stream: bytes) -> list[int]:
    """Lengths of the metadata of each message of an Arrow IPC stream; the last, 0, is its end."""
    sizes = []
    while stream:
        marker, size = struct.unpack("<II", stream[:8])
        assert marker == 0xFFFFFFFF
        sizes.append(size)
        if size == 0:
            assert len(stream) == 8
            break
        # The length of the body is a field of the flatbuffer: looked for by its table.
        metadata = stream[8 : 8 + size]
        root = struct.unpack_from("<I", metadata)[0]
        table = root - struct.unpack_from("<i", metadata, root)[0]
        has_length = struct.unpack_from("<H", metadata, table)[0] > 10
        offset = struct.unpack_from("<H", metadata, table + 10)[0] if has_length else 0
        length = struct.unpack_from("<q", metadata, root + offset)[0] if offset else 0
        stream = stream[8 + size + length :]
    return sizes


def check_arrow(server: Server) -> None:
    answer = server.query("SELECT * FROM range(5000) t(x)", format="arrow")
    assert answer.fields["content-type"] == "application/vnd.apache.arrow.stream"
    messages = arrow_messages(answer.body)
    assert len(messages) == 5 and messages[-1] == 0, messages  # schema, three batches, end
    few = server.query("SELECT * FROM range(5000)", format="arrow", rows_max=2050)
    cut = arrow_messages(few.body)
    assert len(cut) == 4 and cut[-1] == 0, cut


def check_parquet(server: Server) -> None:
    answer = server.query("SELECT * FROM device_metrics", format="parquet")
    assert answer.fields["content-type"] == "application/vnd.apache.parquet", answer.fields
    assert answer.body[:4] == answer.body[-4:] == b"PAR1" and answer.is_whole
    cut = server.query("SELECT * FROM range(300000)", format="parquet", rows_max=100)
    assert cut.body[-4:] == b"PAR1" and len(cut.body) < 3_000, len(cut.body)
    months = server.query("SELECT INTERVAL 1 MONTH AS m", format="parquet")
    assert months.status == 400 and "cast it" in months.json()["detail"], months
    by_accept = server.ask("POST", "/v1/query", b'{"sql": "SELECT 1"}',
                           {"Accept": "application/vnd.apache.parquet"})
    assert by_accept.body[:4] == b"PAR1", by_accept


def check_limits(server: Server) -> None:
    cut = server.query("SELECT * FROM range(100)", rows_max=7).json()
    assert (len(cut["rows"]), cut["row_count"], cut["truncated"]) == (7, 7, True)
    exact = server.query("SELECT * FROM range(7)", rows_max=7).json()
    assert (exact["row_count"], exact["truncated"]) == (7, False)
    many = server.query("SELECT * FROM range(2000)")
    assert many.status == 422 and "rows" in many.json()["detail"], many
    slow = server.query(SLOW, time_max_ms=300)
    assert slow.status == 422 and "300 ms" in slow.json()["detail"], slow
    large = server.query("SELECT length(repeat('x', 3000000000))")
    assert large.status in (400, 422), large
    for members in ({"rows_max": 0}, {"rows_max": 10**9}, {"time_max_ms": 10**9}, {"format": "xml"},
                    {"as_of": []}, {"limit": 3}, {"rows_max": "7"}):
        assert server.query("SELECT 1", **members).status == 400, members
    for body in (b"", b"SELECT 1", b"[]", b"{}", b'{"sql": 1}', b'{"sql": ""}', b'{"sql": "\xff"}',
                 b'{"sql": "SELECT 1\\u0000"}', b'{"sql": "SELECT 1", "sql": "SELECT 2"}'):
        assert server.ask("POST", "/v1/query", body).status == 400, body
    typed = server.ask("POST", "/v1/query", b'{"sql": "SELECT 1"}', {"Content-Type": "text/html"})
    assert typed.status == 415


def check_as_of(server: Server) -> None:
    """An earlier commit, by number or time, shows what it showed then."""
    count = "SELECT count(*) FROM device_metrics"
    before = server.query(count).json()
    then = before["commit"]
    server.send([reading("z", 1, temperature=1)])
    now = server.query(count).json()
    assert now["rows"][0][0] == before["rows"][0][0] + 1
    past = server.query(count, as_of=then)
    assert past.json()["rows"] == before["rows"], past
    assert past.json()["commit"] == then and past.fields["telltale-commit"] == str(then)
    assert server.query(count, as_of=str(then)).json()["rows"] == before["rows"]
    assert server.query(count, as_of="2999-01-01T00:00:00Z").json()["rows"] == now["rows"]
    books = "SELECT sum(records)::BIGINT FROM books"
    assert server.query(books, as_of=then).json()["rows"] == before["rows"]
    for wrong in (now["commit"] + 1000, 0, "1999-01-01T00:00:00Z", "yesterday"):
        assert server.query(count, as_of=wrong).status == 400, wrong


def check_sums(server: Server) -> None:
    """Each column is there for who names it, by name, by place or by the row."""
    def rows(sql: str) -> list[list[object]]:
        answer = server.query(sql)
        assert answer.status == 200, answer
        return answer.json()["rows"]

    named = rows("SELECT device_id, expected, completeness FROM rollups_hour ORDER BY ALL")
    columns = [column["name"] for column in server.query("FROM rollups_hour").json()["columns"]]
    assert columns[0] == "hour" and columns[-2:] == ["expected", "completeness"], columns
    places = ", ".join(f"c{i}" for i in range(len(columns)))
    last = f"c{len(columns) - 2}, c{len(columns) - 1}"
    assert rows(f"SELECT c1, {last} FROM rollups_hour AS t({places}) ORDER BY ALL") == named
    by_row = "SELECT device_id, t.expected, (t).completeness FROM main.Rollups_Hour t ORDER BY ALL"
    assert rows(by_row) == named
    assert rows("SELECT device_id FROM rollups_hour ORDER BY 1") == [row[:1] for row in named]
    key = "ORDER BY device_id, hour, schema"
    whole = rows(f"FROM rollups_hour {key}")
    for place, column in enumerate(columns):
        one = rows(f'SELECT "{column}" FROM rollups_hour {key}')
        assert one == [[row[place]] for row in whole], column
    some = rows("SELECT b, late FROM rollups_hour AS t(a, b, c, late) ORDER BY b, a, c")
    assert some == [[row[1], row[3]] for row in whole]
    method = rows("SELECT device_id, -1 AS n FROM rollups_hour WHERE n.abs() > 0 ORDER BY 1")
    assert method == [[row[1], -1] for row in whole]
    wrong = server.query("SELECT r.n, nothing FROM rollups_hour AS r")
    assert wrong.status == 400 and '"nothing" not found' in wrong.json()["detail"], wrong
    # A name of the query's own comes before a view's, and views that others are made of are found.
    assert rows("WITH rollups_hour AS (SELECT 7 AS n) SELECT n FROM rollups_hour") == [[7]]
    assert rows("SELECT count(*) FROM duplicates JOIN rejects USING (receipt)") == [[0]]


def busy(server: Server) -> set[int]:
    return {child for child in server.children() if is_confined(child)}


def check_gone(server: Server) -> None:
    """A query whose asker has gone is ended, long before its time is up."""
    body = json.dumps({"sql": SLOW}).encode()
    fields = f"Host: localhost\r\nContent-Length: {len(body)}\r\n"
    head = f"POST /v1/query HTTP/1.1\r\n{fields}\r\n".encode()
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(head + body)
        wait_until("the query runs", lambda: busy(server))
    wait_until("the query is ended", lambda: not busy(server), seconds=10)


def check_concurrency(server: Server) -> None:
    """As many as may run, some wait, the rest is told to come again."""
    answers: list[Answer] = []
    threads = [
        threading.Thread(target=lambda: answers.append(server.query(SLOW, time_max_ms=1500)))
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    peak, before = 0, set[int]()
    while any(thread.is_alive() for thread in threads):
        # One look is no moment: a query may end and the next begin within it. Who is in two looks
        # running was there at the moment between them.
        now = busy(server)
        peak, before = max(peak, len(now & before)), now
        threads[0].join(0.02) if threads[0].is_alive() else threads[-1].join(0.02)
    statuses = sorted(answer.status for answer in answers)
    assert 1 <= peak <= 2, peak
    # Two run and four wait; who comes before the first two were begun finds four waiting.
    assert 4 <= statuses.count(422) <= 6, statuses
    assert statuses.count(422) + statuses.count(429) == 12, statuses
    assert all("retry-after" in answer.fields for answer in answers if answer.status == 429)


def check_commits(server: Server) -> None:
    """Each query sees one whole commit, and the next sees the next."""
    for round_number in range(1, 6):
        server.send([reading("n", 100 * round_number + i, temperature=1) for i in range(20)])
        answer = server.query(
            "SELECT count(*), count(DISTINCT _commit) FROM device_metrics WHERE device_id = 'n'",
        )
        assert answer.json()["rows"] == [[20 * round_number, round_number]], answer
        assert int(answer.fields["telltale-commit"]) >= round_number


def check_damage(server: Server) -> None:
    """A file whose bytes have changed is named, never served; other tables answer."""
    assert server.query("SELECT count(*) FROM device_metrics").status == 200
    fact = sorted((server.lake / "processed/device_metrics").rglob("*.parquet"))[0]
    whole = fact.read_bytes()
    fact.write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
    answer = server.query("SELECT count(*) FROM device_metrics")
    assert answer.status == 500 and fact.name in answer.json()["detail"], answer
    assert server.query("SELECT count(*) FROM raw").status == 200
    fact.write_bytes(whole)
    assert server.query("SELECT count(*) FROM device_metrics").status == 200


def main(arguments: list[str]) -> int:
    options = {"query_rows": 1000, "query_concurrent": 2, "query_waiting": 4}
    with Server(arguments[0], options=options) as server:
        names = "abcdefghij"
        server.send([reading(name, i, temperature=i) for i, name in enumerate(names)])
        check_formats(server)
        check_limits(server)
        check_commits(server)
        check_sums(server)
        check_as_of(server)
        check_damage(server)
        check_gone(server)
        check_concurrency(server)
    with Server(arguments[0], options={"query_rows": 10_000}) as server:
        check_arrow(server)
        check_parquet(server)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
