#!/usr/bin/env python3
"""Passes on what a simulated fleet has sent until now, and says where that ends.

usage: until_now.py CUT <FLEET >HISTORY
  CUT  gets {"lines": how many were passed on, "end": the time of the last}; live.py goes on there
"""

import json
import sys
import time
from pathlib import Path

from fleet_time import in_due_order, text_of

READ_BYTES = 1 << 20


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    now, count, end = time.time(), 0, 0.0
    for due, line in in_due_order(sys.stdin.buffer):
        if due > now:
            break
        sys.stdout.buffer.write(line)
        count, end = count + 1, due
    Path(arguments[0]).write_text(json.dumps({"lines": count, "end": text_of(end)}))
    while sys.stdin.buffer.read(READ_BYTES):
        pass  # the truth is whole when the fleet has ended
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
