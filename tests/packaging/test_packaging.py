"""What stands beside the programs is valid and true: desktop entry, metainfo, icon, man pages, documents, package list.

Run with the source folder and, where it was built, the strandctl program: test_packaging.py ROOT [STRANDCTL]
"""

import re
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(sys.argv[1])
STRANDCTL = sys.argv[2] if len(sys.argv) > 2 else None
PACKAGING = ROOT / "packaging"
ID = "org.strandline.Strandline"


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


def needs(program):
    return unittest.skipUnless(shutil.which(program), f"{program} is not installed")


class Desktop(unittest.TestCase):
    @needs("desktop-file-validate")
    def test_desktop_entry_is_valid(self):
        said = run("desktop-file-validate", PACKAGING / f"linux/{ID}.desktop")
        self.assertEqual((said.returncode, said.stdout), (0, ""))

    @needs("appstreamcli")
    def test_metainfo_is_valid(self):
        said = run("appstreamcli", "validate", "--no-net", PACKAGING / f"linux/{ID}.metainfo.xml")
        self.assertEqual(said.returncode, 0, said.stdout)

    @needs("xmllint")
    def test_property_list_is_well_formed(self):
        said = run("xmllint", "--noout", "--nonet", PACKAGING / "macos/Info.plist.in")
        self.assertEqual(said.returncode, 0, said.stderr)

    def test_names_agree(self):
        entry = (PACKAGING / f"linux/{ID}.desktop").read_text()
        metainfo = ElementTree.parse(PACKAGING / f"linux/{ID}.metainfo.xml").getroot()
        self.assertEqual(metainfo.findtext("id"), ID)
        self.assertEqual(metainfo.findtext("launchable"), f"{ID}.desktop")
        self.assertIn(f"\nIcon={ID}\n", entry)
        self.assertIn("\nExec=strandline ", entry)

    def test_versions_agree(self):
        version = re.search(r"project\(Strandline VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1)
        metainfo = ElementTree.parse(PACKAGING / f"linux/{ID}.metainfo.xml").getroot()
        self.assertEqual(metainfo.find("releases/release").get("version"), version)
        for page in ("strandline.1", "strandctl.1"):
            self.assertIn(f'"Strandline {version}"', (PACKAGING / "man" / page).read_text())
        self.assertIn(f"## {version}", (ROOT / "CHANGELOG.md").read_text())

    def test_icon_is_a_scalable_picture(self):
        icon = ElementTree.parse(ROOT / "resources/icons/strandline.svg").getroot()
        self.assertEqual(icon.tag, "{http://www.w3.org/2000/svg}svg")
        self.assertIsNotNone(icon.get("viewBox"))


class ManPages(unittest.TestCase):
    @needs("man")
    def test_pages_have_no_warnings(self):
        for page in ("strandline.1", "strandctl.1"):
            said = run("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", PACKAGING / "man" / page)
            self.assertEqual((said.returncode, said.stderr), (0, ""), page)

    @unittest.skipUnless(STRANDCTL, "strandctl was not built")
    def test_page_names_every_command(self):
        text = re.sub(r"\\f[BIR]|\\", "", (PACKAGING / "man/strandctl.1").read_text())
        for group in ("", "timeline", "maintenance"):
            listed = run(STRANDCTL, *group.split(), "--help").stdout
            commands = re.findall(r"^  ([a-z][a-z-]+) {2,}\S", listed.split("ommands:")[-1], re.MULTILINE)
            self.assertTrue(commands, listed)
            for command in commands:
                self.assertRegex(text, rf"\b{command}\b", f"strandctl {group} {command} is not on the man page")


class Documents(unittest.TestCase):
    """What the documents point at is there."""

    FILES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{p.name}" for p in ROOT.glob("docs/*.md"))]

    def test_links_and_paths(self):
        for name in self.FILES:
            text = (ROOT / name).read_text()
            for target in re.findall(r"\]\(([^)#:]+)\)", text):
                self.assertTrue(((ROOT / name).parent / target).exists(), f"{name} links to {target}")
            for path in re.findall(r"`((?:app|docs|engine|models|packaging|tests|views)/[\w./-]+)`", text):
                self.assertTrue((ROOT / path).exists(), f"{name} names {path}")

    @unittest.skipUnless(STRANDCTL, "strandctl was not built")
    def test_commands_exist(self):
        for name in self.FILES:
            text = (ROOT / name).read_text()
            for command in re.findall(r"(?:^    |`)strandctl ([a-z][a-z -]*[a-z])", text, re.MULTILINE):
                words = command.split()
                known = run(STRANDCTL, *words[:2 if words[0] in ("timeline", "maintenance") else 1], "--help")
                self.assertEqual(known.returncode, 0, f"{name}: strandctl {command}: {known.stderr}")


class Packages(unittest.TestCase):
    """The list of Debian packages holds what the build asks for."""

    LIST = (PACKAGING / "install-packages").read_text()
    WANTED = {
        "Threads": "g++", "SQLite3": "libsqlite3-dev", "zstd": "libzstd-dev", "fmt": "libfmt-dev",
        "nlohmann_json": "nlohmann-json3-dev", "date": "libhowardhinnant-date-dev", "PkgConfig": "pkg-config",
        "Qt6": "qt6-base-dev", "CLI11": "libcli11-dev", "OpenSSL": "libssl-dev", "CURL": "libcurl4-openssl-dev",
        "benchmark": "libbenchmark-dev", "Qt6Keychain": "qtkeychain-qt6-dev",
    }

    def test_every_package_that_cmake_looks_for(self):
        for path in ROOT.rglob("CMakeLists.txt"):
            if "build" in path.relative_to(ROOT).parts:
                continue
            for name in re.findall(r"find_package\((\w+)", path.read_text()):
                self.assertIn(name, self.WANTED, f"{path} looks for {name}: say here which Debian package has it")
                self.assertRegex(self.LIST, rf"(?m)[ (]{re.escape(self.WANTED[name])}( |$)", f"{path} looks for {name}")

    @unittest.skipUnless(shutil.which("shellcheck"), "shellcheck is not installed")
    def test_scripts_are_sound(self):
        said = run("shellcheck", ROOT / "run", ROOT / "check", ROOT / ".ci/run", PACKAGING / "install-packages")
        self.assertEqual(said.returncode, 0, said.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
