#!/usr/bin/env python3
"""Puts the anomalies that were found beside the faults that were made.

usage: beside_truth.py TRUTH ANOMALIES CUT
  TRUTH      faults, a JSON line each, as `telltale simulate --truth` writes them
  ANOMALIES  what `telltale anomalies --format json` printed
  CUT        of until_now.py: what begins after its end has not happened yet

A fault is found when an anomaly of its device begins while it lasts, or within the grace after
it (a change is often clear only when it ends). An anomaly that belongs to no fault is a false
alarm.
"""

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

GRACE = timedelta(minutes=90)
# What the detector looks for. Faults of a delivery are told by the books, not by the detector.
DEVICE_FAULTS = ("spike", "shift", "drift", "stuck", "noise", "gap", "battery_cliff", "clock_skew")


@dataclass
class Fault:
    kind: str
    begin: datetime
    end: datetime
    is_found: bool = False


@dataclass
class Fleet:
    faults: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def read_faults(path: Path, now: datetime) -> dict[str, list[Fault]]:
    faults: dict[str, list[Fault]] = defaultdict(list)
    for line in path.read_text().splitlines():
        label = json.loads(line)
        if label["fault"] in DEVICE_FAULTS:
            begin, end = sorted((moment(label["start"]), moment(label["end"])))
            if begin > now:
                continue
            faults[label["device"]].append(Fault(label["fault"], begin, end))
    return faults


def main(arguments: list[str]) -> int:
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    now = moment(json.loads(Path(arguments[2]).read_text())["end"])
    faults = read_faults(Path(arguments[0]), now)
    anomalies = json.loads(Path(arguments[1]).read_text())
    false_alarms: Counter[str] = Counter()
    for anomaly in anomalies:
        start = moment(anomaly["start_time"])
        seen = moment(anomaly.get("event_time") or anomaly["start_time"])
        hits = [
            fault
            for fault in faults.get(anomaly["device_id"], [])
            if fault.begin <= seen and start <= fault.end + GRACE
        ]
        for fault in hits:
            fault.is_found = True
        if not hits:
            false_alarms[anomaly["kind"]] += 1
    print_table(faults)
    count = sum(false_alarms.values())
    devices = len(faults)
    by_kind = ", ".join(f"{number} {kind}" for kind, number in false_alarms.most_common())
    print(f"{len(anomalies)} anomalies, {count} of them in no fault ({by_kind or 'none'});")
    print(f"{devices} devices had a fault.")
    return 0


def print_table(faults: dict[str, list[Fault]]) -> None:
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for fault in (fault for of_device in faults.values() for fault in of_device):
        made[fault.kind] += 1
        found[fault.kind] += fault.is_found
    print(f"{'fault':<15}{'made':>6}{'found':>7}")
    for kind in DEVICE_FAULTS:
        print(f"{kind:<15}{made[kind]:>6}{found[kind]:>7}")
    print(f"{'all':<15}{sum(made.values()):>6}{sum(found.values()):>7}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
