"""Flips, cuts off and removes bytes of every kind of file that a lake has.

`verify` must name the damaged file; every reader must give the right answer or one line, never
another answer. A file of a kind that is not listed here fails the test: it would be a file that
nobody has thought of damaging.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from attack import Attack, attack_arguments, prepared_stage, run_attacks
from scenarios import Stage
from telltale import Finished, Violation

KINDS = {
    "raw": r"raw/.*\.parquet",
    "device_metrics": r"processed/device_metrics/.*\.parquet",
    "anomalies": r"processed/anomalies/.*\.parquet",
    "ledger": r"ledger/.*\.parquet",
    "commit": r"_commits/\d{20}\.json",
    "checkpoint": r"_commits/\d{20}\.checkpoint\.json",
    "control": r"_control/\d{20}\.log",
    "snapshot": r"_state/.*",
}
NO_CONTENT = r"_lock"
FLIPS_QUICK = 2
COMMITS_WITH_CHECKPOINT = 256

QUESTIONS: tuple[tuple[str, ...], ...] = (
    ("books", "--format", "json"),
    ("rejects", "--raw"),
    ("anomalies", "--format", "json"),
    ("sql", "SELECT * FROM device_metrics ORDER BY receipt"),
    ("sql", "SELECT * FROM raw ORDER BY receipt"),
    ("sql", "SELECT * FROM duplicates ORDER BY receipt"),
    ("sql", "SELECT * FROM conflicts ORDER BY receipt"),
)


def kind_of(name: str) -> str:
    kinds = [kind for kind, pattern in KINDS.items() if re.fullmatch(pattern, name)]
    if len(kinds) != 1:
        raise Violation(f"a kind of file that is not damaged by this test: {name}")
    return kinds[0]


@dataclass
class Victim:
    """A lake, one of its files, and what the undamaged lake answers."""

    stage: Stage
    lake: Path
    file: str
    answers: list[Finished]

    @property
    def path(self) -> Path:
        return self.lake / self.file

    def attacks(self, flips: int) -> Iterator[Attack]:
        size = self.path.stat().st_size
        numbers = random.Random(self.file.rpartition("/")[0])
        places = {0, size - 1, *(numbers.randrange(size) for _ in range(flips))}
        for place in sorted(places):
            yield self.attack(f"flip {place}", lambda path, at=place: flip(path, at))
        for left in sorted({0, size // 2, size - 1}):
            yield self.attack(f"cut {left}", lambda path, left=left: cut(path, left))
        # Without a checkpoint the commits say the same.
        if kind_of(self.file) != "checkpoint":
            yield self.attack("missing", lambda path: path.unlink())

    def attack(self, name: str, harm: Callable[[Path], None]) -> Attack:
        def run(folder: Path) -> None:
            lake = folder / "lake"
            shutil.copytree(self.lake, lake, copy_function=link_or_copy(self.file))
            harm(lake / self.file)
            self.check(lake)

        return Attack(f"{kind_of(self.file)}/{name}", run)

    def check(self, lake: Path) -> None:
        program = self.stage.program
        found = program.run("verify", "--data", lake)
        if found.code not in (1, 3):
            raise Violation(f"not found by verify: {found.said()} {found.out[-200:]!r}")
        if Path(self.file).name not in found.out + found.err:
            raise Violation(f"not named by verify: {found.said()} {found.out[-200:]!r}")
        for question, right in zip(QUESTIONS, self.answers, strict=True):
            answer = program.run(question[0], "--data", lake, *question[1:])
            if answer.code == 0 and answer.out != right.out:
                raise Violation(f"another answer: {' '.join(question)}: {answer.out[-200:]!r}")
            if answer.code not in (0, 1):
                answer.must(3)
            if answer.code != 0:
                answer.one_line()


def link_or_copy(file: str) -> Callable[[str, str], None]:
    """Only the victim is written to, so the others can be shared."""

    def place(source: str, target: str) -> None:
        if source.endswith(file):
            shutil.copyfile(source, target)
        else:
            Path(target).hardlink_to(source)

    return place


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0x10
    path.write_bytes(data)


def cut(path: Path, left: int) -> None:
    path.write_bytes(path.read_bytes()[:left])


def answers_of(stage: Stage, lake: Path) -> list[Finished]:
    ask = [stage.program.run(q[0], "--data", lake, *q[1:]).must() for q in QUESTIONS]
    return ask


def victims_of(stage: Stage, lake: Path, wanted: set[str]) -> list[Victim]:
    """The first and the last file of each kind; a missing newest commit was never made."""
    by_kind: dict[str, list[str]] = {}
    for path in sorted(path for path in lake.rglob("*") if path.is_file()):
        name = str(path.relative_to(lake))
        if not re.fullmatch(NO_CONTENT, name):
            by_kind.setdefault(kind_of(name), []).append(name)
    if "commit" in by_kind:
        by_kind["commit"].pop()
    missing = wanted - set(by_kind)
    if missing:
        raise Violation(f"the lake has no {missing}")
    answers = answers_of(stage, lake)
    return [
        Victim(stage, lake, name, answers)
        for kind in sorted(wanted)
        for name in sorted({by_kind[kind][0], by_kind[kind][-1]})
    ]


def lake_with_anomalies(stage: Stage) -> Path:
    """Every kind of file but a checkpoint."""
    second = stage.whole_runs()[2]
    lake = second.copy_to(stage.folder / "damaged")
    spikes = stage.folder / "spikes.csv"
    rows = [
        f"2026-01-01T{i // 60:02}:{i % 60:02}:00Z,{20 + i % 3 + 500 * (i == 900)}"
        for i in range(1200)
    ]
    spikes.write_text("timestamp,value\n" + "\n".join(rows) + "\n")
    stage.program.run(*second.arguments, "--data", lake).must()
    stage.program.run("ingest", "--data", lake, "--schema", "series", spikes).must()
    return lake


def lake_with_checkpoint(stage: Stage) -> Path:
    """One commit for each small file, until the commits are summed up."""
    lake = stage.folder / "long"
    stage.program.run("init", lake).must()
    line = '{{"device_id":"d","timestamp":"2026-01-01T00:{:02}:{:02}Z","temperature":{}}}'
    for number in range(COMMITS_WITH_CHECKPOINT):
        file = stage.folder / "one.ndjson"
        broken = "{" if number == 7 else line.format(number // 60, number % 60, 20 + number % 5)
        file.write_text(broken + "\n")
        stage.program.run("ingest", "--data", lake, "--judge", "off", file).must()
    return lake


def main() -> int:
    arguments = attack_arguments(__doc__).parse_args()
    with prepared_stage(arguments) as stage:
        victims = victims_of(stage, lake_with_anomalies(stage), set(KINDS) - {"checkpoint"})
        victims += victims_of(stage, lake_with_checkpoint(stage), {"checkpoint"})
        attacks = []
        for victim in victims:
            some = list(victim.attacks(100 if arguments.full else FLIPS_QUICK))
            print(f"{kind_of(victim.file)}: {len(some)} ways: {victim.file}")
            attacks += some
        sys.stdout.flush()
        return 1 if run_attacks(attacks, stage, arguments) else 0


if __name__ == "__main__":
    sys.exit(main())
