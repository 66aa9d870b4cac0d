"""Records held against each other, beside scikit-learn doing so: matching.py MATCH DATA WORK

Each row is printed as soon as it is known. Times that are compared come from runs in turn; the ratio is the median of
the pairs' ratios. What cannot be run is named with the reason."""
import os
import statistics
import subprocess
import sys

match, data, work = sys.argv[1:]
here = os.path.dirname(os.path.abspath(__file__))
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's, which has Debian's scikit-learn
LOW = "0.02"  # a pair at 0.7 of the cosine may be two short titles to us, which score next to nothing: it is found
PAIRS_OF_RUNS = 3
LONGEST = 3600


def run(*words):
    done = subprocess.run(words, stdout=subprocess.PIPE, timeout=LONGEST, check=True, text=True)
    return {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines())}


def row(name, ours, theirs, value, goal, good):
    print(f"{name:<44} {ours:>12} {theirs:>12} {value:>7}  {goal:>5}  {good}", flush=True)


def at_least(value, goal, word="SLOW"):
    return "ok" if value >= goal else word


def not_run(name, reason):
    print(f"{name:<44} not run: {reason}", flush=True)


def beside(name, what, least, goal, runs):
    """Our run and theirs in turn; the last pair of results."""
    texts, pairs = f"{work}/match.texts", f"{work}/match.pairs"
    times = []
    for _ in range(runs):
        ours = run(match, data, what, least, texts, pairs)
        theirs = run(SYSTEM_PYTHON, f"{here}/match_sklearn.py", texts, pairs)
        times.append((ours["seconds"], theirs["seconds"]))
    faster = statistics.median(theirs / ours for ours, theirs in times)
    ours, theirs_median = (statistics.median(column) for column in zip(*times))
    row(name, f"{ours:.2f} s", f"{theirs_median:.2f} s", f"{faster:.1f}", f"{goal}", at_least(faster, goal))
    for path in (texts, pairs):
        os.remove(path)
    return theirs


def found_planted(count, result):
    above = found = 0
    for percent in (10, 30, 50):
        above += result[f"above_{percent}"]
        found += result[f"found_{percent}"]
        row(f"  planted, {percent} % of the words other: found", f"{result[f'found_{percent}']:.0f}",
            f"{result[f'above_{percent}']:.0f}",
            f"{result[f'found_{percent}'] / max(result[f'above_{percent}'], 1):.4f}", "",
            f"of {result[f'planted_{percent}']:.0f}")
    row("  planted above the threshold: found", f"{found:.0f}", f"{above:.0f}", f"{found / max(above, 1):.4f}", "0.98",
        at_least(found / max(above, 1), 0.98, "FEW"))


def large():
    seconds = {}
    for count in (100000, 1000000):
        name = f"{count} made records"
        try:
            results = [run(match, data, str(count), "0") for _ in range(PAIRS_OF_RUNS if count == 100000 else 1)]
        except subprocess.TimeoutExpired:
            row(name, f">{LONGEST} s", "", "", "", "SLOW")
            return
        result = results[-1]
        result["seconds"] = seconds[count] = statistics.median(one["seconds"] for one in results)
        last = count == 1000000
        row(name, f"{result['seconds']:.1f} s", "180.0 s" if last else "", f"{result['seconds'] / 180:.2f}" if last else "",
            "1.0" if last else "", "" if not last else "ok" if result["seconds"] < 180 else "SLOW")
        peak = result["peak_kb"] * 1024 / 1e9
        row("  peak memory", f"{peak:.2f} GB", "3.00 GB" if last else "", f"{peak / 3:.2f}" if last else "",
            "1.0" if last else "", "" if not last else "ok" if peak < 3 else "LARGE")
        found_planted(count, result)
    growth = seconds[1000000] / seconds[100000]
    row("  1000000 to 100000: time", f"{seconds[1000000]:.1f} s", f"{seconds[100000]:.1f} s", f"{growth:.1f}", "15",
        "ok" if growth <= 15 else "SLOW")


print(f"\n{'records held against each other':<44} {'mpt':>12} {'scikit-learn':>12} {'faster':>7}  {'goal':>5}", flush=True)
ROWS = f"awards (nsf_dms), ours asked from {LOW} on", "25000 made records"
if subprocess.run([SYSTEM_PYTHON, "-c", "import sklearn"], stderr=subprocess.DEVNULL, check=False).returncode:
    for name in ROWS:
        not_run(name, f"{SYSTEM_PYTHON} has no scikit-learn (package python3-sklearn)")
else:
    theirs = beside(ROWS[0], "nsf", LOW, 30, PAIRS_OF_RUNS)
    row("  of its pairs at 0.7 we have", f"{theirs['found']:.0f}", f"{theirs['strong']:.0f}",
        f"{theirs['found'] / max(theirs['strong'], 1):.4f}", "0.99",
        at_least(theirs["found"] / max(theirs["strong"], 1), 0.99, "FEW"))
    beside(ROWS[1], "25000", "0", 60, 1)  # half a minute of theirs, of which chance is little
large()
