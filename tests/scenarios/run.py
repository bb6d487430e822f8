#!/usr/bin/env python3
"""Runs the scenarios: stories of records going in and what comes out, told with the program's own
commands.

usage: run.py TELLTALE [--only TEXT] [--index FILE [--write]] FILE.test...

A .test file holds scenarios. Each begins with `scenario` and a sentence and runs in a new folder:

  covers WORDS                 what it shows, for the index (`rejected/malformed`,
                               `input: empty file`)
  schema NAME                  makes the lake `lake` with a shipped schema (default smart_device)
  file NAME                    a file with the lines that follow, up to a line `.`
  make NAME                    a file whose bytes are the Python expression that follows, up to `.`
  edit FILE                    replaces a file's bytes by the Python expression over `data`, up to
                               `.`; the lake is not verified at the end
  run [exit N] COMMAND...      runs telltale; {lake} is the lake. The exit code must be N
                               (default 0)
  ingest [exit N] ARG...       runs `telltale ingest --data {lake} --judge off ARG...`
  judge ARG...                 runs `telltale ingest --data {lake} ARG...`: what comes is judged
  input COMMAND...             the same as run, with the last file as standard input
  hold COMMAND...              starts telltale with the last file as standard input, which stays
                               open
  release                      closes it; the held run must end with 0
  says TEXT                    the last run said TEXT on standard error
  silent                       the last run said nothing on standard error
  prints                       the last run's standard output is exactly the lines up to `.`
  books NAME=COUNT...          the lake's books; what is not named is 0 (but received and balanced)
  rows SQL                     the rows of a query, as CSV without its header, up to `.`
  rejects                      reason,field,value of every reject in order, up to `.`
  same-digest [DIR]            the digest of the lake (or of another) equals that at the last
                               `digest`
  digest                       notes the lake's digest

Every run is held to what all commands promise: no signal, no stack trace, one line a message.
"""
import argparse
import gzip
import hashlib
import json
import re
import shlex
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

RUN_SECONDS_MAX = 120
DISPOSITIONS = [
    *("stored", "duplicate", "conflict", "rejected", "erased", "expired", "in_flight"),
    "late",
]


class ScenarioFailed(Exception):
    pass


@dataclass
class Scenario:
    title: str
    source: str
    steps: list[tuple[int, str, list[str]]] = field(default_factory=list)  # line, command, block
    covers: list[str] = field(default_factory=list)


# Files have no senders who may not write as a device.
NOT_BY_FILES = {"none", "not_permitted"}

BLOCK_COMMANDS = {"file", "make", "edit", "prints", "rows", "rejects"}


def parse(path: Path) -> list[Scenario]:
    """Reads the scenarios of a file."""
    scenarios: list[Scenario] = []
    lines = path.read_text().split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line.strip() or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        if word == "scenario":
            scenarios.append(Scenario(rest, f"{path.name}:{at}"))
            continue
        if word == "covers":
            scenarios[-1].covers.extend(item.strip() for item in rest.split(";"))
            continue
        block: list[str] = []
        first = at
        if word in BLOCK_COMMANDS:
            while lines[at] != ".":
                block.append(lines[at])
                at += 1
            at += 1
        scenarios[-1].steps.append((first, line, block))
    return scenarios


class Runner:
    """One scenario in its own folder."""

    def __init__(self, telltale: str, folder: Path):
        self.telltale = telltale
        self.folder = folder
        self.lake = folder / "lake"
        self.schema = "smart_device"
        self.last: subprocess.CompletedProcess | None = None
        self.last_file: Path | None = None
        self.noted_digest = ""
        self.held: subprocess.Popen | None = None

    def execute(
        self, arguments: list[str], stdin: Path | None = None
    ) -> subprocess.CompletedProcess:
        handle = stdin.open("rb") if stdin else subprocess.DEVNULL
        done = subprocess.run([self.telltale, *arguments], cwd=self.folder, stdin=handle,
                              capture_output=True, timeout=RUN_SECONDS_MAX)
        said = done.stderr.decode(errors="replace")
        if done.returncode < 0 or done.returncode > 3:
            raise ScenarioFailed(f"ended with {done.returncode}: {said}")
        for line in said.splitlines():
            if not line.startswith("telltale: "):
                raise ScenarioFailed(f"a message is no single line of the program: {line!r}")
        return done

    def make_lake(self) -> None:
        if not self.lake.exists():
            self.expect_exit(self.execute(["init", str(self.lake), "--schema", self.schema]), 0)

    @staticmethod
    def expect_exit(done: subprocess.CompletedProcess, code: int) -> None:
        if done.returncode != code:
            said = (done.stderr + done.stdout).decode(errors="replace")
            raise ScenarioFailed(f"exit {done.returncode} instead of {code}: {said}")

    def step(self, line: str, block: list[str]) -> None:
        word, _, rest = line.partition(" ")
        getattr(self, "do_" + word.replace("-", "_"))(rest, block)

    def do_schema(self, rest: str, _block: list[str]) -> None:
        self.schema = rest

    def do_file(self, rest: str, block: list[str]) -> None:
        self.last_file = self.folder / rest
        self.last_file.parent.mkdir(parents=True, exist_ok=True)
        self.last_file.write_text("".join(line + "\n" for line in block))

    def do_make(self, rest: str, block: list[str]) -> None:
        self.last_file = self.folder / rest
        names = {"gzip": gzip, "json": json}
        self.last_file.write_bytes(eval("\n".join(block), names))  # noqa: S307

    def do_edit(self, rest: str, block: list[str]) -> None:
        path = self.folder / rest
        names = {"data": path.read_bytes(), "hashlib": hashlib}
        path.write_bytes(eval("\n".join(block), names))  # noqa: S307

    def run_words(self, rest: str, before: list[str], stdin: Path | None = None) -> None:
        words = shlex.split(rest.replace("{lake}", str(self.lake)))
        code = 0
        if words[:1] == ["exit"]:
            code = int(words[1])
            words = words[2:]
        self.last = self.execute(before + words, stdin)
        self.expect_exit(self.last, code)

    def do_run(self, rest: str, _block: list[str]) -> None:
        self.run_words(rest, [])

    def do_input(self, rest: str, _block: list[str]) -> None:
        self.make_lake()
        self.run_words(rest, [], self.last_file)

    def do_ingest(self, rest: str, _block: list[str]) -> None:
        self.make_lake()
        words = rest.split(" ")
        before = ["ingest", "--data", str(self.lake), "--judge", "off"]
        if words[0] == "exit":
            self.run_words("exit " + words[1] + " " + " ".join(shlex.quote(w) for w in before) + " "
                           + " ".join(words[2:]), [])
        else:
            self.run_words(rest, before)

    def do_judge(self, rest: str, _block: list[str]) -> None:
        self.make_lake()
        self.run_words(rest, ["ingest", "--data", str(self.lake)])

    def do_hold(self, rest: str, _block: list[str]) -> None:
        self.make_lake()
        words = shlex.split(rest.replace("{lake}", str(self.lake)))
        self.held = subprocess.Popen(
            [self.telltale, *words],
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.held.stdin.write(self.last_file.read_bytes())
        self.held.stdin.flush()
        records = self.last_file.read_bytes().count(b"\n")
        for _ in range(RUN_SECONDS_MAX * 10):
            if self.read_books()["received"] >= records:
                return
            time.sleep(0.1)
        raise ScenarioFailed("the held run committed nothing")

    def do_release(self, _rest: str, _block: list[str]) -> None:
        self.held.stdin.close()
        if self.held.wait(RUN_SECONDS_MAX) != 0:
            raise ScenarioFailed(f"the held run ended with {self.held.returncode}")

    def do_says(self, rest: str, _block: list[str]) -> None:
        said = self.last.stderr.decode(errors="replace")
        if rest.replace("{lake}", str(self.lake)) not in said:
            raise ScenarioFailed(f"did not say {rest!r}: {said}")

    def do_silent(self, _rest: str, _block: list[str]) -> None:
        if self.last.stderr:
            raise ScenarioFailed(f"said {self.last.stderr.decode(errors='replace')}")

    def expect_lines(self, got: str, block: list[str]) -> None:
        lines = got.splitlines()
        if lines != block:
            got, wanted = ("\n  ".join(["", *text]) for text in (lines, block))
            raise ScenarioFailed(f"got{got}\ninstead of{wanted}")

    def do_prints(self, _rest: str, block: list[str]) -> None:
        wanted = [line.replace("{lake}", str(self.lake)) for line in block]
        self.expect_lines(self.last.stdout.decode(), wanted)

    def read_books(self, lake: str = "") -> dict:
        done = self.execute(["books", "--data", lake or str(self.lake), "--format", "json"])
        self.expect_exit(done, 0)
        return json.loads(done.stdout)

    def do_books(self, rest: str, _block: list[str]) -> None:
        wanted = {name: 0 for name in DISPOSITIONS}
        for item in rest.split():
            name, _, count = item.partition("=")
            wanted[name] = int(count)
        books = self.read_books()
        got = {name: books[name] for name in wanted}
        if got != wanted or books["balanced"] is not True:
            raise ScenarioFailed(f"books are {got} instead of {wanted}")

    def do_rows(self, rest: str, block: list[str]) -> None:
        done = self.execute(["sql", "--data", str(self.lake), "--format", "csv", rest])
        self.expect_exit(done, 0)
        self.expect_lines("\n".join(done.stdout.decode().splitlines()[1:]), block)

    def do_rejects(self, _rest: str, block: list[str]) -> None:
        done = self.execute(["rejects", "--data", str(self.lake), "--format", "json"])
        self.expect_exit(done, 0)
        rows = json.loads(done.stdout)
        lines = [",".join(row[name] or "" for name in ("reason", "field", "value")) for row in rows]
        self.expect_lines("\n".join(lines), block)

    def do_digest(self, _rest: str, _block: list[str]) -> None:
        self.noted_digest = self.read_books()["digest"]

    def do_same_digest(self, rest: str, _block: list[str]) -> None:
        if self.read_books(rest)["digest"] != self.noted_digest:
            raise ScenarioFailed("the digest differs")


def verify_lake(runner: Runner) -> None:
    """Whatever a scenario did, its lake must hold together."""
    if (runner.lake / "_commits").exists():
        runner.expect_exit(runner.execute(["verify", "--data", str(runner.lake)]), 0)


def run_scenario(telltale: str, scenario: Scenario) -> str | None:
    """Returns why it failed, or nothing."""
    with tempfile.TemporaryDirectory(prefix="telltale-") as folder:
        runner = Runner(telltale, Path(folder))
        damages = any(step[1].startswith("edit ") for step in scenario.steps)
        for line, command, block in scenario.steps:
            try:
                runner.step(command, block)
            except (ScenarioFailed, subprocess.TimeoutExpired) as error:
                if runner.held:
                    runner.held.kill()
                return f"{scenario.source.partition(':')[0]}:{line}: {command}\n  {error}"
        try:
            if not damages:
                verify_lake(runner)
        except ScenarioFailed as error:
            return f"{scenario.source}: verify\n  {error}"
    return None


def required_coverage(root: Path) -> list[str]:
    """What the scenarios must show: every disposition, reason and line of the bad-input list."""
    source = (root / "src/telemetry/disposition.cc").read_text()
    reasons = re.findall(r'^    \{"([a-z_0-9]+)", "', source, re.MULTILINE)
    items = ["stored", "stored/late", "duplicate", "conflict"]
    items += [f"rejected/{reason}" for reason in reasons if reason not in NOT_BY_FILES]
    listed = (root / "tests/scenarios/bad_input.txt").read_text().splitlines()
    items += [f"input: {line}" for line in listed if line and not line.startswith("#")]
    return items


def index_text(scenarios: list[Scenario], required: list[str]) -> str:
    shown: dict[str, list[Scenario]] = {item: [] for item in required}
    for scenario in scenarios:
        for item in scenario.covers:
            shown.setdefault(item, []).append(scenario)
    lines = ["# What the scenarios show", "",
             "Written by `tests/scenarios/run.py --index`; a test compares it.", "",
             "| what | shown by |", "|---|---|"]
    for item, by in shown.items():
        names = [f"{one.source.partition(':')[0]}: {one.title}" for one in by]
        lines.append(f"| {item} | {'<br>'.join(names) or '**nothing**'} |")
    return "\n".join(lines) + "\n"


def check_index(scenarios: list[Scenario], path: Path, write: bool) -> list[str]:
    """Returns what is wrong with the index: something not shown, or a stale page."""
    required = required_coverage(path.resolve().parent.parent.parent)
    text = index_text(scenarios, required)
    if write:
        path.write_text(text)
    covered = {item for scenario in scenarios for item in scenario.covers}
    wrong = [f"no scenario shows: {item}" for item in required if item not in covered]
    if path.read_text() != text:
        wrong.append(f"{path} is stale: run this with --index {path} --write")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("telltale")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--index", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    scenarios = [one for file in arguments.files for one in parse(file)]
    failures = check_index(scenarios, arguments.index, arguments.write) if arguments.index else []
    chosen = [one for one in scenarios if arguments.only in one.title]
    telltale = str(Path(arguments.telltale).resolve())
    for scenario in chosen:
        failure = run_scenario(telltale, scenario)
        if failure:
            failures.append(f"{scenario.title}\n  {failure}")
    for failure in failures:
        print(f"FAILED: {failure}", file=sys.stderr)
    print(f"{len(chosen)} scenarios, {len(failures)} failures")
    return 1 if failures or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
