"""Lets calls fail, comes to the limits of disk and process, and runs again.

A run that meets a fault ends with one line and exit 3; what it had not made durable may be gone
(a failed sync keeps nothing); one more run finishes the work. A write that takes only a part of its
bytes is no fault. An attack is named SCENARIO/LANES/FAULT/POINT.
"""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from attack import Attack, attack_arguments, prepared_stage, run_attacks
from durability import Disk
from harness import TracedCall
from kill_points import Drill
from scenarios import Scenario, Stage
from telltale import Finished, Violation, finish

# What each call can answer on a disk that is full or ill, or in a process that has too much open.
ERRORS = {
    "fsync": ("EIO",),
    "fdatasync": ("EIO",),
    "write": ("ENOSPC", "EIO"),
    "pwrite64": ("ENOSPC", "EIO"),
    "openat": ("EMFILE", "ENOSPC"),
    "mkdir": ("ENOSPC",),
    "link": ("EIO",),
    "unlink": ("EIO",),
    "ftruncate": ("EIO",),
}
READ_ERROR = ("--error", str(errno.EIO))
READS_MAX = 12
RUNS = (("init", 1, 2), ("first", 1, 7), ("first", 2, 25), ("second", 1, 9), ("resume", 1, 11))


@dataclass
class Faults:
    drill: Drill

    def attacks(self, stride: int) -> Iterator[tuple[str, Attack]]:
        done: Counter[str] = Counter()
        for call in self.drill.trace:
            if call.result < 0:
                continue
            for name in ERRORS[call.call]:
                done[f"{name} {call.call}"] += 1
                if done[f"{name} {call.call}"] % stride == 0 or call.call == "link":
                    yield f"{name} {call.call}", self.attack(name, call)
            if call.call == "write" and done["ENOSPC write"] % stride == 0:
                yield "short write", self.short_write(call.point)

    def attack(self, name: str, call: TracedCall) -> Attack:
        title = f"{self.drill.name}/{name}/{call.point}"
        return Attack(title, lambda folder: self.fail(folder, name, call))

    def fail(self, folder: Path, name: str, call: TracedCall) -> None:
        """A full disk stays full; other faults happen once."""
        drill = self.drill
        root = folder / "root"
        lake = drill.scenario.copy_to(root)
        disk = Disk.of(root, lake)
        options = ["--fail", str(call.point), "--error", str(getattr(errno, name))]
        options += ["--from-there-on"] if name == "ENOSPC" else []
        command = drill.scenario.command(drill.stage.program, lake, drill.lanes)
        report = drill.stage.harness.run(root, command, *options)
        if report.hit is None:
            raise Violation(f"the point was not reached: {report.finished.said()}")
        disk.follow(report.trace)
        disk.adopt(root)
        if disk.broken_rules:
            raise Violation(f"wrong order: {sorted(disk.broken_rules)}")
        # What cannot be removed is in nobody's way.
        if report.finished.code == 0 and call.call == "unlink":
            return drill.scenario.check_whole(drill.stage.program, lake)
        report.finished.must(3).one_line()
        disk.cut_power(keep_names=False)
        disk = Disk.of(root, lake)
        drill.scenario.check_seen(drill.stage.program, lake)
        drill.finish(root, lake, disk)

    def short_write(self, point: int) -> Attack:
        title = f"{self.drill.name}/short/{point}"
        return Attack(title, lambda folder: self.shorten(folder, point))

    def shorten(self, folder: Path, point: int) -> None:
        root = folder / "root"
        lake = self.drill.scenario.copy_to(root)
        command = self.drill.scenario.command(self.drill.stage.program, lake, self.drill.lanes)
        report = self.drill.stage.harness.run(root, command, "--shorten", str(point))
        report.finished.must()
        self.drill.scenario.check_whole(self.drill.stage.program, lake)


@dataclass
class Limits:
    """The real thing, where the fault comes from the system and not from the harness."""

    stage: Stage
    scenario: Scenario

    def attacks(self) -> Iterator[Attack]:
        for size in (1_000, 10_000, 20_000):
            yield Attack(f"file size/{size}", lambda folder, n=size: self.file_size(folder, n))
        for count in range(4, 24, 3):
            yield Attack(f"open files/{count}", lambda folder, n=count: self.open_files(folder, n))
        if os.geteuid() == 0:
            for size in (64, 150, 250):
                yield Attack(f"full disk/{size}k", lambda folder, n=size: self.disk(folder, n))
        else:
            print("full disk: passed over: mounting a small disk needs root")

    def file_size(self, folder: Path, size: int) -> None:
        self.limited(folder, resource.RLIMIT_FSIZE, size).must(3)

    def open_files(self, folder: Path, count: int) -> None:
        self.limited(folder, resource.RLIMIT_NOFILE, count)

    def limited(self, folder: Path, what: int, value: int) -> Finished:
        lake = self.scenario.copy_to(folder / "root")
        command = self.scenario.command(self.stage.program, lake, lanes=1)
        ended = finish(command, preexec_fn=lambda: resource.setrlimit(what, (value, value)))
        self.go_on(lake, ended)
        return ended

    def go_on(self, lake: Path, ended: Finished) -> None:
        if ended.code != 0:
            # Below a few open files not even the loader gets as far as the program.
            if "error while loading shared libraries" not in ended.err:
                ended.must(3).one_line()
            self.scenario.check_seen(self.stage.program, lake)
            command = self.scenario.command(self.stage.program, lake, lanes=1)
            finish(command).must()
        self.scenario.check_whole(self.stage.program, lake)

    def disk(self, folder: Path, kilobytes: int) -> None:
        disk = folder / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "telltale-crash", str(disk)]
        if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
            print("full disk: passed over: mounting is not allowed here")
            return
        try:
            lake = self.scenario.copy_to(disk / "root")
            ended = finish(self.scenario.command(self.stage.program, lake, lanes=1)).must(3)
            larger = ["mount", "-o", "remount,size=64m", str(disk)]
            subprocess.run(larger, capture_output=True, check=True)
            self.go_on(lake, ended)
        finally:
            subprocess.run(["umount", str(disk)], capture_output=True, check=True)


@dataclass
class Reads:
    """Reading fails: the right answer, or one line; never a part of the answer."""

    stage: Stage
    lake: Path

    def attacks(self) -> Iterator[Attack]:
        program = self.stage.program
        questions = {
            "books": program.command("books", "--data", self.lake, "--format", "json"),
            "sql": program.command(
                "sql", "--data", self.lake, "SELECT count(*), max(temperature) FROM device_metrics"
            ),
            "rejects": program.command("rejects", "--data", self.lake, "--raw"),
            "verify": program.command("verify", "--data", self.lake),
        }
        for name, command in questions.items():
            rehearsal = self.stage.harness.run(self.lake, command, "--kind", "read")
            rehearsal.finished.must()
            step = max(1, rehearsal.points // READS_MAX)
            for point in range(1, rehearsal.points + 1, step):
                yield self.attack(name, command, point, rehearsal.finished.out)

    def attack(self, name: str, command: list[str], point: int, right: str) -> Attack:
        def run(folder: Path) -> None:
            options = ("--kind", "read", "--fail", str(point), *READ_ERROR)
            ended = self.stage.harness.run(self.lake, command, *options).finished
            if ended.code == 0 and ended.out != right:
                raise Violation(f"a wrong answer: {ended.out[:200]!r} instead of {right[:200]!r}")
            if ended.code != 0 and not (name == "verify" and ended.code == 1):
                ended.must(3).one_line()

        return Attack(f"read/{name}/{point}", run)


def main() -> int:
    parser = attack_arguments(__doc__)
    arguments = parser.parse_args()
    with prepared_stage(arguments) as stage:
        scenarios = {scenario.name: scenario for scenario in stage.scenarios()}
        attacks: list[Attack] = []
        for name, lanes, stride in RUNS:
            drill = Drill.rehearse(stage, scenarios[name], lanes)
            chosen = list(Faults(drill).attacks(1 if arguments.full else stride))
            print(f"{drill.name}: {dict(sorted(Counter(kind for kind, _ in chosen).items()))}")
            attacks += [attack for _, attack in chosen]
        attacks += Limits(stage, scenarios["first"]).attacks()
        attacks += Reads(stage, stage.folder / "second" / "lake").attacks()
        sys.stdout.flush()
        return 1 if run_attacks(attacks, stage, arguments) else 0


if __name__ == "__main__":
    sys.exit(main())
