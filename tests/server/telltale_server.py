"""A lake with a server over it, for tests: fresh folder, free port, bounded waits, ended by its own
process. Python's standard library only."""

import http.client
import json
import os
import re
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

SECONDS_MAX = 60


class Answer(NamedTuple):
    status: int
    fields: dict[str, str]  # names in lower case
    body: bytes
    is_whole: bool = True  # false: the connection was closed before the end of the body

    def json(self) -> Any:
        return json.loads(self.body)


def wait_until(
    what: str, is_so: Callable[[], Any], seconds: float = SECONDS_MAX, pause: float = 0.02
) -> Any:
    """Asks again and again until the answer is true, which is returned."""
    deadline = time.monotonic() + seconds
    while True:
        answer = is_so()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(pause)


def run(
    program: str, *arguments: str, check: bool = True, words: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs a command; `words` are its standard input."""
    done = subprocess.run(
        [program, *arguments], capture_output=True, text=True, timeout=SECONDS_MAX, check=False,
        input=words,
    )
    if check and done.returncode != 0:
        raise AssertionError(f"telltale {' '.join(arguments)}: {done.stderr}")
    return done


class Server:
    """`with Server(program) as server:` is a server over one new lake."""

    def __init__(
        self,
        program: str,
        *,
        schema: str = "smart_device",  # by name, or as a text
        options: dict[str, Any] | None = None,
        before: Callable[[Path], None] | None = None,
        lakes: tuple[str, ...] = ("plant",),
        environment: dict[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.program = program
        self.environment = os.environ | (environment or {})
        self.room = tempfile.TemporaryDirectory(prefix="telltale-server-")
        self.folder = Path(self.room.name)
        self.lakes = [(folder or self.folder) / name for name in lakes]
        self.lake = self.lakes[0]
        self.config = self.folder / "telltale.yaml"
        chosen = {"cut_interval_ms": 50, "lanes": 2, "access": "open"} | (options or {})
        self.config.write_text("".join(f"{key}: {value}\n" for key, value in chosen.items()))
        if "\n" in schema:
            (self.folder / "schema.yaml").write_text(schema)
            schema = str(self.folder / "schema.yaml")
        for lake in self.lakes:
            run(program, "init", str(lake), "--schema", schema)
        if before:
            before(self.lake)
        self.words: tuple[str, ...] = ()  # more of them for `serve`
        self.process: subprocess.Popen[str] | None = None
        self.messages: list[str] = []

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.room.cleanup()

    def start(self, until: str = "ready") -> None:
        """Returns once the server has said that it is listening, or ready."""
        self.process = subprocess.Popen(
            [self.program, "--config", str(self.config), "serve", "--data",
             *map(str, self.lakes), "--listen", "127.0.0.1:0", *self.words],
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
        )
        threading.Thread(target=self._listen, args=(self.process,), daemon=True).start()
        line = wait_until(f"the server is {until}", lambda: self._said(until))
        found = re.search(r"https?://[^ \"]*:(\d+)", line)
        assert found, line
        self.port = int(found[1])
        self.key = ""  # sent with each request, when there is one

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stderr
        for line in process.stderr:
            self.messages.append(line.strip())

    def _said(self, event: str) -> str | None:
        assert self.process
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended: {self.messages}")
        wanted = (f" event={event} ", f'"event":"{event}",')
        return next((line for line in self.messages if any(w in line for w in wanted)), None)

    def setup_tokens(self) -> list[str]:
        """What the server printed to make first keys with, a lake each."""
        return [word for line in self.messages for word in re.findall(r"setup_\w+", line)]

    def set_up(self) -> str:
        """Makes the first key, which may do everything."""
        token = wait_until("the server prints a token", self.setup_tokens)[0]
        answer = self.ask("POST", "/v1/setup", json.dumps({"token": token}).encode())
        assert answer.status == 201, answer
        return str(answer.json()["key"])

    def make_key(self, *words: str) -> str:
        """Makes a key by the command line, and waits until the server knows it."""
        lake = str(self.lake)
        made = run(self.program, "keys", "create", "--data", lake, "--name", "test", *words)
        key = made.stdout.strip()
        # Not often: each attempt before is a failed one, of which there may not be many.
        wait_until("the key counts", lambda: self.status_of(key) in (200, 403), pause=0.25)
        return key

    def status_of(self, key: str) -> int:
        """What a request with that key is answered; 401: it counts not."""
        return self.ask("GET", "/v1/keys", fields={"Authorization": f"Bearer {key}"}).status

    def books(self) -> dict[str, Any]:
        """The books by the command line, which needs no key."""
        shown = run(self.program, "books", "--data", str(self.lake), "--format", "json")
        books: dict[str, Any] = json.loads(shown.stdout)
        return books

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        self.process = None
        self.messages.clear()

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        fields: dict[str, str] | None = None,
        **parameters: Any,
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_MAX)
        try:
            query = "?" + urlencode(parameters) if parameters else ""
            named = {"Authorization": f"Bearer {self.key}"} if self.key else {}
            connection.request(method, quote(path) + query, body, named | (fields or {}))
            reply = connection.getresponse()
            named = {name.lower(): value for name, value in reply.getheaders()}
            try:
                return Answer(reply.status, named, reply.read())
            except http.client.IncompleteRead as cut:
                return Answer(reply.status, named, cut.partial, False)
        finally:
            connection.close()

    def status(self, method: str, path: str, body: bytes | None, fields: dict[str, str]) -> int:
        """The status of an answer that may have no end."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_MAX)
        try:
            connection.request(method, quote(path), body, fields)
            return connection.getresponse().status
        finally:
            connection.close()

    def get(self, path: str, **parameters: Any) -> Answer:
        return self.ask("GET", path, **parameters)

    def get_json(self, path: str, **parameters: Any) -> Any:
        answer = self.get(path, **parameters)
        assert answer.status == 200, (path, answer)
        return answer.json()

    def query(self, sql: str, **members: Any) -> Answer:
        body = json.dumps({"sql": sql} | members).encode()
        return self.ask("POST", "/v1/query", body, {"Content-Type": "application/json"})

    def send(self, records: list[Any], **parameters: Any) -> Any:
        """Takes records and waits until they are committed."""
        received = self.get_json("/v1/books")["received"]
        lines = "".join(json.dumps(record) + "\n" for record in records).encode()
        answer = self.ask(
            "POST", "/v1/readings", lines, {"Content-Type": "application/x-ndjson"}, **parameters
        )
        assert answer.status == 200, answer
        wanted = received + answer.json()["accepted"]
        wait_until("commit", lambda: self.get_json("/v1/books")["received"] >= wanted)
        return answer.json()

    def wait_for_devices(self) -> None:
        """Until the register of devices is as new as the lake."""
        def is_up_to_date() -> bool:
            answer = self.get("/v1/devices", limit=1)
            if answer.status == 503:
                return False
            return str(answer.json()["commit"]) == answer.fields["telltale-commit"]

        wait_until("the register is up to date", is_up_to_date)

    def children(self) -> list[int]:
        assert self.process
        found = []
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
        return found


def is_confined(process: int) -> bool:
    """Whether the process is under a filter of system calls."""
    try:
        return "\nSeccomp:\t2" in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def reading(device: str, minute: int, **values: Any) -> dict[str, Any]:
    """A smart device's record, so many minutes into 2025."""
    day, rest = divmod(minute, 24 * 60)
    time_text = f"2025-01-{day + 1:02}T{rest // 60:02}:{rest % 60:02}:00Z"
    return {"device_id": device, "timestamp": time_text} | values
