#!/usr/bin/env python3
"""Counts what a published file holds, by other means than the program: records, those it must refuse, sums of money.

import-real.py FILE DELIMITER KEY COUNTED CURRENCY:COLUMN[:FACTOR] ... prints lines "rows N", "keys N" and "CURRENCY
MINOR_UNITS", of the rows that are not refused. COUNTED is what makes a row refused: none, or world-bank.
"""
import csv
import decimal
import sys

csv.field_size_limit(1 << 30)


def amount(text):
    """A published amount as a decimal; what is no number is none."""
    text = text.strip().lstrip("$").replace(",", "")
    try:
        return decimal.Decimal(text)
    except decimal.InvalidOperation:
        return decimal.Decimal(0)


def day(text):
    """2012-11-14 of the bank's two forms of dates."""
    if "/" in text:
        month, number, year = text.split(" ")[0].split("/")
        return "%s-%02d-%02d" % (year, int(month), int(number))
    return text[:10]


def refused(row, rule):
    """Whether the program must refuse it: no title, or it ends before it starts."""
    if rule != "world-bank":
        return False
    starts, ends = day(row["boardapprovaldate"]), day(row["closingdate"])
    return not row["project_name"].strip() or (starts and ends and ends < starts)


def main():
    path, delimiter, key, rule = sys.argv[1:5]
    sums, keys, rows, refusals = {}, set(), 0, 0
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=delimiter):
            rows += 1
            if refused(row, rule):
                refusals += 1
                continue
            keys.add(row[key])
            if rule == "world-bank" and row["projectstatusdisplay"] == "Dropped":
                continue  # its money is none
            for what in sys.argv[5:]:
                currency, column, factor = (what.split(":") + ["1"])[:3]
                cents = (amount(row[column]) * int(factor) * 100).quantize(decimal.Decimal(1), decimal.ROUND_HALF_UP)
                sums[currency] = sums.get(currency, 0) + int(cents)
    print("rows", rows)
    print("refused", refusals)
    print("keys", len(keys))
    for currency in sorted(sums):
        print(currency, sums[currency])


main()
