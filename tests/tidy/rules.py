"""The rules of this codebase that a machine can check. CONTRIBUTING.md says them for people.

Every rule takes a Tree and yields Findings. `python3 tests/tidy/rules.py ROOT` checks a checkout;
test_rules.py plants one violation of each in a tree of its own and sees it found.
"""

import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import cpp_text  # noqa: E402

LAYERS = ["engine", "models", "views", "app"]
# An area of the engine includes only itself and what stands before it. ARCHITECTURE.md says why.
ENGINE_AREAS = [
    "core", "sqlite", "sql", "catalog", "timeline", "repository", "monitor", "probe", "flashback", "backup", "offsite",
    "scheduler", "session", "transfer", "demo", "operations",
]
# Inside models and views: these first, in this order; then the features, which don't know each other. An open
# database is recorded whatever page looks at it, so the session knows the timeline.
COMMON_AREAS = {"models": ["task", "text", "timeline", "session", "schema", "rows", "series", "plan", "backup"], "views": ["common", "shell"]}

FUNCTION_LINES = 70
FILE_LINES = 800

CATCH_FILES = {"models/task/task_runner.cpp", "models/task/task_runner.h", "app/cli/main.cpp"}
SQLITE_FOLDERS = ("engine/sqlite/", "engine/probe/")
PLATFORM_FILE = re.compile(r"_(linux|windows|macos|posix)\.(cpp|h)$")
PLATFORM_HEADER = re.compile(
    r"^(windows|winsock2|io|unistd|fcntl|dirent|poll|dlfcn|pwd|spawn)\.h$|^(sys|linux|mach|netinet|arpa)/"
)


@dataclass
class Finding:
    rule: str
    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: [{self.rule}] {self.message}"


@dataclass
class Source:
    path: str  # from the root, with slashes
    text: str
    code: str = field(init=False)  # without comments and contents of literals

    def __post_init__(self):
        self.code = cpp_text.code_of(self.text)

    @property
    def top(self):
        return self.path.split("/")[0]

    @property
    def includes(self):
        """(line, target, in angle brackets) of each include."""
        for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', self.text, re.MULTILINE):
            yield self.text.count("\n", 0, match.start()) + 1, match.group(2), match.group(1) == "<"

    def find(self, pattern):
        """Lines of code that match."""
        for match in re.finditer(pattern, self.code, re.MULTILINE):
            yield self.code.count("\n", 0, match.start()) + 1, match


class Tree:
    """The files of a checkout that the rules look at: those that git knows, or all where there is no git."""

    def __init__(self, root):
        self.root = Path(root).resolve()
        self.files = self._list()
        self.sources = [Source(p, self.read(p)) for p in self.files if p.endswith((".cpp", ".h"))]

    def _list(self):
        if (self.root / ".git").exists():
            out = subprocess.run(
                ["git", "-C", str(self.root), "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
                 "--exclude-standard"],
                check=True, capture_output=True, text=True).stdout
            names = [n for n in out.split("\0") if n]
        else:
            names = [p.relative_to(self.root).as_posix() for p in self.root.rglob("*") if p.is_file()]
        return sorted(n for n in names if not n.startswith("build/") and (self.root / n).is_file())

    def read(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    @property
    def product(self):
        return [s for s in self.sources if s.top in LAYERS]


def area_of(path):
    """("engine", "core") for engine/core/x.h; the second is empty for files of the layer's own folder."""
    parts = path.split("/")
    return parts[0], parts[1] if len(parts) > 2 else ""


def _rank(layer, area):
    order = ENGINE_AREAS if layer == "engine" else COMMON_AREAS.get(layer, [])
    if layer == "engine" and area and area not in order:
        return None
    return order.index(area) if area in order else len(order)


def layering(tree):
    for source in tree.product:
        layer, area = area_of(source.path)
        if layer == "engine" and area and area not in ENGINE_AREAS:
            yield Finding("layering", source.path, 1, f"engine/{area} has no place in ENGINE_AREAS of rules.py")
            continue
        for line, target, _ in source.includes:
            other_layer, other_area = area_of(target)
            if other_layer not in LAYERS:
                continue
            if LAYERS.index(other_layer) > LAYERS.index(layer):
                yield Finding("layering", source.path, line, f"{layer} must not include {other_layer}: {target}")
            elif other_layer == layer and layer != "app" and other_area != area and area != "":
                mine, other = _rank(layer, area), _rank(layer, other_area)
                if other is None or other >= mine:
                    yield Finding("layering", source.path, line, f"{layer}/{area} must not include {target}")


def qt_in_engine(tree):
    for source in tree.product:
        if source.top != "engine":
            continue
        for line, target, _ in source.includes:
            if re.match(r"Q[A-Z]|Qt", target):
                yield Finding("qt-in-engine", source.path, line, f"the engine knows no Qt: {target}")


def sqlite_header(tree):
    for source in tree.product:
        if source.path.startswith(SQLITE_FOLDERS):
            continue
        for line, target, _ in source.includes:
            if target in ("sqlite3.h", "sqlite3ext.h"):
                yield Finding("sqlite-header", source.path, line, f"{target} belongs in engine/sqlite")


def platform(tree):
    for source in tree.product:
        if PLATFORM_FILE.search(source.path):
            continue
        for line, target, angled in source.includes:
            if angled and PLATFORM_HEADER.search(target):
                yield Finding("platform", source.path, line, f"<{target}> belongs in a *_linux.cpp and its siblings")
        for line, match in source.find(r"^\s*#.*\b(_WIN32|__linux__|__APPLE__|__unix__|Q_OS_\w+)\b"):
            yield Finding("platform", source.path, line, f"{match.group(1)} belongs in a *_linux.cpp and its siblings")


def include_paths(tree):
    known = set(tree.files)
    for source in tree.sources:
        for line, target, angled in source.includes:
            generated = target.endswith(".moc") or target.startswith("ui_")
            if not angled and not generated and target not in known:
                yield Finding("include-path", source.path, line, f'"{target}" is no path from the root')


def catches(tree):
    for source in tree.product:
        if source.path in CATCH_FILES:
            continue
        code = cpp_text.without_directives(source.code)
        found = list(re.finditer(r"\bcatch\s*\(", code))
        blocks = cpp_text.blocks_of(code) if found else []
        for match in found:
            around = cpp_text.enclosing_functions(blocks, match.start())
            header = around[0].header if around else ""
            if re.search(r"\bnoexcept\b", header) or re.match(r"(\w+::)*~\w+\(\)|(\w+::)*~\w+\s*\(", header):
                continue
            yield Finding("catch", source.path, code.count("\n", 0, match.start()) + 1,
                          "catch only in TaskRunner, main, and noexcept functions (trampolines, thread entries)")


def lengths(tree):
    for path in tree.files:
        if not path.endswith((".cpp", ".h", ".py", ".cmake", "CMakeLists.txt")):
            continue
        count = tree.read(path).count("\n")
        if count > FILE_LINES:
            yield Finding("file-length", path, FILE_LINES, f"{count} lines, at most {FILE_LINES}")
    for source in tree.sources:
        for block in cpp_text.blocks_of(cpp_text.without_directives(source.code)):
            count = block.last_line - block.first_line + 1
            if block.kind == "function" and count > FUNCTION_LINES:
                yield Finding("function-length", source.path, block.first_line,
                              f"a function of {count} lines, at most {FUNCTION_LINES}")


FORBIDDEN = [
    ("process-events", r"\bprocessEvents\b", "no processEvents: long work belongs on a TaskRunner"),
    ("instance", r"\binstance\s*\(", "no instance(): options come in through constructors"),
    ("name", r"\b(?:class|struct|namespace)\s+\w*(?:Manager|Helper|Utils?)\b", "no Manager, Helper or Utils"),
    ("portability", r"\bstd::(?:views|ranges::views|format|source_location|expected)\b", "not in all our compilers"),
]


def forbidden(tree):
    for source in tree.sources:
        for rule, pattern, message in FORBIDDEN:
            for line, _ in source.find(pattern):
                yield Finding(rule, source.path, line, message)


def header_comments(tree):
    for source in tree.product:
        if not source.path.endswith(".h"):
            continue
        if not source.text.startswith("//"):
            yield Finding("header", source.path, 1, "begins with no comment: purpose, owner, thread rule, errors")
        if "#pragma once" not in source.text:
            yield Finding("header", source.path, 1, "has no #pragma once")


# Brackets keep this file from naming what it forbids.
WORKPLACE = re.compile(
    r"/w[o]rk/|\.\./sh[a]red|/tmp/b[a]sh_jobs|\bsub[a]gent|\bclau[d]e\b|\bissue #?[0-9]+\b|before-st[o]p", re.IGNORECASE)
UNFINISHED = re.compile(r"\bTO[D]O\b|\bFIX[M]E\b|\bXX[X]\b|\bHA[C]K\b")
TEXT = re.compile(r"\.(cpp|h|py|txt|cmake|md|json|in|sh|svg|xml|desktop|ts|1|supp)$|(^|/)(run|check|install-packages)$")


def words(tree):
    for path in tree.files:
        if not TEXT.search(path):
            continue
        for number, line in enumerate(tree.read(path).split("\n"), 1):
            if WORKPLACE.search(line):
                yield Finding("workplace", path, number, "names the place where it was written")
            if UNFINISHED.search(line):
                yield Finding("unfinished", path, number, "finish it, or leave it out")


def known_to_cmake(tree):
    known = set()
    for path in tree.files:
        if not path.endswith(("CMakeLists.txt", ".cmake")):
            continue
        folder = path.rsplit("/", 1)[0] + "/" if "/" in path else ""
        text = re.sub(r"#[^\n]*", "", tree.read(path)).replace("${CMAKE_CURRENT_SOURCE_DIR}/", "")
        known.update(re.findall(r"\$\{PROJECT_SOURCE_DIR\}/([\w./+-]+)", text))
        if re.search(r"\bGLOB(_RECURSE)?\b", text):
            yield Finding("cmake", path, 1, "no globbing: list the files")
        known.update(folder + name for name in re.findall(r"[\w./+-]+\.(?:cpp|h|py)\b", text))
        for base in re.findall(r"strandline_platform_source\(\s*\w+\s+([\w/]+)\s*\)", text):
            known.update(f"{folder}{base}_{system}.cpp" for system in ("linux", "windows", "macos"))
    for path in tree.files:
        if path.startswith(tuple(f"{top}/" for top in [*LAYERS, "tests"])) and path.endswith((".cpp", ".h", ".py")):
            if path not in known:
                yield Finding("cmake", path, 1, "no CMakeLists.txt lists it")


TEST_IN_DOCS = re.compile(r"`(tst_\w+) (\w+)`")


def tests_in_docs(tree):
    """The documentation proves what it says by tests: each that it names is there."""
    texts = {path.rsplit("/", 1)[1]: tree.read(path) for path in tree.files if path.startswith("tests/")}
    for path in tree.files:
        if not path.startswith("docs/") or not path.endswith(".md"):
            continue
        for number, line in enumerate(tree.read(path).split("\n"), 1):
            for test, function in TEST_IN_DOCS.findall(line):
                if not re.search(rf"\b{function}\(\)", texts.get(f"{test}.cpp", "")):
                    yield Finding("docs", path, number, f"there is no test {test} {function}")


RULES = [layering, qt_in_engine, sqlite_header, platform, include_paths, catches, lengths, forbidden,
         header_comments, words, known_to_cmake, tests_in_docs]


def findings_of(tree):
    return [finding for rule in RULES for finding in rule(tree)]


# ---- The exceptions: lines "rule path count". The list may only shrink.

EXCEPTIONS = "tests/tidy/exceptions.txt"


def parse_exceptions(text):
    allowed = {}
    for line in text.split("\n"):
        words_of_line = line.split("#")[0].split()
        if words_of_line:
            rule, path, count = words_of_line
            allowed[(rule, path)] = int(count)
    return allowed


def judge(findings, allowed):
    """Messages: findings beyond the exceptions, and exceptions that are no longer needed."""
    counted = {}
    for finding in findings:
        counted.setdefault((finding.rule, finding.path), []).append(finding)
    messages = []
    for key, found in sorted(counted.items()):
        if len(found) > allowed.get(key, 0):
            messages += [str(f) for f in found]
    for key, count in sorted(allowed.items()):
        have = len(counted.get(key, []))
        if have < count:
            messages.append(f"{EXCEPTIONS}: {key[0]} {key[1]} is down to {have}: lower its line, it stays lower")
    return messages


def grown(now, earlier):
    """A message when the exceptions exceed the smallest list that was ever committed."""
    smallest = min(earlier, default=now)
    if now > smallest:
        return [f"{EXCEPTIONS}: {now} exceptions, {smallest} were enough before. The list may only shrink."]
    return []


def earlier_totals(root):
    git = ["git", "-C", str(root), "-c", "safe.directory=*"]
    log = subprocess.run([*git, "log", "--format=%H", "--", EXCEPTIONS], capture_output=True, text=True, check=False)
    totals = []
    for commit in log.stdout.split():
        old = subprocess.run([*git, "show", f"{commit}:{EXCEPTIONS}"], capture_output=True, text=True, check=False)
        if old.returncode == 0:
            totals.append(sum(parse_exceptions(old.stdout).values()))
    return totals


def main(arguments):
    root = Path(arguments[0] if arguments else ".").resolve()
    tree = Tree(root)
    allowed = parse_exceptions(tree.read(EXCEPTIONS)) if EXCEPTIONS in tree.files else {}
    messages = judge(findings_of(tree), allowed) + grown(sum(allowed.values()), earlier_totals(root))
    for message in messages:
        print(message)
    print(f"{len(tree.files)} files, {len(messages)} findings, {sum(allowed.values())} exceptions")
    return 1 if messages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
