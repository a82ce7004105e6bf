"""Drives the real program from outside, as a screen reader does: over AT-SPI, by names and roles alone.

python3 screen_reader.py STRANDLINE STRANDCTL FOLDER. Starts a display and a session bus of its own. Exit code: 0; 1
a step failed; 77 a tool is missing, which is said.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

SKIPPED = 77
LAUNCHERS = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"]
STEP_SECONDS = 20
DEPTH = 40


def missing_tools():
    tools = [name for name in ("Xvfb", "dbus-run-session") if shutil.which(name) is None]
    if not any(Path(launcher).exists() for launcher in LAUNCHERS):
        tools.append("at-spi-bus-launcher")
    if subprocess.run([sys.executable, "-c", "import pyatspi"], capture_output=True, check=False).returncode != 0:
        tools.append("pyatspi")
    return tools


def start_display():
    """A display of its own: the server itself picks a number that nobody listens on, and tells it when it is ready.

    It must not reset when the first client leaves, as that refuses the next ones.
    """
    told, tells = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(tells), "-screen", "0", "1600x1000x24", "-noreset", "-nolisten",
                               "tcp"], pass_fds=[tells], stderr=subprocess.DEVNULL)
    os.close(tells)
    with os.fdopen(told) as answer:
        number = answer.readline().strip()
    if not number:
        sys.exit("Xvfb didn't start")
    return server, ":" + number


def outside(arguments):
    missing = missing_tools()
    if missing:
        print("skipped, not installed:", ", ".join(missing))
        return SKIPPED
    server, display = start_display()
    environment = dict(os.environ, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", QT_QPA_PLATFORM="xcb", LANG="C.UTF-8",
                       GTK_MODULES="", STRANDLINE_INSIDE="1", DISPLAY=display)
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XAUTHORITY"):
        environment.pop(name, None)
    try:
        return subprocess.run(["dbus-run-session", "--", sys.executable, str(Path(__file__).resolve()), *arguments],
                              env=environment, check=False).returncode
    finally:
        server.terminate()
        server.wait()


class Screen:
    """What a screen reader sees of one program."""

    def __init__(self, name):
        import pyatspi  # only there inside
        self.spi = pyatspi
        self.name = name

    def program(self):
        desktop = self.spi.Registry.getDesktop(0)
        for child in desktop:
            if child is not None and child.name.lower() == self.name:
                return child
        return None

    def all(self, node=None, depth=0):
        node = self.program() if node is None else node
        if node is None or depth > DEPTH:
            return
        yield node
        # Tables have millions of children; what is in them is asked for by row and column.
        if node.getRole() in (self.spi.ROLE_TABLE, self.spi.ROLE_TREE_TABLE, self.spi.ROLE_LIST):
            return
        for index in range(node.childCount):
            child = node.getChildAtIndex(index)
            if child is not None:
                yield from self.all(child, depth + 1)

    def matches(self, node, name, roles):
        if roles and node.getRoleName() not in roles:
            return False
        if callable(name):
            return name(node.name)
        return node.name.replace("&", "") == name

    def find(self, name, *roles, showing=True):
        """Waits for it; fails after STEP_SECONDS with what is there."""
        until = time.monotonic() + STEP_SECONDS
        while time.monotonic() < until:
            try:
                for node in self.all():
                    if self.matches(node, name, roles) and (
                            not showing or node.getState().contains(self.spi.STATE_SHOWING)):
                        return node
            except Exception as error:  # the tree changes while it is read
                last = error
            time.sleep(0.1)
        seen = sorted({f"{n.getRoleName()}: {n.name}" for n in self.all() if n.name})
        raise AssertionError(f"no {roles} named {name}; there are\n" + "\n".join(seen[:200]))

    def press(self, name, *roles, showing=True):
        self.find(name, *roles, showing=showing).queryAction().doAction(0)

    def write(self, field, text):
        field.queryEditableText().setTextContents(text)

    def until(self, what, condition):
        until = time.monotonic() + STEP_SECONDS
        while time.monotonic() < until:
            try:
                if condition():
                    return
            except Exception:  # the tree changes while it is read
                pass
            time.sleep(0.1)
        raise AssertionError(what)

    def cell(self, table, row, column):
        return table.queryTable().getAccessibleAt(row, column).name


NAVIGATION = ("push button", "toggle button", "radio button", "check box")
HAMBURG = "SELECT count(*) AS n FROM customers{} WHERE city = 'Hamburg'"


def open_database(screen, database):
    screen.press("Open database…", "push button")
    screen.write(screen.find(lambda name: name.startswith("File name"), "text"), str(database))
    screen.press("Open", "push button")
    screen.find(f"Database: {database.name}", "push button")
    screen.press("Not now", "push button")  # the offer to record


def digits(text):
    return "".join(c for c in text if c.isdigit())  # without the locale's separators


def query(screen, sql, wanted):
    """Writes sql into the worksheet in place of what is there, runs it and reads the first cell of the result."""
    screen.write(screen.find("SQL", "text"), sql)
    screen.press("Run", "push button")
    screen.until(f"{sql} gives {wanted}",
                 lambda: digits(screen.cell(screen.find("Rows of the result", "table"), 0, 0)) == wanted)


def export(screen, file, wanted):
    """Sends the worksheet's result to a file."""
    screen.press("Export…", "push button")
    screen.write(screen.find("File", "text"), str(file))
    screen.press("Export", "push button")
    screen.until(f"{file} holds {wanted}", lambda: file.read_text(encoding="utf-8").split() == ["n", wanted])


def drive(screen, database, answer):
    open_database(screen, database)
    print("opened")
    screen.press("Worksheet", *NAVIGATION)
    query(screen, HAMBURG.format(""), answer(HAMBURG.format("")))
    print("queried")
    before = HAMBURG.format(" AS OF SCN 629")
    query(screen, before, answer(before))
    export(screen, database.with_name("before.csv"), answer(before))
    print("exported")
    screen.press("Previous commit", "menu item", showing=False)
    screen.find(lambda name: name.startswith("Moment: As of SCN"), "push button")
    screen.press("Return to now", "push button")
    screen.find("Moment: Now", "push button")
    print("read as of")


def answer_of(strandctl, database, sql):
    """The first value of the first row, from the command line."""
    out = subprocess.run([strandctl, "--json", "sql", str(database), sql], check=True, capture_output=True, text=True)
    return str(json.loads(out.stdout)[0]["rows"][0][0])


def inside(strandline, strandctl, folder):
    folder = Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    os.environ["XDG_CONFIG_HOME"] = str(folder / "config")  # the demo adds jobs to its user's schedules
    folder.chmod(0o700)
    subprocess.run([strandctl, "demo", str(folder / "demo")], check=True, stdout=subprocess.DEVNULL)
    launcher = next(path for path in LAUNCHERS if Path(path).exists())
    helpers = [subprocess.Popen([launcher, "--launch-immediately"])]
    if shutil.which("openbox"):
        helpers.append(subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL))
    program = subprocess.Popen([strandline, "--settings", str(folder / "settings.ini")])
    try:
        database = folder / "demo" / "shop.db"
        drive(Screen("strandline"), database, lambda sql: answer_of(strandctl, database, sql))
        return 0
    except AssertionError as failed:
        print(failed, file=sys.stderr)
        if shutil.which("import"):  # of ImageMagick
            subprocess.run(["import", "-window", "root", str(folder / "failed.png")], check=False,
                           capture_output=True)
        return 1
    finally:
        for process in [program, *helpers]:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    sys.exit(inside(*sys.argv[1:4]) if os.environ.get("STRANDLINE_INSIDE") else outside(sys.argv[1:4]))
