"""Checks that every source is laid out as clang-format 14 would: `python3 tests/tidy/format.py ROOT`.

Other versions lay out differently, so they are not asked: exit 77 says skipped.
"""

import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import rules  # noqa: E402


def clang_format():
    """The program's name, or nothing when version 14 is not there."""
    for name in ("clang-format-14", "clang-format"):
        try:
            version = subprocess.run([name, "--version"], capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            continue
        if re.search(r"version 14\.", version):
            return name
    return None


def unformatted(tree, program):
    """clang-format's own words for what it would change; empty: nothing."""
    paths = [str(tree.root / source.path) for source in tree.sources]
    if not paths:
        return ""
    run = subprocess.run([program, "--dry-run", "-Werror", "--ferror-limit=3", *paths], capture_output=True,
                         text=True, check=False)
    return run.stderr if run.returncode != 0 else ""


def main(arguments):
    program = clang_format()
    if program is None:
        print("clang-format 14 is not installed: the layout was not checked.")
        return 77
    said = unformatted(rules.Tree(arguments[0] if arguments else "."), program)
    print(said or "every source is laid out as .clang-format says")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
