#!/usr/bin/env python3
"""Fails when the top level holds more, or less, than the entries a newcomer is told about.

    check_tree.py ROOT
"""
import pathlib
import sys

import source_tree

EXPECTED = {
    "CHANGELOG.md", "CMakeLists.txt", "CMakePresets.json", "CONTRIBUTING.md", "LICENSE", "README.md",
    "config", "packaging", "plugin-api", "plugins", "runtime", "tests",
}
# Names that say nothing of what is inside, so everything ends up there.
NAMELESS = {"common", "helper", "helpers", "misc", "util", "utils", "utilities"}


def complaints(root):
    files = source_tree.files(root)
    present = {path.parts[0] for path in files}
    for name in sorted(present - EXPECTED):
        if not name.startswith("."):
            yield f"{name}:1: does not belong at the top level"
    for name in sorted(EXPECTED - present):
        yield f"{name}:1: is missing from the top level"
    for path in files:
        if NAMELESS & {part.partition(".")[0] for part in path.parts}:
            yield f"{path}:1: name it after what it holds"


if __name__ == "__main__":
    sys.exit(source_tree.report("tree", complaints(pathlib.Path(sys.argv[1]).resolve())))
