"""Marks a library's need of a symbol version as weak, so that the loader goes on where the version is missing.

    weaken.py LIBRARY VERSION

The library is changed in place. See the ELF specification of symbol versions: an entry of .gnu.version_r begins with
the hash of the version's name (32 bits) and flags (16 bits), of which 2 means weak.
"""
import struct
import sys


def elf_hash(name):
    value = 0
    for byte in name.encode():
        value = (value << 4) + byte
        high = value & 0xF0000000
        value = (value ^ high >> 24) & ~high
    return value


path, version = sys.argv[1:]
with open(path, "r+b") as file:
    at = file.read().find(struct.pack("<IH", elf_hash(version), 0))
    if at >= 0:
        file.seek(at + 4)
        file.write(struct.pack("<H", 2))
