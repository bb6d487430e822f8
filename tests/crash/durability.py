"""What of a folder would survive a power cut, by the calls made to it.

The model is the least that POSIX promises: bytes of a file are durable once the file was synced
after they were written, a name is durable once its folder was synced after the name appeared.
Nothing becomes durable by itself, and nothing by the sync of something else.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from harness import TracedCall

COMMIT_NAME = re.compile(r"_commits/\d{20}\.json$")
DATA_FOLDERS = ("raw", "processed", "ledger", "superseded", "_state")


@dataclass
class Inode:
    size: int = 0
    durable_size: int = 0
    is_clean: bool = True  # all of its bytes are durable, and its length

    def sync(self) -> None:
        self.durable_size = self.size
        self.is_clean = True


@dataclass
class Disk:
    """Follows calls below one folder; may follow several runs one after the other."""

    lake: Path
    inodes: dict[str, Inode] = field(default_factory=dict)
    loose_names: set[str] = field(default_factory=set)  # not durable in their folders
    broken_rules: set[str] = field(default_factory=set)
    is_copy: bool = False  # commits of the past come whose files have gone

    @classmethod
    def of(cls, folder: Path, lake: Path, is_copy: bool = False) -> Disk:
        """Everything below `folder`, where the lake is or will be, counts as durable now."""
        disk = cls(lake, is_copy=is_copy)
        for path in folder.rglob("*"):
            size = 0 if path.is_dir() else path.stat().st_size
            disk.inodes[str(path)] = Inode(size, size)
        return disk

    def follow(self, trace: list[TracedCall]) -> None:
        last_end = 0
        for call in trace:
            # Calls of two threads at once would leave their order open.
            if call.begun < last_end:
                self.broken_rules.add("calls to the lake overlap")
            last_end = max(last_end, call.ended)
            self.check_before(call)
            if call.changed_something:
                self.apply(call)

    def adopt(self, folder: Path) -> None:
        """Takes over what a call made whose end nobody saw: it is not durable."""
        for path in folder.rglob("*"):
            if str(path) not in self.inodes:
                size = 0 if path.is_dir() else path.stat().st_size
                self.named(str(path), Inode(size, 0, is_clean=size == 0))

    def apply(self, call: TracedCall) -> None:
        match call.call:
            case "open" | "openat" | "creat":
                self.opened(call)
            case "write" | "writev":
                inode = self.inodes[call.path]
                inode.size += call.result
                inode.is_clean = False
            case "ftruncate":
                inode = self.inodes[call.path]
                inode.size = call.size
                inode.is_clean = False
            case "fsync" | "fdatasync":
                self.synced(call.path)
            case "mkdir" | "mkdirat":
                self.named(call.path, Inode())
            case "link" | "linkat":
                self.named(call.path2, self.inodes[call.path])
            case "unlink" | "unlinkat" | "rmdir":
                self.inodes.pop(call.path)
                self.loose_names.discard(call.path)
            case other:
                self.broken_rules.add(f"a call the model does not know: {other}")

    def opened(self, call: TracedCall) -> None:
        if call.path not in self.inodes:
            self.named(call.path, Inode())

    def named(self, path: str, inode: Inode) -> None:
        self.inodes[path] = inode
        self.loose_names.add(path)

    def synced(self, path: str) -> None:
        if path in self.inodes:
            self.inodes[path].sync()
        self.loose_names = {name for name in self.loose_names if str(Path(name).parent) != path}

    def check_before(self, call: TracedCall) -> None:
        """The rules that hold at the moment a call begins."""
        if call.call in ("open", "openat", "creat") and call.may_create:
            if COMMIT_NAME.search(call.path):
                self.broken_rules.add("a commit appears before it is whole")
            if call.path.startswith(tuple(str(self.lake / name) for name in DATA_FOLDERS)):
                self.check_control("data is written under a control record that is not synced")
        if call.call in ("link", "linkat") and COMMIT_NAME.search(call.path2):
            self.check_commit(call)

    def check_control(self, rule: str) -> None:
        for path, inode in self.inodes.items():
            if "/_control/" in path and not inode.is_clean:
                self.broken_rules.add(rule)

    def check_commit(self, call: TracedCall) -> None:
        if not self.inodes[call.path].is_clean:
            self.broken_rules.add("a commit is created before its file is synced")
        self.check_control("a commit is created before the control log is synced")
        for name in sorted(self.inodes):
            if COMMIT_NAME.search(name):
                self.check_file(name, "a commit is created before the one before it is durable")
            if "/_control/" in name:
                self.check_file(name, "a commit is created before the control log is durable")
        # A killed run may have left no commit to look into.
        if Path(call.path2).exists():
            for name in files_named_by(Path(call.path2)):
                path = str(self.lake / name)
                if path not in self.inodes and self.is_copy:
                    continue
                if path not in self.inodes:
                    self.broken_rules.add("a commit names a file that is not written")
                    continue
                self.check_file(path, "a commit is created before a file it names is synced")

    def check_file(self, path: str, rule: str) -> None:
        if not self.inodes[path].is_clean:
            self.broken_rules.add(rule)
        if path in self.loose_names:
            self.broken_rules.add(f"{rule}: its name in its folder")
        for above in Path(path).parents:
            if str(above) in self.loose_names:
                self.broken_rules.add(f"{rule}: the name of a folder above it")

    def check_end(self) -> None:
        """The rules that hold once the program has said that it is done."""
        for path in self.inodes:
            if COMMIT_NAME.search(path):
                self.check_file(path, "the program ends before its last commit is durable")

    def cut_power(self, keep_names: bool) -> None:
        """Takes from the folder what a power cut could take: bytes, and names unless kept."""
        for path, inode in self.inodes.items():
            file = Path(path)
            if not inode.is_clean and file.is_file() and file.stat().st_size > inode.durable_size:
                with file.open("r+b") as handle:
                    handle.truncate(inode.durable_size)
        for name in sorted(self.loose_names if not keep_names else ()):
            path = Path(name)
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def files_named_by(commit: Path) -> list[str]:
    entry = json.loads(commit.read_text().splitlines()[0])
    names = [file["path"] for part in entry["parts"] for file in part["added"]]
    return names + [part["snapshot"]["path"] for part in entry["parts"] if "snapshot" in part]
