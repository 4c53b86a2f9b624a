#!/usr/bin/env python3
"""Fails when tests/contract/README.md and the tests disagree about which case is tested where.

Every numbered case and every conflict (C1 to C22) of the contract has one row. Its last cell names, in
backticks, data files beside the table (a case's must have a case of that number, and each that has one
must be named) and tests as Suite.Name (each must exist). A row without any says "open:" and what it
waits for.

    check_contract_table.py ROOT
"""
import json
import pathlib
import re
import sys

import source_tree

TABLE = "tests/contract/README.md"
CASES = [str(number) for number in range(1, 87)]
CONFLICTS = [f"C{number}" for number in range(1, 23)]
ROW = re.compile(r"^\| (C?\d+) \|.*\|([^|]*)\|$")
NAME = re.compile(r"`([^`]+)`")
TEST = re.compile(r"\bTEST(?:_F|_P)?\(\s*(\w+)\s*,\s*(\w+)\s*\)")


def tests_of(root):
    """Suite.Name of every test in the tree."""
    found = set()
    for path in source_tree.files(root):
        if path.parts[0] == "tests" and path.suffix == ".cpp":
            text = (root / path).read_text(encoding="utf-8")
            found.update(f"{suite}.{name}" for suite, name in TEST.findall(text))
    return found


def data_files_of(root):
    """Case number -> names of the data files that hold it."""
    found = {}
    for path in sorted((root / TABLE).parent.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
            for number in case.get("case", []):
                found.setdefault(str(number), set()).add(path.name)
    return found


def file_complaints(row, files, held):
    """Held by none: a conflict, whose files need only exist, as its cases have numbers of their own."""
    for name in sorted(files - held):
        yield f"{row}: {name} holds no such case"
    for name in sorted(held - files):
        yield f"{row}: {name} holds it and is not named"


def row_complaints(row, cell, tests, data_files):
    names = NAME.findall(cell)
    files = {name for name in names if name.endswith(".json")}
    held = data_files.get(row, set())
    if row in CONFLICTS:
        held = files & set().union(*data_files.values())
    yield from file_complaints(row, files, held)
    for name in names:
        if name not in files and name not in tests:
            yield f"{row}: there is no test {name}"
    if not names and "open:" not in cell:
        yield f"{row}: no test is named; say what it is open for"


def complaints(root):
    tests = tests_of(root)
    data_files = data_files_of(root)
    seen = set()
    for line_number, line in source_tree.lines(root, pathlib.PurePosixPath(TABLE)):
        match = ROW.match(line)
        if not match:
            continue
        row = match.group(1)
        place = f"{TABLE}:{line_number}:"
        if row in seen or row not in CASES + CONFLICTS:
            yield f"{place} {row} is unknown, or has two rows"
        seen.add(row)
        for complaint in row_complaints(row, match.group(2), tests, data_files):
            yield f"{place} {complaint}"
    for row in CASES + CONFLICTS:
        if row not in seen:
            yield f"{TABLE}:1: {row} has no row"


if __name__ == "__main__":
    sys.exit(source_tree.report("contract_table", complaints(pathlib.Path(sys.argv[1]).resolve())))
