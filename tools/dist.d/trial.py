#!/usr/bin/env python3
"""Uses an installed Telltale as its users will, and fails where it is not as promised.

usage: trial.py tarball|package|service PID

PID is the first process of the machine it is tried on. This runs outside of that machine but in its
network, in which it is alone; all commands run inside (tools/dist.d/trial.sh).
"""

import fcntl
import http.client
import json
import os
import re
import shlex
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent.parent.parent
UNIT = TOP / "conf/telltale.service"
SECONDS_MAX = 60
PORT = 8080  # of conf/telltale.yaml
LAKE = "/var/lib/telltale/lake"
READING = {"device_id": "pump-7", "timestamp": "2025-01-31T12:00:00Z", "temperature": 20.5}
SQL = "SELECT device_id, temperature FROM device_metrics"
EXPOSURE_MAX = 2.0  # as `systemd-analyze security` counts, from 0 to 10


def wait_until(what: str, is_so: Callable[[], Any], seconds: float = SECONDS_MAX) -> Any:
    deadline = time.monotonic() + seconds
    while True:
        answer = is_so()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.1)


def expect(what: str, is_so: object, seen: object = "") -> None:
    if not is_so:
        raise AssertionError(f"{what}: {seen}")


class Machine:
    """Runs commands inside, as root or as somebody else."""

    def __init__(self, first: str) -> None:
        self.first = first

    def words(self, command: list[str], user: str) -> list[str]:
        enter = ["nsenter", "--target", self.first, "--all", "--root", "--wd"]
        clean = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"]
        become = ["setpriv", "--reuid", user, "--regid", user, "--init-groups"] if user else []
        return [*enter, *clean, *become, *command]

    def run(self, *command: str, user: str = "", check: bool = True) -> str:
        done = subprocess.run(
            self.words(list(command), user), capture_output=True, text=True,
            timeout=SECONDS_MAX, check=False,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"{shlex.join(command)}: {done.stdout}{done.stderr}")
        return done.stdout

    def has(self, *test: str) -> bool:
        words = self.words(["test", *test], "")
        return subprocess.run(words, timeout=SECONDS_MAX, check=False).returncode == 0

    def bring_loopback_up(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
            request = struct.pack("16sH14x", b"lo", 1)  # IFF_UP
            fcntl.ioctl(any_socket, 0x8914, request)  # SIOCSIFFLAGS


class Process:
    """A server started by hand, whose standard error is kept."""

    def __init__(self, machine: Machine, command: list[str], user: str) -> None:
        self.log = Path(f"/proc/{machine.first}/root/tmp/trial.log")
        with self.log.open("wb") as file:
            self.enter = subprocess.Popen(machine.words(command, user), stderr=file)
        self.inside = int(wait_until("the server's process", self._child))

    def _child(self) -> str:
        enter = self.enter.pid
        return Path(f"/proc/{enter}/task/{enter}/children").read_text().strip()

    def messages(self) -> str:
        return self.log.read_text()

    def stop(self) -> int:
        """Ends it as systemd does; returns its exit code."""
        os.kill(self.inside, signal.SIGTERM)
        return self.enter.wait(SECONDS_MAX)


def ask(method: str, path: str, body: object = None, key: str = "") -> tuple[int, Any]:
    """The status and the JSON of an answer; 0: nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=SECONDS_MAX)
    fields = {"Content-Type": "application/json"}
    if key:
        fields["Authorization"] = f"Bearer {key}"
    try:
        connection.request(method, path, None if body is None else json.dumps(body), fields)
        reply = connection.getresponse()
        said = reply.read()
    except OSError:
        return 0, None
    finally:
        connection.close()
    return reply.status, json.loads(said) if "json" in reply.getheader("Content-Type", "") else said


def is_ready() -> bool:
    return ask("GET", "/readyz")[0] == 200


def check_page() -> None:
    """The dashboard is there: the page, and the script that makes it."""
    status, page = ask("GET", "/")
    expect("there is a page", status == 200 and isinstance(page, bytes), status)
    script = re.search(r'<script type="module"[^>]* src="([^"]+)"', page.decode())
    expect("it is the dashboard's", script, page)
    assert script
    status, code = ask("GET", script[1])
    expect("its script is there", status == 200 and len(code) > 0, status)


def use_server(token: str) -> str:
    """From the token to an answer in SQL; returns the key."""
    check_page()
    status, made = ask("POST", "/v1/setup", {"token": token})
    expect("a token makes the first key", status == 201, made)
    key = str(made["key"])
    wait_until("the server is ready", is_ready)
    status, receipts = ask("POST", "/v1/readings", READING, key)
    expect("a reading is taken", status == 200 and receipts["accepted"] == 1, receipts)
    wait_until("the reading is found by SQL", lambda: rows(key) == [["pump-7", 20.5]])
    status, books = ask("GET", "/v1/books", key=key)
    expect("there are books", status == 200, books)
    return key


def rows(key: str) -> Any:
    """Each is asked of a process that confines itself: it must be able to, here."""
    status, answer = ask("POST", "/v1/query", {"sql": SQL}, key)
    expect("a query is answered", status == 200, answer)
    return answer["rows"]


def find_token(said: str) -> str:
    found = re.search(r"setup_\w+", said)
    return found[0] if found else ""


def check_balance(machine: Machine, program: str, lake: str, user: str) -> None:
    shown = machine.run(program, "books", "--data", lake, "--format", "json", user=user)
    books = json.loads(shown)
    books = books[0] if isinstance(books, list) else books
    expect("one is stored", (books["received"], books["stored"]) == (1, 1), books)
    machine.run(program, "verify", "--data", lake, user=user)


def serve_by_hand(machine: Machine, command: list[str], user: str) -> None:
    server = Process(machine, command, user)
    try:
        token = wait_until("the server prints a token", lambda: find_token(server.messages()))
        use_server(token)
        code = server.stop()
        expect("the server ends with 0", code == 0, f"{code} {server.messages()}")
    except BaseException:
        print(server.messages(), file=sys.stderr)
        raise


def try_tarball(machine: Machine) -> None:
    user, home = "newcomer", "/home/newcomer"
    archive = machine.run("sh", "-c", f"echo {home}/telltale-*.tar.gz").strip()
    machine.run("tar", "-xzf", archive, "-C", home, user=user)
    folder = archive.removesuffix("-linux-amd64.tar.gz")
    program, lake = f"{folder}/bin/telltale", f"{home}/plant"
    print(machine.run(program, "version", user=user).splitlines()[0])
    machine.run(program, "init", lake, user=user)
    options = ["--config", f"{folder}/conf/telltale.yaml"]
    serve_by_hand(machine, [program, *options, "serve", "--data", lake], user)
    check_balance(machine, program, lake, user)


def unit_command(name: str) -> list[str]:
    found = re.search(rf"^{name}=(.*)$", UNIT.read_text(), re.MULTILINE)
    assert found, name
    return shlex.split(found[1])


def check_modes(machine: Machine) -> None:
    places = "/var/lib/telltale", "/etc/telltale/telltale.yaml"
    shown = machine.run("stat", "-c", "%U:%G %a", *places).splitlines()
    expect("owners and modes", shown == ["telltale:telltale 750", "root:root 644"], shown)


def try_package(machine: Machine) -> None:
    """What the unit does, by its own lines, without systemd."""
    print(machine.run("telltale", "version", user="telltale").splitlines()[0])
    check_modes(machine)
    for _ in range(2):  # as at each start of the service
        machine.run(*unit_command("ExecStartPre"), user="telltale")
    serve_by_hand(machine, unit_command("ExecStart"), "telltale")
    check_balance(machine, "telltale", LAKE, "telltale")
    machine.run("rm", "-rf", LAKE)  # the next trial begins anew


class Service:
    """telltale.service of a machine with systemd."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def show(self, name: str) -> str:
        return self.machine.run("systemctl", "show", "--value", "-p", name, "telltale").strip()

    def journal(self) -> str:
        return self.machine.run("journalctl", "--unit", "telltale", "--output", "cat", "--no-pager")

    def do(self, verb: str) -> None:
        self.machine.run("systemctl", verb, "telltale")


def try_service(machine: Machine) -> None:
    service = Service(machine)
    state = "systemctl", "is-system-running"
    wait_until("systemd has started",
               lambda: machine.run(*state, check=False).strip() in ("running", "degraded"))
    machine.run("systemd-analyze", "verify", "/lib/systemd/system/telltale.service")
    enabled = machine.run("systemctl", "is-enabled", "telltale", check=False).strip()
    expect("installing does not enable it", enabled == "disabled", enabled)
    try:
        key = check_running(service)
        check_events(service, key)
    except BaseException:
        print(service.journal(), file=sys.stderr)
        raise
    check_balance(machine, "telltale", LAKE, "telltale")
    check_exposure(machine)
    check_removal(service)


def check_running(service: Service) -> str:
    service.do("start")
    expect("`start` returns when it is ready", is_ready())
    key = use_server(wait_until("a token", lambda: find_token(service.journal())))
    service.do("reload")
    wait_until("it has read its options again", lambda: "options" in service.journal())
    first = service.show("WatchdogTimestampMonotonic")
    wait_until("it says that it lives", lambda: service.show("WatchdogTimestampMonotonic") != first)
    return key


def check_events(service: Service, key: str) -> None:
    """A crash, an upgrade, an orderly stop."""
    service.machine.run("systemctl", "kill", "--signal=KILL", "--kill-whom=main", "telltale")
    wait_until("it is started again", lambda: service.show("NRestarts") == "1" and is_ready())
    expect("what was received is there", rows(key) == [["pump-7", 20.5]])
    before = service.show("MainPID")
    service.machine.run("sh", "-c", "dpkg --install /opt/telltale_*.deb")
    expect("an upgrade starts the new program", service.show("MainPID") not in (before, "0"))
    expect("and returns when it is ready", is_ready())
    service.do("stop")
    ended = service.show("Result"), service.show("ExecMainStatus")
    expect("it ends well", ended == ("success", "0"), ended)


def check_exposure(machine: Machine) -> None:
    said = machine.run("systemd-analyze", "security", "--no-pager", "telltale")
    found = re.search(r"Overall exposure level for telltale.service: ([\d.]+)", said)
    assert found, said
    print(f"exposure by `systemd-analyze security`: {found[1]} of 10")
    expect("it is well confined", float(found[1]) <= EXPOSURE_MAX, said)


def check_removal(service: Service) -> None:
    machine = service.machine
    service.do("start")
    machine.run("dpkg", "--remove", "telltale")
    expect("removal stops it", not is_ready())
    expect("removal takes the program", not machine.has("-e", "/usr/bin/telltale"))
    expect("removal leaves options", machine.has("-f", "/etc/telltale/telltale.yaml"))
    machine.run("dpkg", "--purge", "telltale")
    expect("a purge takes the options", not machine.has("-e", "/etc/telltale"))
    expect("nothing takes records", machine.has("-d", f"{LAKE}/_commits"))


TRIALS = {"tarball": try_tarball, "package": try_package, "service": try_service}


def main(arguments: list[str]) -> int:
    kind, first = arguments
    machine = Machine(first)
    machine.bring_loopback_up()
    TRIALS[kind](machine)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
