"""The runs that are attacked: each a prepared folder, a command, what must be true afterwards.

init     a lake is made in a folder whose parents are missing
first    an empty lake takes three files with another tier of judging: an epoch, three opened logs,
         several commits, the first snapshot
second   the same lake then takes a CSV of another schema: a schema, an opened log, several
         commits, a snapshot that replaces the first
resume   `second`, killed behind its first commit, is run again: it reads the snapshot, replays what
         came after and goes on in the middle of the file
merge    the lake that `second` leaves is maintained: readings are summed, files merged and those
         that are replaced swept
retire   the same, and its motes, whose readings are of 2010, have had their time
redrive  rejects of the lake that `second` leaves are taken again under a wider range
backup   the lake that `merge` leaves is copied to where a copy of `first` is: files come and go
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from durability import COMMIT_NAME
from harness import Harness
from records import Books, Source, write_fleet, write_motes
from telltale import CONFIG, Program, Violation, check_books

State = dict[str, Any]

# The shipped schema with more room for temperatures.
WIDER_SCHEMA = """\
schema: smart_device
version: 2
device: device_id
time: {from: timestamp, zone: UTC}
signals:
  temperature: {unit: °C, range: [-50, 200]}
  humidity: {unit: "%", range: [0, 100]}
  battery_level: {unit: "%", range: [0, 100]}
  energy_consumption: {unit: kWh, range: [0, ~]}
attributes:
  device_type:
  latitude: {type: number, unit: °, range: [-90, 90]}
  longitude: {type: number, unit: °, range: [-180, 180]}
  status:
  firmware_version:
"""


@dataclass
class Scenario:
    """A command run on a copy of the folder `prepared`, in which the lake lies at `lake_name`."""

    name: str
    prepared: Path
    arguments: list[str | Path]  # without the lake and the lanes
    expected: Books
    lake_name: str = "lake"
    digest: str = ""
    # What a reader may see, by commit.
    states: dict[int, State] = field(default_factory=dict)
    is_copy: bool = False  # what the command writes to is a copy of a lake

    def copy_to(self, folder: Path) -> Path:
        """Makes a fresh copy; where the lake lies in it."""
        shutil.copytree(self.prepared, folder)
        return folder / self.lake_name

    def command(self, program: Program, lake: Path, lanes: int) -> list[str]:
        return program.command(*self.arguments, "--data", lake, "--lanes", str(lanes))

    def check_seen(self, program: Program, lake: Path) -> None:
        """A reader sees a whole commit, and one that the undisturbed run makes too."""
        books = program.check_reader(lake)
        wanted = self.states.get(books["commit"])
        if books != wanted:
            raise Violation(f"a reader sees {books} where the undisturbed run has {wanted}")

    def needs_restart(self, program: Program, lake: Path) -> bool:
        return True

    def check_whole(self, program: Program, lake: Path, counts: bool = True) -> None:
        program.check_whole(lake, self.expected, self.digest, counts)


class InitScenario(Scenario):
    """There is no lake, or a whole one."""

    def command(self, program: Program, lake: Path, lanes: int) -> list[str]:
        return program.command(*self.arguments, lake)

    def check_seen(self, program: Program, lake: Path) -> None:
        if not self.needs_restart(program, lake):
            super().check_seen(program, lake)

    def needs_restart(self, program: Program, lake: Path) -> bool:
        answer = program.run("books", "--data", lake, "--format", "json")
        if answer.code == 3 and "there is no lake here" in answer.one_line():
            return True
        answer.must()
        return False


class UpkeepScenario(Scenario):
    """Takes no records, so it has no lanes."""

    def command(self, program: Program, lake: Path, lanes: int) -> list[str]:
        return program.command(*self.arguments, "--data", lake)


@dataclass
class BackupScenario(Scenario):
    """What is written to lies beside the lake, and shows what it showed or all that is new."""

    is_copy: bool = True

    def command(self, program: Program, lake: Path, lanes: int) -> list[str]:
        return program.command("backup", "--data", lake.with_name("lake"), "--to", lake)


@dataclass
class Stage:
    """Where scenarios are prepared, once for all attacks of a test."""

    program: Program
    harness: Harness
    folder: Path
    # The books by the bytes of the newest commit, which say all that came before it.
    known_states: dict[bytes, State] = field(default_factory=dict)

    def write_files(self) -> tuple[list[Source], Source]:
        files = self.folder / "files"
        files.mkdir(parents=True, exist_ok=True)
        return write_fleet(files), write_motes(files)

    def scenarios(self) -> list[Scenario]:
        init, first, second = self.whole_runs()
        take_motes = second.arguments
        resume = Scenario("resume", self.half_done(second), take_motes, second.expected)
        self.rehearse(resume)
        if resume.digest != second.digest:
            raise Violation("a run in two parts gives another digest than a run in one")
        return [init, first, second, resume, *self.upkeep_runs(second)]

    def upkeep_runs(self, second: Scenario) -> list[Scenario]:
        fleet, motes = self.write_files()
        lake = self.folder / second.name
        merge = UpkeepScenario(
            "merge", lake, ["maintain", "--compact", "--rollups", "--sweep"], second.expected
        )
        expired = motes.books.stored
        left = replace(
            second.expected, stored=second.expected.stored - expired, expired=expired
        )
        retire = UpkeepScenario("retire", lake, ["maintain"], left)
        wider = self.folder / "wider.yaml"
        wider.write_text(WIDER_SCHEMA)
        where = "reason = 'out_of_range' AND schema = 'smart_device'"
        words: list[str | Path] = ["redrive", "--where", where, "--schema", wider, "--yes"]
        redrive = UpkeepScenario("redrive", lake, words, redriven(second.expected, fleet))
        for scenario in (merge, retire, redrive):
            self.rehearse(scenario)
        if merge.digest != second.digest:
            raise Violation("maintenance gives another digest")
        return [merge, retire, redrive, self.backup_run(second)]

    def backup_run(self, second: Scenario) -> Scenario:
        prepared = self.folder / "first-and-copy"
        lake, copy = prepared / "lake", prepared / "copy"
        shutil.copytree(self.folder / "first", prepared)
        self.program.run("backup", "--data", lake, "--to", copy).must()
        before = self.program.books(copy)
        self.program.run(*second.arguments, "--data", lake).must()
        self.program.run("maintain", "--compact", "--rollups", "--sweep", "--data", lake).must()
        backup = BackupScenario("backup", prepared, [], second.expected, lake_name="copy")
        backup.digest = second.digest
        after = self.program.books(lake)
        backup.states = {books["commit"]: books for books in (before, after)}
        return backup

    def whole_runs(self) -> tuple[Scenario, Scenario, Scenario]:
        fleet, motes = self.write_files()
        fleet_books = sum_of(fleet)
        whole = sum_of([*fleet, motes])
        nothing = self.folder / "nothing"
        nothing.mkdir()
        init = InitScenario("init", nothing, ["init"], Books(), lake_name="new/below/lake")
        empty = self.folder / "empty"
        self.program.run("init", empty / "lake").must()
        take_fleet: list[str | Path] = ["ingest", "--judge", "basic", *(s.path for s in fleet)]
        first = Scenario("first", empty, take_fleet, fleet_books)
        take_motes: list[str | Path] = ["ingest", "--judge", "basic", "--schema", "wsn", motes.path]
        second = Scenario("second", self.folder / "first", take_motes, whole)
        for scenario in (init, first, second):
            self.rehearse(scenario)
        return init, first, second

    def rehearse(self, scenario: Scenario) -> None:
        """Runs it undisturbed in a folder of its name, and notes what it gives."""
        lake = scenario.copy_to(self.folder / scenario.name)
        before = self.states(lake)
        command = scenario.command(self.program, lake, lanes=1)
        self.program.run(*command[3:]).must()
        scenario.states = before | self.states(lake)
        books = scenario.states[max(scenario.states)]
        check_books(books, scenario.expected)
        scenario.digest = books["digest"]
        scenario.check_whole(self.program, lake)

    def states(self, lake: Path) -> dict[int, State]:
        """The books as of each commit: those of the lake with its newest commits taken away."""
        if not lake.exists():
            return {}
        copy = lake.with_name("prefix")
        shutil.copytree(lake, copy)
        states = {}
        for commit in sorted((copy / "_commits").glob("*[0-9].json"), reverse=True):
            newest = commit.read_bytes()
            books = self.known_states.get(newest) or self.program.books(copy)
            self.known_states[newest] = books
            states[int(books["commit"])] = books
            commit.unlink()
        shutil.rmtree(copy)
        return states

    def half_done(self, scenario: Scenario) -> Path:
        """The scenario's folder after a kill right behind its first commit."""
        links: list[int] = []
        for attempt in ("rehearsal", "half"):
            folder = self.folder / f"{scenario.name}-{attempt}"
            command = scenario.command(self.program, scenario.copy_to(folder), lanes=1)
            kill = ("--kill-after", str(links[0])) if links else ()
            report = self.harness.run(folder, command, *kill)
            links = links or [c.point for c in report.trace if COMMIT_NAME.search(c.path2)]
        if not report.was_killed or len(links) < 3:
            raise Violation(f"nothing to resume: {len(links)} commits")
        return folder


def redriven(books: Books, fleet: list[Source]) -> Books:
    """All that were too hot are of one device and moment: one is stored, the others differ."""
    hot = sum(source.too_hot for source in fleet)
    return replace(
        books,
        stored=books.stored + 1,
        late=books.late + 1,
        conflict=books.conflict + hot - 1,
        rejected=books.rejected - hot,
    )


def sum_of(sources: list[Source]) -> Books:
    total = Books()
    for source in sources:
        total = total.add(source.books)
    return total


def write_config(folder: Path) -> Path:
    path = folder / "telltale.yaml"
    path.write_text(CONFIG)
    return path
