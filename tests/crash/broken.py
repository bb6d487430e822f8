"""Builds with one mistake each, which must be caught: an attack that lets them pass proves nothing.

Ways to be caught:
  kills    a kill leaves something that a reader or the restart stumbles over
  order    the order of calls of a run that nobody disturbs breaks a rule of durability.py
  restart  the order of calls of the run after a kill does
"""

from __future__ import annotations

import argparse
import copy
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from attack import Attack, attack_arguments, prepared_stage
from durability import COMMIT_NAME
from harness import TracedCall
from kill_points import Drill
from scenarios import Stage
from telltale import Violation

CAUGHT_BY = {
    "commit_before_data": "kills",
    "commit_in_place": "kills",
    "inputs_removed_early": "kills",
    "merge_in_two_commits": "kills",
    "snapshots_removed_early": "kills",
    "commit_not_synced": "order",
    "commits_folder_not_synced": "order",
    "control_not_synced": "order",
    "data_folder_not_synced": "order",
    "data_not_synced": "order",
    "new_folders_not_synced": "order",
    "snapshot_not_synced": "order",
    "control_tail_not_synced": "restart",
    "tail_not_synced": "restart",
}
# Looked for where a lake is maintained; all others where records are taken.
UPKEEP = frozenset({"inputs_removed_early", "merge_in_two_commits"})
SAYS = {"order": "wrong order:", "restart": "in the restart:"}


def attacks_of(drills: list[Drill], how: str) -> Iterator[Attack]:
    """Those around commits and what is removed come first: most mistakes show there."""
    if how == "order":
        yield from (Attack(f"{drill.name}/survive", drill.survive) for drill in drills)
        return
    for wanted in (True, False):
        for drill in drills:
            for place, call in enumerate(drill.trace):
                if is_near_commit(drill.trace, place) == wanted:
                    yield drill.attack("before", call.point)


def is_near_commit(trace: list[TracedCall], place: int) -> bool:
    return any(
        call.call == "unlink" or COMMIT_NAME.search(call.path) or COMMIT_NAME.search(call.path2)
        for call in trace[max(0, place - 2) : place + 3]
    )


def is_caught(violation: str, how: str) -> bool:
    said = [kind for kind, words in SAYS.items() if violation.startswith(words)]
    return said == ([] if how == "kills" else [how])


def hunt(stage: Stage, name: str, how: str) -> str:
    """What caught the build; raises Violation if nothing did."""
    tried = 0
    runs = list(stage.whole_runs()[1:])
    if name in UPKEEP:
        runs = stage.upkeep_runs(runs[1])
    drills = [Drill.rehearse(stage, run, lanes=1, calls_needed=frozenset()) for run in runs]
    for attack in attacks_of(drills, how):
        tried += 1
        folder = stage.folder / f"attack-{tried}"
        folder.mkdir()
        try:
            attack.run(folder)
        except Violation as violation:
            if is_caught(str(violation), how):
                return f"{attack.name}: {violation}"
    raise Violation(f"{name}: {tried} attacks let it pass")


def hunt_build(arguments: argparse.Namespace, name: str) -> bool:
    arguments = copy.copy(arguments)
    arguments.telltale = arguments.builds / name / "telltale"
    how = CAUGHT_BY[name]
    try:
        with prepared_stage(arguments) as stage:
            print(f"{name}: caught ({how}) by {hunt(stage, name, how)[:200]}", flush=True)
        return True
    except Violation as violation:
        print(f"VIOLATION {violation}", flush=True)
        return False


def main() -> int:
    parser = attack_arguments(__doc__)
    parser.add_argument("--builds", type=Path, required=True, help="the folder of broken builds")
    arguments = parser.parse_args()
    patches = {path.stem for path in (Path(__file__).parent / "broken").glob("*.patch")}
    if patches != set(CAUGHT_BY):
        print(f"nobody says what catches these, or they are gone: {patches ^ set(CAUGHT_BY)}")
        return 1
    with ThreadPoolExecutor(arguments.jobs) as pool:
        caught = list(pool.map(lambda name: hunt_build(arguments, name), sorted(CAUGHT_BY)))
    print(f"{sum(caught)} of {len(caught)} broken builds caught")
    return 0 if all(caught) else 1


if __name__ == "__main__":
    sys.exit(main())
