#!/usr/bin/env python3
"""Fails on text that should not be in the repository, on dead links, and on scripts nobody can run.

    check_text.py ROOT
"""
import os
import pathlib
import re
import sys

import source_tree

# Bytes that are inputs, and a text that is not ours.
NOT_OURS = ("tests/fuzz/corpus/", "LICENSE")
SOURCES = source_tree.C_FAMILY | {".py", ".cmake", ".in", ".json", ".sql", ".sh", ".md", ".txt", ".map"}

# Each is written so that it does not match its own line.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.])/(?:work/|tmp/b-|home/[a-z])"),
    "a package registry": re.compile(
        r"\b(?:registry|proxy|archive|deb|mirrors?|packages?|files|index)"
        r"\.(?!example\b)[a-z0-9-]+\.(?:org|com|io|net)\b"
        r"|\b(?:pypi|npmjs|crates|rubygems|ghcr|quay|docker)\.(?:org|com|io)\b"),
}
UNFINISHED = re.compile(r"\b(?:[T]ODO|[F]IXME|X[X]X)\b")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#+\s+(.*?)\s*#*$")


def is_script(root, path):
    with open(root / path, "rb") as file:
        return file.read(2) == b"#!"


def text_complaints(root, path):
    for number, line in source_tree.lines(root, path):
        where = f"{path}:{number}"
        for what, pattern in FORBIDDEN.items():
            match = pattern.search(line)
            if match:
                yield f"{where}: names {what}: {match.group(0)}"
        # In JSON the same word may be somebody's data, a ticket's status for one.
        if path.suffix != ".json" and UNFINISHED.search(line):
            yield f"{where}: unfinished: do it, or write an issue"
        if "\t" in line:
            yield f"{where}: a tab"
        if line != line.rstrip():
            yield f"{where}: blanks at the end of the line"


def byte_complaints(root, path):
    data = (root / path).read_bytes()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"{path}:{data.count(10, 0, error.start) + 1}: is not UTF-8"
    if b"\r" in data:
        yield f"{path}:{data.count(10, 0, data.index(13)) + 1}: a carriage return"
    if data and not data.endswith(b"\n"):
        yield f"{path}:{data.count(10) + 1}: no newline at the end of the file"
    if data.endswith(b"\n\n"):
        yield f"{path}:{data.count(10)}: blank lines at the end of the file"


def prose(root, path):
    """The lines of a document without its code, in which brackets mean something else."""
    fenced = False
    for number, line in source_tree.lines(root, path):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, re.sub(r"`[^`]*`", lambda code: "`" * len(code.group(0)), line)


def anchors(root, path):
    """What a `#fragment` may name: headings in lower case, punctuation gone, blanks as dashes."""
    fenced = False
    for _, line in source_tree.lines(root, path):
        fenced ^= line.lstrip().startswith("```")
        heading = None if fenced else HEADING.match(line)
        if heading:
            yield re.sub(r"[^\w\- ]", "", heading.group(1).lower()).replace(" ", "-")


def link_complaints(root, path):
    for number, line in prose(root, path):
        for target in LINK.findall(line):
            if re.match(r"[a-z][a-z0-9+.-]*:", target):
                continue
            name, _, fragment = target.partition("#")
            there = (root / path.parent / name).resolve() if name else root / path
            if root != there and root not in there.parents:
                yield f"{path}:{number}: the link {target} leaves the repository"
            elif not there.exists():
                yield f"{path}:{number}: the link {target} leads nowhere"
            elif fragment and there.suffix == ".md" and fragment not in anchors(root, there):
                yield f"{path}:{number}: the link {target} names no heading"


def mode_complaints(root, path):
    runs = os.access(root / path, os.X_OK)
    if is_script(root, path) and not runs:
        yield f"{path}:1: starts with #! but is not executable"
    if runs and not is_script(root, path):
        yield f"{path}:1: is executable but does not start with #!"


def complaints(root):
    for path in source_tree.files(root):
        if path.as_posix().startswith(NOT_OURS):
            continue
        yield from mode_complaints(root, path)
        named = path.name in {"CMakeLists.txt", "run"} or path.name.startswith(".")
        if path.suffix in SOURCES or named or is_script(root, path):
            yield from byte_complaints(root, path)
            yield from text_complaints(root, path)
        if path.suffix == ".md":
            yield from link_complaints(root, path)


if __name__ == "__main__":
    sys.exit(source_tree.report("text", complaints(pathlib.Path(sys.argv[1]).resolve())))
