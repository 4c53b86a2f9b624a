#!/usr/bin/env python3
"""Fails on a file or a function too long to hold in the head: split it, or raise the limit in review.

Functions are found by their shape, which clang-format guarantees: the signature starts and the last
brace stands in the same column. clang-tidy measures them properly; this one needs no compiler.

    check_sizes.py ROOT
"""
import pathlib
import re
import sys

import source_tree

FILE_LINES_MAX = {"runtime": 400, "plugin-api": 400, "plugins": 400, "tests": 700}
FUNCTION_LINES_MAX = {"runtime": 70, "plugin-api": 70, "plugins": 70}
# path -> the limit it has instead, each with the reason beside it.
GRANTED = {}

MEASURED = source_tree.C_FAMILY | {".py"}
# What opens a brace and is no function.
SCOPE = re.compile(r'^(?:inline\s+)?(?:namespace\b|extern\s+"C"\s*\{)')
TYPE = re.compile(r"^(?:template\s*<.*>\s*)?(?:typedef\s+)?(?:class|struct|union|enum)\b[^()]*\{$")


def functions(text_lines, column=0, first=1):
    """Yields (first line, length) of each function whose signature starts in this column."""
    margin = " " * column
    start, signature, body = None, "", None
    for number, line in enumerate(text_lines, first):
        if body is not None:
            if not line.startswith(margin + "}"):
                body.append(line)
                continue
            if TYPE.match(signature):
                yield from functions(body, column + 2, start + signature_lines)
            elif "(" in signature and not re.search(r"=\s*\{+$", signature):
                yield start, number - start + 1
            start, signature, body = None, "", None
            continue
        code = line[column:].split("//")[0].rstrip()
        starts_here = line.startswith(margin) and code and code[0] not in " #}/*"
        if start is None and (not starts_here or SCOPE.match(code) or code.endswith(":")):
            continue
        if start is None:
            start = number
        signature = f"{signature} {code.strip()}".strip()
        if code.endswith("{"):
            body, signature_lines = [], number - start + 1
        elif code.endswith((";", "}")) or not code:
            start, signature = None, ""


def complaints(root):
    for path in source_tree.files(root):
        top = path.parts[0]
        if top not in FILE_LINES_MAX or path.suffix not in MEASURED:
            continue
        text_lines = (root / path).read_text(encoding="utf-8", errors="replace").splitlines()
        limit = GRANTED.get(path.as_posix(), FILE_LINES_MAX[top])
        if len(text_lines) > limit:
            yield f"{path}:{limit + 1}: the file has {len(text_lines)} lines, the limit is {limit}"
        if top in FUNCTION_LINES_MAX and path.suffix in source_tree.C_FAMILY:
            for line, length in functions(text_lines):
                if length > FUNCTION_LINES_MAX[top]:
                    most = FUNCTION_LINES_MAX[top]
                    yield f"{path}:{line}: the function has {length} lines, the limit is {most}"


if __name__ == "__main__":
    sys.exit(source_tree.report("sizes", complaints(pathlib.Path(sys.argv[1]).resolve())))
