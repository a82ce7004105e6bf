"""What Python's csv and json modules make of a file, compared with what sqlite3 reads from the database.

oracle.py csv DB TABLE FILE DELIMITER    every field, as its bytes
oracle.py json DB TABLE FILE             every value, with the marks of what JSON can't hold
oracle.py ndjson DB TABLE FILE
oracle.py parse FILE                     a JSON array of CSV texts; prints the fields of each
"""

import csv
import io
import json
import math
import sqlite3
import sys

csv.field_size_limit(1 << 30)


def rows_of(database, table):
    connection = sqlite3.connect(database)
    connection.text_factory = bytes
    # BLOBs come as bytes too: typeof tells them from text.
    names = [row[1].decode() for row in connection.execute(f'PRAGMA table_info("{table}")')]
    columns = ", ".join(f'"{n}", typeof("{n}")' for n in names)
    for row in connection.execute(f'SELECT {columns} FROM "{table}"'):
        yield [(row[i], row[i + 1].decode()) for i in range(0, len(row), 2)]


def number(value):
    if isinstance(value, float):
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
    return value


def csv_equal(value, kind, field):
    if kind == "null":
        return field == ""
    if kind == "text":
        return field.encode("latin-1") == value
    if kind == "blob":
        return field == value.hex()
    if kind == "integer":
        return int(field) == value
    return float(field) == value and not field.lstrip("-").isdigit()


def plain(value):
    if isinstance(value, dict) and len(value) == 1:
        (mark, text), = value.items()
        if mark == "int":
            return int(text), "integer"
        if mark == "real":
            return float(text), "real"
        if mark in ("blob", "text"):
            return bytes.fromhex(text), mark
    if value is None:
        return None, "null"
    if isinstance(value, str):
        return value.encode(), "text"
    return value, "real" if isinstance(value, float) else "integer"


def compare(expected, found, equal):
    expected, found = list(expected), list(found)
    if len(expected) != len(found):
        sys.exit(f"{len(found)} rows in place of {len(expected)}")
    for at, (wanted, row) in enumerate(zip(expected, found)):
        if len(wanted) != len(row):
            sys.exit(f"row {at}: {len(row)} fields in place of {len(wanted)}")
        for (value, kind), field in zip(wanted, row):
            if not equal(value, kind, field):
                sys.exit(f"row {at}: {field!r} in place of {value!r} ({kind})")
    print(len(found))


def main():
    what = sys.argv[1]
    if what == "parse":
        texts = json.load(open(sys.argv[2], encoding="utf-8"))
        print(json.dumps([[r for r in csv.reader(io.StringIO(t, newline="")) if r] for t in texts]))
        return
    _, _, database, table, path = sys.argv[:5]
    if what == "csv":
        with open(path, encoding="latin-1", newline="") as file:
            found = list(csv.reader(file, delimiter=sys.argv[5]))[1:]
        compare(rows_of(database, table), found, csv_equal)
        return
    with open(path, encoding="utf-8") as file:
        records = json.load(file) if what == "json" else [json.loads(line) for line in file]
    compare(rows_of(database, table), [list(r.values()) for r in records],
            lambda value, kind, field: plain(field) == (value, kind))


main()
