"""Cuts the power of a server's disk at random moments: ext4 on a loop file, shut down without its
log being flushed, so that what was not synced is gone. Every third time the server is killed first
and started again, and the cut falls into its start.

Nothing that was acknowledged may be missing or there twice. The seed is printed; TELLTALE_SEED=N
repeats the moments. Needs root.
"""

from __future__ import annotations

import fcntl
import os
import random
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from attack import attack_arguments, run_seeded
from scenarios import Stage
from serve_kills import Client, Gone, ServeDrill, Serving
from telltale import Violation

CUTS = 12
CUTS_FULL = 200
# _IOR('X', 125, __u32); see FS_IOC_SHUTDOWN and EXT4_GOING_FLAGS_NOLOGFLUSH in the kernel.
FS_IOC_SHUTDOWN = 0x8004587D
WITHOUT_FLUSHING = 2
DISK_BYTES = 192 << 20
RUN_SECONDS = 0.4  # a server runs at most so long until the cut
DOUBLE_EVERY = 3
COMMAND_SECONDS = 60


def command(*words: str | Path) -> None:
    subprocess.run(list(map(str, words)), check=True, timeout=COMMAND_SECONDS)


@dataclass
class LoopDisk:
    """A file system of its own in a file."""

    image: Path
    mount: Path

    def __enter__(self) -> LoopDisk:
        self.mount.mkdir()
        with self.image.open("wb") as image:
            image.truncate(DISK_BYTES)
        command("mkfs.ext4", "-q", "-F", self.image)
        self.attach()
        return self

    def __exit__(self, *_: object) -> None:
        self.detach()
        self.image.unlink()
        self.mount.rmdir()

    def attach(self) -> None:
        command("mount", "-o", "loop", self.image, self.mount)

    def detach(self) -> None:
        """What a killed server had begun (a query in its process) ends a moment after it."""
        deadline = time.monotonic() + COMMAND_SECONDS
        while subprocess.run(["umount", self.mount], capture_output=True, check=False).returncode:
            if time.monotonic() > deadline:
                command("umount", self.mount)  # says why not
            time.sleep(0.05)

    def cut(self) -> None:
        folder = os.open(self.mount, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, FS_IOC_SHUTDOWN, struct.pack("I", WITHOUT_FLUSHING))
        finally:
            os.close(folder)

    def attach_again(self) -> None:
        self.detach()
        self.attach()


class Sender(threading.Thread):
    """The client at its work; `wrong` is what it must not have met."""

    def __init__(self, client: Client, port: int) -> None:
        super().__init__(daemon=True)
        self.client = client
        self.port = port
        self.wrong: Violation | None = None
        self.is_done = False
        self.start()

    def run(self) -> None:
        try:
            self.client.check_repeats(self.port)
            self.client.go_on(self.port)
            self.is_done = True
        except Gone:
            pass
        except Violation as violation:
            self.wrong = violation

    def end(self) -> bool:
        """Whether all was acknowledged."""
        self.join()
        if self.wrong:
            raise self.wrong
        return self.is_done


@dataclass
class Torment:
    drill: ServeDrill
    disk: LoopDisk
    moments: random.Random
    cuts: int = 0

    def start(self, lake: Path) -> Serving:
        serving = Serving.start(self.drill.command(lake))
        if not serving.port:
            raise Violation(f"it does not start any more: {serving.words()}")
        return serving

    def run(self, wanted: int) -> None:
        """Serves one lake until its client is done."""
        lake = self.drill.scenario.copy_to(self.disk.mount / "root")
        os.sync()
        client, _ = self.drill.client()
        while self.cuts < wanted and not self.serve(lake, client, is_cut=True):
            pass
        if not self.serve(lake, client, is_cut=False):
            raise Violation("a server that nobody disturbs does not take all")
        self.drill.check(lake)

    def serve(self, lake: Path, client: Client, is_cut: bool) -> bool:
        serving = self.start(lake)
        sender = Sender(client, serving.port)
        if not is_cut:
            is_done = sender.end()
            serving.stop()
            return is_done
        time.sleep(self.moments.uniform(0, RUN_SECONDS))
        if self.cuts % DOUBLE_EVERY == 0:
            self.kill(serving)
            sender.end()
            command_line = self.drill.command(lake)
            serving = Serving(subprocess.Popen(command_line, stderr=subprocess.DEVNULL, text=True))
            time.sleep(self.moments.uniform(0, RUN_SECONDS))
        self.disk.cut()
        self.cuts += 1
        self.kill(serving)
        is_done = sender.end()
        self.disk.attach_again()
        return is_done

    @staticmethod
    def kill(serving: Serving) -> None:
        serving.process.kill()
        serving.process.wait()


def torment(stage: Stage, moments: random.Random, wanted: int) -> None:
    second = next(s for s in stage.scenarios() if s.name == "second")
    lake = replace(second, prepared=stage.folder / second.name)
    drill = ServeDrill.rehearse(stage, lake, 2)
    cuts = lakes = 0
    while cuts < wanted:
        lakes += 1
        image, mount = stage.folder / f"disk-{lakes}", stage.folder / f"mount-{lakes}"
        with LoopDisk(image, mount) as disk:
            run = Torment(drill, disk, moments)
            run.run(min(wanted - cuts, 4))
            cuts += run.cuts
    print(f"{cuts} cuts of {lakes} lakes: nothing lost, nothing twice")


def main() -> int:
    arguments = attack_arguments(__doc__).parse_args()
    if os.geteuid() != 0:
        print("SKIPPED: file systems are mounted by root only")
        return 77
    wanted = CUTS_FULL if arguments.full else CUTS
    return run_seeded(arguments, lambda stage, moments: torment(stage, moments, wanted))


if __name__ == "__main__":
    sys.exit(main())
