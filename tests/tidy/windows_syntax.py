"""Compiles what runs without Qt for Windows, as far as the syntax goes: `python3 tests/tidy/windows_syntax.py ROOT BUILD`.

Needs g++-mingw-w64-x86-64-posix (Debian); exit 77, skipped, without it. The libraries' headers are the system's.
"""

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import rules  # noqa: E402

COMPILER = "x86_64-w64-mingw32-g++-posix"
HEADERS = ["sqlite3.h", "zstd.h", "zstd_errors.h", "xxhash.h", "date", "nlohmann", "fmt", "CLI"]
OPTIONS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wold-style-cast", "-Werror",
           "-DUNICODE", "-DFMT_HEADER_ONLY", '-DSTRANDLINE_VERSION="0"']


def sources(tree):
    other = re.compile(r"_(linux|macos|posix)\.cpp$")
    return [p for p in tree.files
            if p.startswith(("engine/", "app/cli/")) and p.endswith(".cpp") and not other.search(p)]


def main(arguments):
    if shutil.which(COMPILER) is None:
        print(f"{COMPILER} is not installed: nothing was compiled for Windows.")
        return 77
    tree = rules.Tree(arguments[0])
    include = Path(arguments[1]) / "windows-headers"
    include.mkdir(parents=True, exist_ok=True)
    for name in HEADERS:  # only these: the rest of /usr/include is Linux's
        link = include / name
        if not link.is_symlink():
            link.symlink_to(Path("/usr/include") / name)

    def compile_one(path):
        said = subprocess.run([COMPILER, *OPTIONS, "-I", str(tree.root), "-isystem", str(include), str(tree.root / path)],
                              capture_output=True, text=True, check=False)
        return said.stderr

    with ThreadPoolExecutor(2) as pool:
        said = [text for text in pool.map(compile_one, sources(tree)) if text]
    print("\n".join(said) or f"{len(sources(tree))} files compile for Windows")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
