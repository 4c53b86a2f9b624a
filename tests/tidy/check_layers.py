#!/usr/bin/env python3
"""Fails when a file includes, or a library links, something its folder may not know.

The table below is the architecture. Changing it is a decision: make it in a change of its own, with
the reason in the commit message.

    check_layers.py ROOT
"""
import pathlib
import re
import sys

import source_tree

ARCHITECTURE = {
    # folder of the runtime -> the others it may include and link. "*" is every folder.
    "runtime": {
        "core": [],
        "event": ["core"],
        "command_line": ["core"],
        "observability": ["core"],
        "talkdesk": ["core"],
        "documents": ["core", "talkdesk"],
        "config": ["core", "talkdesk", "upstream"],
        "http": ["core"],
        "upstream": ["core", "event", "http", "observability"],
        "phone_module": [],
        "plugin_host": ["core", "event", "observability", "phone_module", "talkdesk", "upstream"],
        "conformance": ["core", "config", "talkdesk", "observability", "plugin_host", "upstream"],
        "generation": ["core", "config", "talkdesk", "plugin_host", "observability", "upstream"],
        "pipeline": ["core", "config", "talkdesk", "observability", "plugin_host", "generation",
                     "http", "upstream"],
        "net": ["core", "config", "event", "generation", "http", "pipeline", "observability", "upstream"],
        "control": ["core", "config", "observability", "plugin_host", "generation", "net"],
        "admin": ["core", "config", "control", "generation", "plugin_host"],
        "simulator": ["core", "command_line"],
        "app": ["*"],
    },
    # Known to nobody in the runtime but main.cpp and the folder's own CMakeLists.txt.
    "top": "app",
    # beginning of a header's name -> the only folders (or files) that may see it.
    "confined_headers": {
        "bailey/": ["plugin-api", "plugins", "tests", "runtime/app", "runtime/config",
                    "runtime/conformance", "runtime/control", "runtime/generation", "runtime/observability",
                    "runtime/phone_module", "runtime/pipeline", "runtime/plugin_host",
                    "runtime/simulator", "runtime/talkdesk"],
        "boost/dll": ["runtime/plugin_host", "tests"],
        "dlfcn.h": ["runtime/plugin_host", "tests"],
        "nlohmann/": ["runtime/admin", "runtime/config", "runtime/conformance", "runtime/control",
                      "runtime/documents",
                      "runtime/plugin_host", "runtime/generation", "runtime/simulator",
                      "runtime/app", "plugin-api", "plugins", "tests"],
        "openssl/": ["runtime/net", "runtime/upstream", "runtime/core", "runtime/config", "runtime/simulator", "plugins",
                     "tests"],
        "phonenumbers/": ["runtime/phone_module"],
        "Poco/Net/": ["runtime/admin", "runtime/generation", "runtime/net", "runtime/simulator",
                      "runtime/upstream", "tests"],
        "Poco/Util/": ["runtime/command_line"],
        "Poco/": ["runtime", "tests"],
        "png.h": ["runtime/documents"],
        "simdjson": ["runtime/talkdesk", "plugin-api", "plugins", "tests"],
        "sqlite3.h": ["plugins", "tests"],
        "turbojpeg.h": ["runtime/documents"],
        "valijson/": ["runtime/documents", "tests"],
        "zlib.h": ["runtime/upstream", "tests"],
    },
    # library -> the same question for target_link_libraries and bailey_runtime_library.
    "confined_libraries": {
        "Boost::": ["runtime/plugin_host", "tests"],
        "OpenSSL::": ["runtime/net", "runtime/upstream", "runtime/core", "runtime/config",
                      "runtime/simulator", "plugins", "tests"],
        "phonenumber::": ["runtime/phone_module"],
        "Poco::Net": ["runtime/admin", "runtime/generation", "runtime/net", "runtime/simulator",
                      "runtime/upstream", "tests"],
        "Poco::Util": ["runtime/command_line"],
        "PkgConfig::": ["runtime/documents"],
        "PNG::": ["runtime/documents"],
        "simdjson::": ["runtime/talkdesk", "plugins", "tests"],
        "SQLite::": ["plugins", "tests"],
        "ZLIB::": ["runtime/upstream", "tests"],
    },
    # The binary contract is readable by any C compiler with nothing else installed.
    "only_these_headers": {"plugin-api/include/bailey/abi.h": ["stddef.h", "stdint.h"]},
}

RUNTIME = ARCHITECTURE["runtime"]
TOP = ARCHITECTURE["top"]
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
LIBRARY = re.compile(r"\bbailey_([a-z_]+)\b")


def lives_under(path, homes):
    return any(path == home or path.startswith(home + "/") for home in homes)


def may_know(folder, other):
    allowed = RUNTIME[folder]
    return other == folder or other in allowed or "*" in allowed


def confined(path, name, table, verb):
    """The longest matching row decides, so that Poco/Net/ can be narrower than Poco/."""
    rows = [prefix for prefix in table if name.startswith(prefix)]
    if rows and not lives_under(path, table[max(rows, key=len)]):
        homes = ", ".join(table[max(rows, key=len)])
        yield f"{name} may only be {verb} in {homes}"


def include_complaints(root, path, quoted, angled):
    """What is wrong with one #include. Exactly one of quoted and angled is set."""
    name = quoted or angled
    text = path.as_posix()
    first = name.partition("/")[0]
    from_runtime = "/" in name and first in RUNTIME
    beside = quoted and (root / path.parent / quoted).is_file()

    exact = ARCHITECTURE["only_these_headers"].get(text)
    if exact is not None and name not in exact:
        yield f"{name}: this header may include {' and '.join(exact)} only"
    if path.parts[0] != "tests" and ".." in pathlib.PurePosixPath(name).parts:
        yield f"{name}: include from the runtime root or the include folder, never upwards"
    yield from confined(text, name, ARCHITECTURE["confined_headers"], "included")

    if path.parts[0] == "runtime" and from_runtime:
        yield from runtime_include_complaints(path, first)
    if path.parts[0] in {"plugin-api", "plugins"}:
        if from_runtime and not beside:
            yield f"{name}: {path.parts[0]} may not know the runtime"
        elif quoted and not beside and not quoted.startswith("bailey/"):
            yield f'{name}: {path.parts[0]} includes "bailey/..." and its own files only'
    if path.parts[:2] == ("tests", "unit") and len(path.parts) > 3 and from_runtime:
        folder = path.parts[2]
        if folder in RUNTIME and not may_know(folder, first):
            yield f"{name}: runtime/{folder} may not know runtime/{first}, nor may its unit test"


def runtime_include_complaints(path, other):
    folder = path.parts[1]
    if path.as_posix() == "runtime/main.cpp":
        if other != TOP:
            yield f"runtime/main.cpp may know runtime/{TOP} only, not runtime/{other}"
    elif folder not in RUNTIME:
        yield f"runtime/{folder} is not in the table of check_layers.py"
    elif not may_know(folder, other):
        yield f"runtime/{folder} may not know runtime/{other}"


def link_complaints(path, line):
    """What is wrong with one line of a CMakeLists.txt. Any mention of a library counts as linking it."""
    code = line.partition("#")[0]
    text = path.as_posix()
    for name in re.findall(r"\b[A-Za-z0-9]+::[A-Za-z0-9_]+", code):
        yield from confined(text, name, ARCHITECTURE["confined_libraries"], "linked")
    for folder in LIBRARY.findall(code):
        if folder not in RUNTIME or path.parts[0] == "tests":
            continue
        if path.parts[0] != "runtime":
            yield f"bailey_{folder} may be linked by the runtime and tests only"
        elif len(path.parts) == 2 and folder != TOP:
            yield f"runtime/CMakeLists.txt may link bailey_{TOP} only, not bailey_{folder}"
        elif len(path.parts) > 2 and path.parts[1] in RUNTIME and not may_know(path.parts[1], folder):
            yield f"runtime/{path.parts[1]} may not link bailey_{folder}"


def table_complaints():
    """The table itself: only folders it knows, and no circle, or the libraries could not be ordered."""
    for folder, allowed in RUNTIME.items():
        for other in allowed:
            if other != "*" and other not in RUNTIME:
                yield f"check_layers.py: {folder} lists {other}, which is not in the table"
    left = {folder: set(RUNTIME) - {folder} if "*" in allowed else set(allowed)
            for folder, allowed in RUNTIME.items()}
    while left:
        ready = {folder for folder, allowed in left.items() if not allowed & set(left)}
        if not ready:
            yield f"check_layers.py: a circle among {', '.join(sorted(left))}"
            return
        left = {folder: allowed for folder, allowed in left.items() if folder not in ready}


def complaints(root):
    yield from table_complaints()
    for path in source_tree.files(root):
        is_code = path.suffix in source_tree.C_FAMILY
        is_build = path.name == "CMakeLists.txt" and len(path.parts) > 1
        if not is_code and not is_build:
            continue
        if is_code and len(path.parts) > 2 and path.parts[0] == "runtime":
            if path.parts[1] not in RUNTIME:
                yield f"{path}:1: runtime/{path.parts[1]} is not in the table of check_layers.py"
                continue
        for number, line in source_tree.lines(root, path):
            match = INCLUDE.match(line) if is_code else None
            found = link_complaints(path, line) if is_build else ()
            if match:
                found = include_complaints(root, path, match.group(1), match.group(2))
            for complaint in found:
                yield f"{path}:{number}: {complaint}"


if __name__ == "__main__":
    sys.exit(source_tree.report("layers", complaints(pathlib.Path(sys.argv[1]).resolve())))
