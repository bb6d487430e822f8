"""The files of the repository as the rules see them, and what a rule says of one."""

import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from tidy_rules.cpp import CppFile

CPP_SUFFIXES = {".cc", ".h"}
SCRIPT_SUFFIXES = {".py", ".sh", ".cmake"}
TEXT_BYTES_MAX = 4 << 20


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}: {self.todo}"


class SourceFile:
    """One file: its path from the top folder, its bytes, and what is derived from them once."""

    def __init__(self, path: str, content: bytes) -> None:
        self.path = path
        self.content = content
        self.stem = PurePosixPath(path).stem
        self.suffix = PurePosixPath(path).suffix
        self.folders = PurePosixPath(path).parts[:-1]

    @cached_property
    def text(self) -> str:
        """The text, or nothing where the file is not text."""
        if len(self.content) > TEXT_BYTES_MAX or b"\0" in self.content[:8192]:
            return ""
        return self.content.decode("utf-8", errors="replace")

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def cpp(self) -> CppFile:
        return CppFile(self.text)

    @property
    def is_foreign(self) -> bool:
        return self.folders[:1] == ("third_party",)

    @property
    def is_cpp(self) -> bool:
        return self.suffix in CPP_SUFFIXES and not self.is_foreign

    @property
    def is_header(self) -> bool:
        return self.suffix == ".h" and not self.is_foreign

    @property
    def is_test(self) -> bool:
        return self.stem.endswith("_test") or self.folders[:1] == ("tests",)

    @property
    def is_python(self) -> bool:
        return self.suffix == ".py" or self.shebang.endswith("python3")

    @property
    def is_shell(self) -> bool:
        return self.suffix == ".sh" or self.shebang.endswith(("bash", "/sh"))

    @property
    def is_code(self) -> bool:
        """Code that people write and read: what sizes and words are measured in."""
        if self.is_foreign:
            return False
        named = self.suffix in CPP_SUFFIXES | SCRIPT_SUFFIXES
        return named or bool(self.shebang) or self.stem in {"CMakeLists", "Makefile"}

    @property
    def shebang(self) -> str:
        return self.lines[0] if self.content.startswith(b"#!") else ""

    @property
    def module(self) -> str:
        """The module of a file under src/, else nothing."""
        return self.folders[1] if len(self.folders) > 1 and self.folders[0] == "src" else ""


class Tree:
    """All files that are tracked, or would be."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = {path: SourceFile(path, content) for path, content in sorted(files.items())}

    @classmethod
    def of_folder(cls, top: Path) -> "Tree":
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=top, check=True, capture_output=True, text=True)
        paths = [path for path in listed.stdout.split("\0") if path and (top / path).is_file()]
        return cls({path: (top / path).read_bytes() for path in paths})

    def __iter__(self):
        return iter(self.files.values())

    def __contains__(self, path: str) -> bool:
        return path in self.files

    @cached_property
    def directories(self) -> set[str]:
        return {str(parent) for path in self.files for parent in PurePosixPath(path).parents}

    @cached_property
    def users(self) -> dict[str, set[str]]:
        """Each included name, and the files that include it."""
        users: dict[str, set[str]] = {}
        for file in self:
            for include in file.cpp.includes if file.is_cpp else []:
                users.setdefault(include.name, set()).add(file.path)
        return users

    def is_test(self, file: SourceFile) -> bool:
        """True for a test, and for a header of src/ that only tests include."""
        if file.is_test or not (file.is_header and file.module):
            return file.is_test
        users = self.users.get(file.path.removeprefix("src/"), set())
        return bool(users) and all(self.is_test(self.files[user]) for user in users)

    def text(self, path: str) -> str:
        return self.files[path].text if path in self.files else ""
