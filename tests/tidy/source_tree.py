"""Which files belong to the repository. Every check reads the tree through this one door."""
import pathlib
import subprocess

# Without git (an unpacked archive) these are the only folders that are not ours.
MADE_BY_RUNNING = {".git", "build", ".bailey-demo", "__pycache__"}
C_FAMILY = {".h", ".hpp", ".c", ".cpp"}


def files(root):
    """Paths relative to root, sorted: what git tracks and what it would track, never what it ignores."""
    if (root / ".git").exists():
        # safe.directory: in CI the clone often belongs to another user than the one who runs this.
        command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
                   "--exclude-standard"]
        listed = subprocess.run(command, cwd=root, check=True, capture_output=True).stdout
        names = {name for name in listed.decode().split("\0") if name}
    else:
        names = {path.relative_to(root).as_posix() for path in root.rglob("*")
                 if MADE_BY_RUNNING.isdisjoint(path.relative_to(root).parts)}
    return [pathlib.PurePosixPath(name) for name in sorted(names) if (root / name).is_file()]


def lines(root, path):
    """Numbered from 1. Bytes that are not UTF-8 are shown as such; the text check complains of them."""
    text = (root / path).read_text(encoding="utf-8", errors="backslashreplace")
    return enumerate(text.split("\n"), 1)


def report(name, complaints):
    """Prints each complaint, or that there is none. Returns the exit code."""
    found = list(complaints)
    print("\n".join(found) or f"{name}: ok")
    return 1 if found else 0
