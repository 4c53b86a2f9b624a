#!/usr/bin/env python3
"""Runs clang-tidy over our C++ sources, as the clang preset compiles them.

A changed header stands for every source of its folder, since clang-tidy sees a header only through
the sources that include it.

    run_clang_tidy.py ROOT BUILD_FOLDER [--jobs N] [--changed-since COMMIT]
"""
import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import sys

import source_tree


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("root", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("build", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--changed-since", metavar="COMMIT",
                        help="only what differs from there, committed or not")
    return parser.parse_args()


def compiled(root, build):
    """The sources of ours that the compilation database holds."""
    database = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    seen = {pathlib.Path(entry["directory"], entry["file"]).resolve() for entry in database}
    return [path for path in source_tree.files(root)
            if path.suffix == ".cpp" and root / path in seen]


def changed_since(root, commit):
    def names(*command):
        done = subprocess.run(["git", "-c", "safe.directory=*", *command], cwd=root, check=True,
                              capture_output=True, text=True)
        return set(done.stdout.splitlines())

    changed = names("diff", "--name-only", commit, "--")
    changed |= names("ls-files", "--others", "--exclude-standard")
    return {pathlib.PurePosixPath(name) for name in changed}


def touched(sources, changed):
    folders = {path.parent for path in changed if path.suffix in {".h", ".hpp"}}
    return [path for path in sources if path in changed or path.parent in folders]


def check(root, build, path):
    done = subprocess.run(["clang-tidy", "--quiet", "-p", str(build), str(root / path)], cwd=root,
                          capture_output=True, text=True, check=False)
    # On stderr clang-tidy only counts what it suppressed, unless it could not run at all.
    return done.returncode, done.stdout + (done.stderr if done.returncode else "")


def main():
    given = arguments()
    sources = compiled(given.root, given.build)
    if not sources:
        sys.exit("run_clang_tidy: the compilation database holds no source of ours")
    if given.changed_since:
        sources = touched(sources, changed_since(given.root, given.changed_since))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        results = pool.map(lambda path: check(given.root, given.build, path), sources)
        for path, (code, output) in zip(sources, results):
            failed += bool(code)
            if code:
                print(f"--- {path}\n{output}", flush=True)
    print(f"clang-tidy: {len(sources)} files, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
