"""Kills a run of telltale at every call that changes its lake, then runs it again.

Ways to die, at each point:
  before   SIGKILL in place of the call
  after    SIGKILL right after the call has returned
  power    as `before`, then everything is lost that was not synced: bytes, and names in folders
  bytes    as `power`, but names stay, so that files are there and end too early
  twice    as `before`; the run that should recover is killed too

Afterwards a reader must see a whole commit, one more run must finish the work, and books, rows,
digest and verification must be those of a run that was not disturbed. An attack is named
SCENARIO/LANES/WAY/POINT, or .../POINT/SECOND_POINT.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from attack import Attack, attack_arguments, prepared_stage, run_attacks
from durability import Disk
from harness import Report, TracedCall
from scenarios import Scenario, Stage
from telltale import Violation

WAYS = ("before", "after", "power", "bytes")
COUNTED_EVERY = 4
SECOND_POINTS = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610)
# A rehearsal with fewer points, or without one of these calls, tests something else than it says.
POINTS_LEAST = {
    **{"init": 20, "first": 150, "second": 80, "resume": 60},
    **{"merge": 80, "retire": 80, "redrive": 30, "backup": 150},
}
WITHOUT_LANES = frozenset({"init", "merge", "retire", "redrive", "backup"})
CALLS_NEEDED = frozenset({"openat", "write", "fsync", "mkdir", "link", "unlink"})


def kill_option(when: str, point: int) -> list[str]:
    return [f"--kill-{when}", str(point)]


@dataclass
class Drill:
    """One scenario with a number of lanes, and its points."""

    stage: Stage
    scenario: Scenario
    lanes: int
    trace: list[TracedCall]

    @classmethod
    def rehearse(
        cls,
        stage: Stage,
        scenario: Scenario,
        lanes: int,
        calls_needed: frozenset[str] = CALLS_NEEDED,
    ) -> Drill:
        folder = stage.folder / f"rehearsal-{scenario.name}-{lanes}"
        lake = scenario.copy_to(folder)
        report = stage.harness.run(folder, scenario.command(stage.program, lake, lanes))
        report.finished.must()
        drill = cls(stage, scenario, lanes, report.trace)
        few = report.points < POINTS_LEAST[scenario.name]
        if few or not calls_needed <= set(report.by_call):
            raise Violation(f"{scenario.name}/{lanes}: suspiciously few points: {report.by_call}")
        return drill

    @property
    def name(self) -> str:
        return f"{self.scenario.name}/{self.lanes}"

    def points(self, way: str, full: bool) -> list[TracedCall]:
        return self.trace if full else quick_share(self.trace, way, self.lanes)

    def attack(self, way: str, point: int) -> Attack:
        return Attack(f"{self.name}/{way}/{point}", lambda folder: self.kill(folder, way, point))

    def kill(self, folder: Path, way: str, point: int) -> None:
        root = folder / "root"
        lake = self.scenario.copy_to(root)
        disk = Disk.of(root, lake, is_copy=self.scenario.is_copy)
        self.kill_at(root, lake, kill_option("after" if way == "after" else "before", point), disk)
        if way in ("power", "bytes"):
            disk.cut_power(keep_names=way == "bytes")
            disk = Disk.of(root, lake, is_copy=self.scenario.is_copy)
        self.scenario.check_seen(self.stage.program, lake)
        # What SQL counts, verify has recomputed: a second opinion on some is enough.
        self.finish(root, lake, disk, counts=way != "before" or point % COUNTED_EVERY == 0)

    def kill_at(self, root: Path, lake: Path, option: list[str], disk: Disk) -> Report:
        command = self.scenario.command(self.stage.program, lake, self.lanes)
        report = self.stage.harness.run(root, command, *option)
        if not report.was_killed:
            raise Violation(f"the point was not reached: {report.finished.said()}")
        disk.follow(report.trace)
        disk.adopt(root)
        return report

    def finish(self, root: Path, lake: Path, disk: Disk, counts: bool = True) -> None:
        """One restart is enough, and relies on nothing that it did not make durable itself."""
        if self.scenario.needs_restart(self.stage.program, lake):
            command = self.scenario.command(self.stage.program, lake, self.lanes)
            report = self.stage.harness.run(root, command)
            report.finished.must()
            disk.follow(report.trace)
            disk.check_end()
            if disk.broken_rules:
                raise Violation(f"in the restart: {sorted(disk.broken_rules)}")
        self.scenario.check_whole(self.stage.program, lake, counts)

    def double_attack(self, point: int, second: int) -> Attack:
        return Attack(
            f"{self.name}/twice/{point}/{second}",
            lambda folder: self.kill_twice(folder, point, second),
        )

    def kill_twice(self, folder: Path, point: int, second: int) -> None:
        root = folder / "root"
        lake = self.scenario.copy_to(root)
        disk = Disk.of(root, lake, is_copy=self.scenario.is_copy)
        self.kill_at(root, lake, kill_option("before", point), disk)
        if self.scenario.needs_restart(self.stage.program, lake):
            command = self.scenario.command(self.stage.program, lake, self.lanes)
            report = self.stage.harness.run(root, command, *kill_option("before", second))
            disk.follow(report.trace)
            disk.adopt(root)
            if not report.was_killed:
                report.finished.must()  # the restart had fewer points than that
        if not self.scenario.needs_restart(self.stage.program, lake):
            self.stage.program.check_reader(lake)
        self.finish(root, lake, disk)

    def survive(self, folder: Path) -> None:
        """A kill behind the last point does not happen; a power cut then takes nothing away."""
        root = folder / "root"
        lake = self.scenario.copy_to(root)
        disk = Disk.of(root, lake, is_copy=self.scenario.is_copy)
        command = self.scenario.command(self.stage.program, lake, self.lanes)
        report = self.stage.harness.run(root, command, "--kill-before", str(len(self.trace) + 1))
        report.finished.must()
        disk.follow(report.trace)
        disk.check_end()
        if disk.broken_rules:
            raise Violation(f"wrong order: {sorted(disk.broken_rules)}")
        disk.cut_power(keep_names=False)
        self.scenario.check_whole(self.stage.program, lake)


def quick_share(trace: list[TracedCall], way: str, lanes: int) -> list[TracedCall]:
    """Those around each commit, fewer of the ways that cost more, and every so many of the rest.

    A call that failed leaves all as it was, so it is passed over; so are writes in the middle of a
    long row of writes to one file.
    """
    stride = {"before": 11, "after": 37, "power": 17, "bytes": 37}[way] * (1 if lanes == 1 else 3)
    reach = {"before": 2, "after": 0, "power": 1, "bytes": -1}[way] if lanes == 1 else -1
    offset = WAYS.index(way) + lanes
    chosen = []
    rest = 0
    for place, call in enumerate(trace):
        around = trace[max(0, place - 2) : place + 3]
        if call.result < 0:
            continue
        near = trace[max(0, place - reach) : place + reach + 1] if reach >= 0 else []
        # What a backup links by the dozen is no commit.
        if any(c.call == "link" and "/_" in c.path2 for c in near):
            chosen.append(call)
        elif len({(c.call, c.path) for c in around}) > 1 or place % 64 == offset:
            rest += 1
            if rest % stride == offset % stride:
                chosen.append(call)
    return chosen


def attacks_of(drill: Drill, full: bool) -> Iterator[tuple[str, Attack]]:
    """Each with the call at its point."""
    for way in WAYS:
        for call in drill.points(way, full):
            yield f"{way} {call.call}", drill.attack(way, call.point)
    firsts = drill.trace[:: 25 if full else 160]
    for place, call in enumerate(firsts):
        seconds = SECOND_POINTS if full else SECOND_POINTS[place % 5 :: 5]
        for second in seconds:
            yield f"twice {call.call}", drill.double_attack(call.point, second)
    yield "survive", Attack(f"{drill.name}/survive", drill.survive)


def print_counts(drill: Drill, chosen: Counter[str]) -> None:
    all_calls = Counter(call.call for call in drill.trace)
    print(f"{drill.name}: {len(drill.trace)} points: {dict(sorted(all_calls.items()))}")
    for way in (*WAYS, "twice"):
        calls = {c: chosen[f"{way} {c}"] for c in sorted(all_calls) if chosen[f"{way} {c}"]}
        total = sum(calls.values())
        share = "" if way == "twice" else f" = {100 * total / len(drill.trace):.0f} %"
        print(f"  {way:6} {total:5} kills{share}: {calls}")


def main() -> int:
    parser = attack_arguments(__doc__)
    parser.add_argument("--scenario", action="append", choices=sorted(POINTS_LEAST))
    parser.add_argument("--lanes", type=int, action="append")
    arguments = parser.parse_args()
    with prepared_stage(arguments) as stage:
        attacks: list[Attack] = []
        for scenario in stage.scenarios():
            if scenario.name not in (arguments.scenario or POINTS_LEAST):
                continue
            alone = scenario.name in WITHOUT_LANES
            for lanes in (1,) if alone else (arguments.lanes or (1, 2)):
                drill = Drill.rehearse(stage, scenario, lanes)
                chosen = list(attacks_of(drill, arguments.full))
                print_counts(drill, Counter(name for name, _ in chosen))
                attacks += [attack for _, attack in chosen]
        sys.stdout.flush()
        return 1 if run_attacks(attacks, stage, arguments) else 0


if __name__ == "__main__":
    sys.exit(main())
