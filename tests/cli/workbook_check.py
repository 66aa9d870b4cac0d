"""Looks into workbooks and compares them with what they were made from.

workbook_check.py csv SHEET_PROGRAM FILE [SHEET]     the sheet as mpt-sheet reads it
workbook_check.py shape FILE                         what every sheet of an export must have
workbook_check.py same SHEET_PROGRAM FILE FOLDER     each sheet against KINDS.csv of the export as CSV
"""
import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BREAK = "\u2028"
LARGEST = 1 << 34
failed = False


def wrong(*words):
    global failed
    failed = True
    print(*words)


def read(program, path, sheet=None):
    """The CSV that mpt-sheet makes of a sheet; its message and exit code where it refuses."""
    with open(path, "rb") as book, tempfile.TemporaryFile() as table:
        command = [program, "read", str(LARGEST)] + ([sheet] if sheet else [])
        # The table is to be file 3 of the program.
        answer = subprocess.run(
            ["sh", "-c", 'table=$1; shift; eval "exec \\"\\$@\\" 3<&$table"', "sh", str(table.fileno())] + command,
            stdin=book, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=[table.fileno()], check=False,
        )
        head, _, message = answer.stdout.partition(b"\nbody ")
        fields = dict(line.split(b" ", 1) for line in head.split(b"\n")[1:])
        if fields.get(b"status") != b"0":
            return None, (message.split(b"\n", 1)[-1] + answer.stderr).decode(), answer.returncode
        table.seek(int(fields[b"start"]))
        return table.read().decode(), "", answer.returncode


def rows_of(text):
    return [[cell.replace(BREAK, "\n") for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


def sheets_of(archive):
    book = tree.fromstring(archive.read("xl/workbook.xml"))
    for i, sheet in enumerate(book.iter(MAIN + "sheet"), 1):
        yield sheet.get("name"), tree.fromstring(archive.read(f"xl/worksheets/sheet{i}.xml"))


def shape(path):
    with zipfile.ZipFile(path) as archive:
        if archive.testzip():
            wrong(f"{path}: {archive.testzip()} is damaged")
        for name, sheet in sheets_of(archive):
            pane = sheet.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
            if pane is None or pane.get("state") != "frozen" or pane.get("ySplit") != "1":
                wrong(f"{name}: the header is not frozen")
            count = len(sheet.findall(f"{MAIN}sheetData/{MAIN}row"))
            area = sheet.find(MAIN + "autoFilter")
            span = area is not None and re.fullmatch(r"A1:[A-Z]+(\d+)", area.get("ref"))
            if not span or int(span[1]) != count:
                wrong(f"{name}: the filter is not over all {count} rows")
            if sheet.find(f".//{MAIN}f") is not None or sheet.find(f".//{MAIN}hyperlink") is not None:
                wrong(f"{name}: there is a formula or a link")
            widths = [float(column.get("width")) for column in sheet.iter(MAIN + "col")]
            if not widths or min(widths) < 8 or max(widths) > 64:
                wrong(f"{name}: columns of widths {widths}")
        styles = archive.read("xl/styles.xml").decode()
        if 'formatCode="yyyy\\-mm\\-dd"' not in styles and 'formatCode="yyyy-mm-dd"' not in styles:
            wrong("no format of dates")


def plain(cell):
    """A cell of our CSV without the guard against formulas."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell


def expected(row):
    """A record of the CSV as its sheet has it."""
    made = {}
    for name, value in row.items():
        money = re.fullmatch(r"([A-Z]{3}) (-?\d+(?:\.\d+)?)", value)
        if money and sum(map(str.isdigit, money[2])) <= 15:
            made[name], made[name + "_currency"] = float(money[2]), money[1]
        elif money:
            made[name], made[name + "_currency"] = money[2], money[1]
        else:
            made[name] = value
    return made


def is_same(found, wanted):
    if isinstance(wanted, float):
        return re.fullmatch(r"-?\d+(\.\d+)?", found) is not None and float(found) == wanted
    return found == wanted or (found, wanted) in (("true", "1"), ("false", "0"))


def same(program, path, folder):
    compared = 0
    with zipfile.ZipFile(path) as archive:
        names = [name for name, _ in sheets_of(archive)]
    for file in sorted(os.listdir(folder)):
        name = file.removesuffix(".csv")
        if name not in names:
            wrong(f"there is no sheet {name}")
            continue
        names.remove(name)
        with open(os.path.join(folder, file), encoding="utf-8", newline="") as table:
            records = [{k: plain(v) for k, v in row.items()} for row in csv.DictReader(table)]
        text, message, _ = read(program, path, name)
        if text is None:
            wrong(f"{name}: {message}")
            continue
        header, *rows = [row for row in rows_of(text) if row]
        if len(rows) != len(records):
            wrong(f"{name}: {len(rows)} rows of {len(records)} records")
        for record, row in zip(records, rows):
            cells, wanted = dict(zip(header, row)), expected(record)
            for column, found in cells.items():
                compared += 1
                if not is_same(found, wanted.get(column, "")):
                    wrong(f"{name} {record['code']}: {column} is {found!r}, not {wanted.get(column)!r}")
            kept = {"computed", "page", "fingerprint"}  # what the program keeps for itself
            missing = {column for column, value in wanted.items() if value != ""} - set(header) - kept
            if missing:
                wrong(f"{name}: no column {missing}")
    if names:
        wrong(f"sheets of nothing: {names}")
    print(compared, "cells compared")


if __name__ == "__main__":
    verb, *words = sys.argv[1:]
    if verb == "csv":
        made, said, code = read(*words)
        sys.stdout.write(said if made is None else made.replace(BREAK, "<br>"))
        sys.exit(code)
    {"shape": shape, "same": same}[verb](*words)
    sys.exit(failed)
