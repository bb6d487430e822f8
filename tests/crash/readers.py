"""Looks at a lake while an ingest works on it, and tries to write to it a second time.

The run is stopped at points of its work; meanwhile every reader must see one whole commit that the
undisturbed run makes too, and a second writer must be refused with one line.
"""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

from attack import Attack, attack_arguments, prepared_stage, run_attacks
from kill_points import WITHOUT_LANES, Drill
from records import Books
from scenarios import Scenario, Stage
from telltale import Program, Violation

EVERY = 36  # points between two looks


def look(program: Program, lake: Path, scenario: Scenario) -> None:
    scenario.check_seen(program, lake)
    books = program.books(lake)
    counts = program.row_counts(lake)
    for name in ("received", "stored", "rejected", "duplicate", "conflict"):
        if counts[name] != books[name]:
            raise Violation(f"{counts[name]} rows of {name}, but the books say {books[name]}")
    if books["received"]:
        query = "SELECT min(receipt) AS receipt FROM raw"
        answer = program.run("sql", "--data", lake, "--format", "json", query).must()
        receipt = json.loads(answer.out)[0]["receipt"]
        program.run("where-is", "--data", lake, receipt).must()
    said = program.run(*scenario.arguments, "--data", lake).must(3).one_line()
    if "writ" not in said:
        raise Violation(f"a second writer is told something else: {said}")


def attack(stage: Stage, drill: Drill, point: int) -> Attack:
    def run(folder: Path) -> None:
        root = folder / "root"
        lake = drill.scenario.copy_to(root)
        states = folder / "states.json"
        states.write_text(json.dumps(drill.scenario.states))
        again = [sys.executable, __file__, "--look", lake, "--states", states]
        again += ["--telltale", stage.program.binary, "--config", stage.program.config]
        again += ["--arguments", json.dumps(list(map(str, drill.scenario.arguments)))]
        command = drill.scenario.command(stage.program, lake, drill.lanes)
        pause = ("--pause", str(point), "--run", shlex.join(map(str, again)))
        stage.harness.run(root, command, *pause).finished.must()
        drill.scenario.check_whole(stage.program, lake)

    return Attack(f"{drill.name}/look/{point}", run)


def attack_all() -> int:
    arguments = attack_arguments(__doc__).parse_args()
    with prepared_stage(arguments) as stage:
        attacks = []
        for scenario in stage.scenarios():
            # A backup holds no lock, and who reads its copy is looked at by kill_points.py.
            if scenario.name in ("init", "resume", "backup"):
                continue
            for lanes in (1,) if scenario.name in WITHOUT_LANES else (1, 2):
                drill = Drill.rehearse(stage, scenario, lanes)
                # The first points come before the lock is held.
                points = [call.point for call in drill.trace[5 :: 1 if arguments.full else EVERY]]
                print(f"{drill.name}: {len(points)} looks at {len(drill.trace)} points")
                attacks += [attack(stage, drill, point) for point in points]
        sys.stdout.flush()
        return 1 if run_attacks(attacks, stage, arguments) else 0


def look_once() -> int:
    given = dict(zip(sys.argv[1::2], sys.argv[2::2], strict=True))
    program = Program(Path(given["--telltale"]), Path(given["--config"]))
    states = json.loads(Path(given["--states"]).read_text())
    scenario = Scenario("look", Path(), json.loads(given["--arguments"]), Books())
    scenario.states = {int(commit): books for commit, books in states.items()}
    try:
        look(program, Path(given["--look"]), scenario)
    except Violation as violation:
        print(f"seen meanwhile: {violation}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(look_once() if "--look" in sys.argv else attack_all())
