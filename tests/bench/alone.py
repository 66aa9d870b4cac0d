"""What one project resembles, asked for alone and among all: whether it is the same.

   alone.py PROGRAM KEPT OTHER COUNT

KEPT has its pairs up to date; OTHER holds the same projects and does not. Of COUNT projects of kept pairs, spread
evenly, prints how many pairs the whole list has, how many of these are found alone, how many more are found alone, and
the largest difference between the two scores."""
import json
import sqlite3
import subprocess
import sys

program, kept, other, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])


def pairs_of(code, file):
    text = subprocess.run([program, "duplicates", code, "--format", "json", "--quiet", "--db", file], check=True,
                          stdout=subprocess.PIPE).stdout
    return {tuple(sorted((p["a"]["code"], p["b"]["code"]))): p["score"] for p in json.loads(text)["pairs"]}


with sqlite3.connect(f"file:{kept}?mode=ro", uri=True) as db:
    codes = [row[0] for row in db.execute(
        "SELECT code FROM project WHERE id IN (SELECT a FROM duplicate_pair UNION SELECT b FROM duplicate_pair) ORDER BY id")]
codes = codes[::max(1, len(codes) // count)][:count]
whole = alone = both = 0
apart = 0.0
for code in codes:
    there, here = pairs_of(code, kept), pairs_of(code, other)
    common = there.keys() & here.keys()
    whole, alone, both = whole + len(there), alone + len(here), both + len(common)
    apart = max([apart] + [abs(there[pair] - here[pair]) for pair in common])
print(whole, both, alone - both, f"{apart:.3f}")
