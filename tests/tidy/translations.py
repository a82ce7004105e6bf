"""Checks that our languages are complete: `python3 tests/tidy/translations.py ROOT LUPDATE`.

German needs every message, English only its plural forms, for which the source text can't stand. What the sources
say is read from them by lupdate, so that a text nobody has taken into the files yet is found, too. Without lupdate
only the files themselves are checked, and exit 77 says so.
"""

import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

SOURCES = ["models", "views", "app/workbench", "engine/catalog"]  # the same as in app/workbench/CMakeLists.txt
ADVICE = ("Run `cmake --build build/dev --target workbench_lupdate`, then write what is missing into translations/*.ts "
          "(Qt Linguist or a text editor) and take the mark type=\"unfinished\" away.")
PLURAL_FORMS = 2  # of German and of English


@dataclass
class Message:
    context: str
    source: str
    comment: str
    plural: bool
    state: str  # "", "unfinished", "vanished" or "obsolete"
    forms: list  # the translations: one, or one a plural form

    @property
    def key(self):
        return (self.context, self.source, self.comment, self.plural)

    def __str__(self):
        return f"{self.context}: {self.source!r}"


def messages_of(path):
    messages = []
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            plural = message.get("numerus") == "yes"
            forms = translation.findall("numerusform") if plural else [translation]
            messages.append(Message(context.findtext("name"), message.findtext("source"),
                                    message.findtext("comment") or "", plural, translation.get("type", ""),
                                    [form.text or "" for form in forms]))
    return messages


def placeholders(text):
    """%1, %L2 and %n, as a set: a translation may name one twice, but none less or more."""
    return set(re.findall(r"%L?(?:\d+|n)", text))


def incomplete(messages, plurals_only):
    """What a person would see untranslated, half translated or with a value missing."""
    for message in messages:
        if plurals_only and not message.plural:
            continue
        if message.state == "unfinished" or not all(message.forms):
            yield f"not translated: {message}"
        elif message.state:
            yield f"not said by the program any more: {message}"
        elif message.plural and len(message.forms) != PLURAL_FORMS:
            yield f"{len(message.forms)} plural forms in place of {PLURAL_FORMS}: {message}"
        elif any(placeholders(form) != placeholders(message.source) for form in message.forms):
            yield f"other placeholders than in the source: {message}"


def missing(messages, said):
    """What the sources say and a file lacks. What a file has beyond that nobody sees; the build target drops it."""
    here = {message.key for message in messages}
    yield from (f"missing: {message}" for message in said if message.key not in here)


def said_by_sources(root, lupdate):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.ts"
        subprocess.run([lupdate, "-silent", "-I", root, "-recursive", *[str(Path(root) / part) for part in SOURCES],
                        "-ts", file], check=True, capture_output=True, text=True)
        return messages_of(file)


def main(arguments):
    root, lupdate = arguments
    said = said_by_sources(root, lupdate) if lupdate and Path(lupdate).exists() else None
    bad = False
    for language, plurals_only in (("de", False), ("en", True)):
        path = Path(root) / "translations" / f"strandline_{language}.ts"
        messages = messages_of(path)
        findings = list(incomplete(messages, plurals_only))
        if said is not None:
            findings += missing(messages, said)
        for finding in findings:
            print(f"{path.relative_to(root)}: {finding}")
        bad = bad or bool(findings)
    if bad:
        print(ADVICE)
        return 1
    if said is None:
        print("lupdate is not installed: whether a text of the sources is missing was not checked.")
        return 77
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
