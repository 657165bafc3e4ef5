"""Prints lines and branches covered, for each project and folder of src, from a report in Cobertura's format.

    python3 tools/coverage.py REPORT
"""

import re
import sys
import xml.etree.ElementTree as xml
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent / "src"

# The build copies files to other vector widths, line by line: Tiles.512.g.cs is Tiles.cs.
SOURCES = {path.stem: path.relative_to(ROOT).as_posix() for path in ROOT.glob("Runtime/*/*.cs")}


def source(path):
    """The file of a path in the report below src, or None for what a generator wrote."""
    path = path.replace("\\", "/")
    if "/obj/" in path:
        match = re.search(r"/([^/]+)\.(128|512)\.g\.cs$", path)
        return SOURCES.get(match[1]) if match else None
    match = re.search(r"(?:^|/)((?:Attributes|Generator|Runtime)/.+)$", path)
    return match[1] if match else None


# A file that several projects compile, or several classes share, counts once: a line is covered if any of them covers it.
hits = defaultdict(int)
branches = defaultdict(lambda: (0, 0))
for node in xml.parse(sys.argv[1]).iter("class"):
    file = source(node.get("filename"))
    if file is None:
        continue
    for line in node.iter("line"):
        place = file, int(line.get("number"))
        hits[place] += int(line.get("hits"))
        if counts := re.search(r"\((\d+)/(\d+)\)", line.get("condition-coverage") or ""):
            branches[place] = max(branches[place], (int(counts[1]), int(counts[2])))


def folder(file):
    return "/".join(file.split("/")[:-1][:2])


def row(name, places):
    covered, total = sum(hits[place] > 0 for place in places), len(places)
    taken, ways = (sum(branches[place][i] for place in places) for i in (0, 1))
    percent = lambda part, whole: f"{100 * part / whole:.1f} %" if whole else "-"
    print(f"| {name} | {covered} / {total} | {percent(covered, total)} | {taken} / {ways} | {percent(taken, ways)} |")


print("| folder | lines | | branches | |\n|---|---|---|---|---|")
projects = sorted({file.split("/")[0] for file, _ in hits})
for project in projects:
    inside = [place for place in hits if place[0].startswith(project + "/")]
    row(f"**{project}**", inside)
    for name in sorted({folder(file) for file, _ in inside}):
        row(name, [place for place in inside if folder(place[0]) == name])
row("**all**", list(hits))
