"""Draws the package's icon, src/Runtime/icon.png: a network of three layers. Needs nothing but Python.

    python3 tools/icon.py [PICTURE]
"""

import math
import struct
import sys
import zlib
from pathlib import Path

SIZE = 128
FINE = 4  # Each pixel is the mean of FINE x FINE points.

TOP, BOTTOM = (0x51, 0x2B, 0xD4), (0x1B, 0x0F, 0x5C)  # The ground, from top to bottom.
LINE, NODE, LIT = (0x9D, 0x8C, 0xF0), (0xFF, 0xFF, 0xFF), (0xFF, 0xB8, 0x3D)

LAYERS = [[(28, y) for y in (40, 88)], [(64, y) for y in (26, 64, 102)], [(100, 64)]]
LINES = [(a, b) for left, right in zip(LAYERS, LAYERS[1:]) for a in left for b in right]
PATH = [((28, 88), (64, 26)), ((64, 26), (100, 64))]  # What one sample lights up.


def distance(point, line):
    """From a point to a line from a to b."""
    (x, y), ((ax, ay), (bx, by)) = point, line
    dx, dy = bx - ax, by - ay
    t = max(0, min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
    return math.hypot(x - ax - t * dx, y - ay - t * dy)


def color(x, y):
    """Red, green and blue, 0 to 255, of a point inside the rounded square, or None."""
    edge = SIZE / 2 - 26
    if math.hypot(max(0, abs(x - SIZE / 2) - edge), max(0, abs(y - SIZE / 2) - edge)) > 26:
        return None

    for node in (node for layer in LAYERS for node in layer):
        away = math.hypot(x - node[0], y - node[1])
        if away <= 10.5:
            return LIT if any(node in line for line in PATH) else NODE
    if any(distance((x, y), line) <= 2.4 for line in PATH):
        return LIT
    if any(distance((x, y), line) <= 1.5 for line in LINES):
        return LINE
    return tuple(top + (bottom - top) * y / SIZE for top, bottom in zip(TOP, BOTTOM))


def pixel(column, row):
    """Red, green, blue and alpha of a pixel."""
    steps = [(i + 0.5) / FINE for i in range(FINE)]
    inside = [c for c in (color(column + dx, row + dy) for dy in steps for dx in steps) if c]
    if not inside:
        return bytes(4)
    mean = [round(sum(c[channel] for c in inside) / len(inside)) for channel in range(3)]
    return bytes([*mean, round(255 * len(inside) / FINE**2)])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main():
    picture = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "src/Runtime/icon.png"
    rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(SIZE)) for y in range(SIZE))
    picture.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


if __name__ == "__main__":
    main()
