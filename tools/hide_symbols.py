#!/usr/bin/env python3
"""Hides the symbols of shared libraries that are not Arrow's interface.

usage: hide_symbols.py LIBRARY...        (changes the files in place: give it copies)

libparquet.so of the pyarrow wheel carries an OpenSSL of its own and exports it, some 7,500 names
without versions. In a program that also links the system's libcrypto the dynamic linker mixes the
two. A definition marked STV_HIDDEN in .dynsym is skipped for others, and the library's references
to itself stay inside. ELF64 little endian only; needs no tool but Python.
"""

import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

# Arrow's own names have the namespace in them; weak and unique std:: symbols stay shared between
# libraries, as the C++ run time expects.
KEPT = re.compile(
    rb"[aA]rrow|[pP]arquet|^_Z(T[ISVT]|GVZ?|GR|Z)?N?K?(S[tsabiod]|9__gnu_cxx|10__cxxabiv1)"
)
ELF64_LITTLE_ENDIAN = b"\x7fELF\x02\x01"
SECTION = struct.Struct("<IIQQQQIIQQ")  # name type flags addr offset size link info align entsize
SYMBOL = struct.Struct("<IBBHQQ")  # name info other section value size
SHT_DYNSYM = 11
SHN_UNDEF = 0
STB_LOCAL = 0
STV_HIDDEN = 2


def read_sections(image: bytearray) -> list[tuple[int, ...]]:
    (table,) = struct.unpack_from("<Q", image, 40)
    entry_bytes, count = struct.unpack_from("<HH", image, 58)
    return [SECTION.unpack_from(image, table + i * entry_bytes) for i in range(count)]


def defined_symbols(image: bytearray) -> Iterator[tuple[int, bytes]]:
    """Yields (offset of the entry, name) of each dynamic symbol that others could bind to."""
    sections = read_sections(image)
    dynamic = next(section for section in sections if section[1] == SHT_DYNSYM)
    names = sections[dynamic[6]][4]
    for offset in range(dynamic[4], dynamic[4] + dynamic[5], SYMBOL.size):
        name, info, _, section, _, _ = SYMBOL.unpack_from(image, offset)
        if section == SHN_UNDEF or info >> 4 == STB_LOCAL:
            continue
        start = names + name
        yield offset, bytes(image[start : image.index(0, start)])


def hide(image: bytearray) -> tuple[int, int]:
    """Marks what is not kept; returns how many are kept and how many hidden."""
    if image[:6] != ELF64_LITTLE_ENDIAN:
        raise ValueError("not an ELF64 little-endian file")
    kept = hidden = 0
    for offset, name in defined_symbols(image):
        if KEPT.search(name):
            kept += 1
            continue
        image[offset + 5] = (image[offset + 5] & ~3) | STV_HIDDEN
        hidden += 1
    return kept, hidden


def hide_in_file(path: Path) -> None:
    image = bytearray(path.read_bytes())
    kept, hidden = hide(image)
    written = path.with_name(path.name + ".new")  # a mapped file is never written into
    written.write_bytes(image)
    written.chmod(path.stat().st_mode)
    written.replace(path)
    print(f"{path.name}: {kept} symbols kept, {hidden} hidden")


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    for name in sys.argv[1:]:
        try:
            hide_in_file(Path(name))
        except (OSError, ValueError) as error:
            print(f"hide_symbols.py: {name}: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
