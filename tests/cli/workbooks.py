"""Makes the workbooks of xlsx.sh, good and hostile: workbooks.py NAME FILE."""
import struct
import sys
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def rels(entries, office):
    lines = "".join(
        f'<Relationship Id="{i}" Type="{office}/{kind}" Target="{target}"/>' for i, kind, target in entries
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def parts(sheets, strings=None, styles=None, main=MAIN, office=OFFICE, pr="", merges=None):
    """The parts of a workbook; sheets: [(name, state, sheetData)]."""
    entries = [(f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
    made = {
        "_rels/.rels": rels([("rId1", "officeDocument", "xl/workbook.xml")], office),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{main}" xmlns:r="{office}">{pr}<sheets>'
        + "".join(
            f'<sheet name="{name}" sheetId="{i}" {state} r:id="rId{i}"/>'
            for i, (name, state, _) in enumerate(sheets, 1)
        )
        + "</sheets></workbook>",
    }
    for i, (_, _, data) in enumerate(sheets, 1):
        ranges = "".join(f'<mergeCell ref="{r}"/>' for r in merges or [])
        made[f"xl/worksheets/sheet{i}.xml"] = (
            f'{HEAD}<worksheet xmlns="{main}" xmlns:r="{office}"><sheetData>{data}</sheetData>'
            + (f"<mergeCells>{ranges}</mergeCells>" if ranges else "")
            + "</worksheet>"
        )
    if strings is not None:
        made["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{main}">{strings}</sst>'
        entries.append(("rId901", "sharedStrings", "sharedStrings.xml"))
    if styles is not None:
        made["xl/styles.xml"] = f'{HEAD}<styleSheet xmlns="{main}">{styles}</styleSheet>'
        entries.append(("rId902", "styles", "/xl/styles.xml"))
    made["xl/_rels/workbook.xml.rels"] = rels(entries, office)
    return made


def write(path, made, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in made.items():
            archive.writestr(name, data)


def text(reference, value):
    return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'


def row(number, *cells):
    """A row of texts and numbers from column A on; None leaves a cell out."""
    made = ""
    for i, value in enumerate(cells):
        reference = f"{chr(65 + i)}{number}"
        if value is not None:
            made += f'<c r="{reference}"><v>{value}</v></c>' if isinstance(value, (int, float)) else text(reference, value)
    return f'<row r="{number}">{made}</row>'


FORMATS = (
    '<numFmts count="5"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>'
    '<numFmt numFmtId="165" formatCode="#,##0.00\\ &quot;days&quot;"/><numFmt numFmtId="166" formatCode="[h]:mm"/>'
    '<numFmt numFmtId="167" formatCode="[Red][$-409]#,##0_y"/>'
    '<numFmt numFmtId="168" formatCode="[$-409]d\\-mmm\\-yy\\ h:mm;@"/></numFmts>'
    '<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="9">'
    + "".join(f'<xf numFmtId="{i}"/>' for i in (0, 14, 164, 165, 166, 167, 168, 10, 20))
    + "</cellXfs>"
)


def values(main=MAIN, office=OFFICE, pr=""):
    """Every type of cell."""
    strings = (
        "<si><t>name</t></si><si><r><rPr><b/></rPr><t>Kiel </t></r><r><t xml:space='preserve'> ferry</t></r>"
        "<rPh sb='0' eb='1'><t>KIRU</t></rPh></si><si><t>two_x000D_\nlines_x005F_x0041_ _x00E6__x0007_</t></si>"
        "<si><t xml:space='preserve'>  kept  </t></si><si><t>  not kept  </t></si><si/>"
    )
    lines = [
        ("shared", '<c r="B2" t="s"><v>1</v></c>'),
        ("escapes", '<c r="B3" t="s"><v>2</v></c>'),
        ("blanks", '<c r="B4" t="s"><v>3</v></c>'),
        ("trimmed", '<c r="B5" t="s"><v>4</v></c>'),
        ("true", '<c r="B6" t="b"><v>1</v></c>'),
        ("formula", '<c r="B7" t="str"><f>A1&amp;"x"</f><v>namex</v></c>'),
        ("error", '<c r="B8" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
        ("uncomputed", '<c r="B9"><f>1+1</f></c>'),
        ("date", '<c r="B10" s="1"><v>45473</v></c>'),
        ("custom date", '<c r="B11" s="2"><v>44197</v></c>'),
        ("time", '<c r="B12" s="6"><v>45473.604166666664</v></c>'),
        ("clock", '<c r="B13" s="8"><v>0.5</v></c>'),
        ("duration", '<c r="B14" s="4"><v>1.5</v></c>'),
        ("days", '<c r="B15" s="3"><v>45473</v></c>'),
        ("red", '<c r="B16" s="5"><v>1234567.1</v></c>'),
        ("percent", '<c r="B17" s="7"><v>0.45</v></c>'),
        ("float", '<c r="B18"><v>0.30000000000000004</v></c>'),
        ("tenth", '<c r="B19"><v>0.10000000000000001</v></c>'),
        ("large", '<c r="B20"><v>1.25E7</v></c>'),
        ("iso", '<c r="B21" t="d"><v>2024-06-30T00:00:00</v></c>'),
        ("1900", '<c r="B22" s="1"><v>59</v></c>'),
        ("march 1900", '<c r="B23" s="1"><v>61</v></c>'),
        ("comma", text("B24", 'a, "b"')),
        ("formula-like", text("B25", "=1+1")),
    ]
    data = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>value</t></is></c></row>'
    for number, (name, cell) in enumerate(lines, 2):
        data += f'<row r="{number}" spans="1:2">{text(f"A{number}", name)}{cell}</row>'
    return parts([("Values", "", data)], strings, FORMATS, main, office, pr)


def several():
    """Three sheets, the first hidden, under names with accents; titles and gaps above the header."""
    table = row(2, "Portfolio of ferries") + row(5, "code", "title", "budget") + row(6, "a", "One", 10)
    table += row(9, "b", None, 20.5) + row(10, None, None, None)
    return parts(
        [("Notes", 'state="hidden"', row(1, "secret", "x")), ("Projects", "", table), ("Ärger", "", row(1, "k", "v") + row(2, "1", "2"))]
    )


def merged():
    data = row(1, "Projects of 2024") + row(2)
    data += row(3, "Code", "Budget", None, "Spent", None, "Note")
    data += row(4, None, 2024, 2025, 2024, 2025)
    data += row(5, "a", 1, 2, 3, 4, "n") + row(6, "Phase two") + row(7, "b", 5, 6, 7, 8)
    return parts([("M", "", data)], merges=["A1:F1", "A3:A4", "B3:C3", "D3:E3", "F3:F4", "A6:C6"])


def unreferenced():
    """Rows and cells without references, columns not in order elsewhere."""
    cells = "<c t='inlineStr'><is><t>%s</t></is></c>"
    data = f"<row>{cells % 'a'}{cells % 'b'}</row><row><c><v>1</v></c><c/></row>"
    return parts([("S", "", data + '<row r="4">' + text("B4", "second") + text("A4", "first") + "</row>")])


def one(data, **more):
    return parts([("S", "", row(1, "a", "b") + data)], **more)


def simple():
    return one(row(2, "x", 1))


def with_part(name, data, made=None):
    made = made or simple()
    made[name] = data
    return made


ENTITIES = '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(10)
)


def bomb(path):
    """A sheet of blanks that unpacks to 400 MB."""
    made = simple()
    sheet = made.pop("xl/worksheets/sheet1.xml")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(sheet[: sheet.index("</sheetData>")].encode())
            for _ in range(400):
                part.write(b" " * (1 << 20))
            part.write(b"</sheetData></worksheet>")


def strings(path):
    """600 MB of texts that differ from each other."""
    made = one("", strings="")
    del made["xl/sharedStrings.xml"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
        with archive.open("xl/sharedStrings.xml", "w") as part:
            part.write(f'<sst xmlns="{MAIN}">'.encode())
            for block in range(600):
                lines = (f"<si><t>{block * 10007 + i * i:x}{'%x' % (i * 2654435761 + block) * 4}</t></si>" for i in range(1 << 14))
                part.write("".join(lines).encode())
            part.write(b"</sst>")


def damage(path, change):
    """Changes the bytes of a good file."""
    write(path, simple())
    with open(path, "rb") as file:
        data = bytearray(file.read())
    with open(path, "wb") as file:
        file.write(change(data))


def wrong_checksum(data):
    """Of the sheet, in the directory and before the part."""
    at = 0
    while (at := data.find(b"xl/worksheets/sheet1.xml", at)) >= 0:
        local = data[at - 30 : at - 26] == b"PK\3\4"
        place = at - 30 + 14 if local else at - 46 + 16
        data[place] ^= 0xFF
        at += 1
    return data


def encrypted(data):
    """The bit that says so, for every part."""
    for sign, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = 0
        while (at := data.find(sign, at)) >= 0:
            data[at + offset] |= 1
            at += 4
    return data


BOOKS = {
    "values": values,
    "strict": lambda: values(STRICT_MAIN, STRICT_OFFICE),
    "1904": lambda: parts(
        [("S", "", row(1, "d") + '<row r="2"><c r="A2" s="1"><v>0</v></c></row><row r="3"><c r="A3" s="1"><v>44011</v></c></row>')],
        styles=FORMATS,
        pr='<workbookPr date1904="1"/>',
    ),
    "several": several,
    "merged": merged,
    "unreferenced": unreferenced,
    "simple": simple,
    "entities": lambda: with_part(
        "xl/sharedStrings.xml", HEAD + ENTITIES + "]><sst>&k;</sst>", one("", strings="")
    ),
    "external": lambda: with_part(
        "xl/workbook.xml", HEAD + '<!DOCTYPE w SYSTEM "file:///etc/passwd"><workbook/>'
    ),
    "deep": lambda: one("<row>" + "<c>" * 100000),
    "long-markup": lambda: one(f'<row r="{"1" * (12 << 20)}"/>'),
    "column": lambda: one(f'<row r="2">{text("XFE2", "x")}</row>'),
    "row": lambda: one('<row r="1048577"/>'),
    "other-row": lambda: one(f'<row r="2">{text("A3", "x")}</row>'),
    "rows-back": lambda: one(row(5, "x") + row(3, "y")),
    "twice": lambda: one(f'<row r="2">{text("A2", "x")}{text("A2", "y")}</row>'),
    "no-string": lambda: one('<row r="2"><c r="A2" t="s"><v>7</v></c></row>', strings="<si><t>x</t></si>"),
    "no-number": lambda: one('<row r="2"><c r="A2"><v>seven</v></c></row>'),
    "far-apart": lambda: one("".join(f'<row r="{i}">{text(f"XFD{i}", "x")}</row>' for i in range(2, 20000))),
    "last": lambda: one('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "path": lambda: with_part(
        "xl/_rels/workbook.xml.rels", rels([("rId1", "worksheet", "../../../../etc/passwd")], OFFICE)
    ),
    "outside": lambda: with_part(
        "xl/_rels/workbook.xml.rels",
        rels([("rId1", "worksheet", "http://localhost/x.xml")], OFFICE).replace("/>", ' TargetMode="External"/>'),
    ),
    "no-cells": lambda: parts([("S", "", "")]),
    "broken-xml": lambda: one("<row r='2'><c></row>"),
    "ods": lambda: {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
    "xlsb": lambda: {"_rels/.rels": rels([("rId1", "officeDocument", "xl/workbook.bin")], OFFICE), "xl/workbook.bin": "x"},
    "zip": lambda: {"readme.txt": "hello"},
    "many-entries": lambda: {**simple(), **{f"junk/{i}/" + "x/" * 40 + "y": "" for i in range(20000)}},
}
FILES = {
    "bomb": bomb,
    "strings": strings,
    "truncated": lambda path: damage(path, lambda data: data[: len(data) // 2]),
    "checksum": lambda path: damage(path, wrong_checksum),
    "encrypted": lambda path: damage(path, encrypted),
    "xls": lambda path: open(path, "wb").write(struct.pack("<Q", 0xE11AB1A1E011CFD0) + bytes(504)),
    "bzip2": lambda path: write(path, simple(), zipfile.ZIP_BZIP2),
}

if __name__ == "__main__":
    name, path = sys.argv[1:]
    if name in BOOKS:
        write(path, BOOKS[name]())
    else:
        FILES[name](path)
