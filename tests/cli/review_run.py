# The checks of review-run.sh.
import json
import os
import re
import signal
import sqlite3
import subprocess
import unicodedata

from terminal import Failed, Terminal, expect, run

MPT = os.environ["PROGRAM"]
HELP = "? help"  # what every list of keys ends with

RECORDS = """
add-portfolio|Coast|--code|coast
add-mission|Clean Port|--code|port|--portfolio|coast|--status|launched|--launched|2023-01-01|--owner|Ada\
|--governing-body|Port board|--governing-body-met-on|2024-06-20
add-target|Less smoke|--mission|port|--status|agreed|--metric|smoke|--unit|t|--direction|down|--baseline|10\
|--baseline-on|2023-01-01|--value|5|--due|2026-12-31|--data-source|V
add-project|Shore power|--mission|port|--status|running|--starts|2023-06-01
add-project|Berth cranes|--mission|port|--status|running|--starts|2023-06-01
add-decision|Choose the berth|--code|berth|--mission|port|--status|needed|--due-on|2024-06-20\
|--asked-on|2024-05-01|--level|board|--holds|AUD 6.2m
add-decision|Choose the cable|--code|cable|--mission|port|--status|needed|--due-on|2024-08-01|--asked-on|2024-05-01
add-decision|Who pays for noise walls?|--code|noise|--mission|port|--status|needed|--asked-on|2024-06-01
add-action|Ask for the permit|--code|permit|--owner|Lena|--asked-on|2024-06-30|--due-on|2024-07-05|--mission|port
add-action|Survey the quay|--code|survey|--owner|Jens|--asked-on|2024-06-30|--due-on|2024-07-20|--mission|port
"""


def mpt(*words, code=0):
    done = subprocess.run([MPT, *words], capture_output=True, text=True)
    expect("mpt %s ended with %d: %s" % (" ".join(words), done.returncode, done.stderr), done.returncode == code)
    return done.stdout + done.stderr


REVIEW = ["review", "--run"]


# A portfolio of two actions (permit, survey), three decisions (berth, cable, noise) and three findings.
def portfolio():
    for name in ("p.mpt", "p.mpt-wal", "p.mpt-shm"):
        if os.path.exists(name):
            os.remove(name)
    mpt("init")
    for line in RECORDS.strip().split("\n"):
        mpt(*line.split("|"), "--quiet")


def review(*flags, columns=80, rows=24):
    return Terminal([MPT, *REVIEW, *flags], columns, rows)


# The command lines of the history since the portfolio was made, oldest first.
def commands():
    lines = [entry["command"] for entry in json.loads(mpt("history", "--format", "json"))["entries"]][::-1]
    return [line for line in lines if not re.match("init|add-(?!note)", line)]


def skip(person, key, times):
    for _ in range(times):
        person.talk(HELP, key)


def test_every_key():
    portfolio()
    person = review()
    person.talk("AGENDA 1  Actions from the last review", "?", "go on", "x", "[permit]", "d", "Done on 7 July 2024", "")
    person.talk("[survey]", "t", "New date:", "2024-07-01\n", "has passed", "soon\n", "not allowed", "2024-08-15\n")
    person.talk("AGENDA 2  Decisions needed", "", "1 of 3", "", "due 20 Jun 2024, 17 days ago, level board", "t")
    person.talk("What was decided:", "\n", "cannot be empty", "Berth 4, don't wait\n", "Why", "it is deep\n")
    person.talk("Money no longer on hold: AUD 6.2m", "", "[cable]", "g", "To whom:", "the harbour master\n")
    person.talk("asked 1 Jun 2024, 36 days ago", "r", "New date:", "2024-09\n", "Why:", "the survey comes first\n")
    person.talk("AGENDA 3  Changed since the last review", "", HELP, "n", "Note:", "-4 % traffic this week\n", "Added note", "")
    person.talk("AGENDA 3", "\n", "AGENDA 4  Exceptions", "", "measurement-stale", "", HELP, "e", "fires when", "")
    person.talk("[measurement-stale:less-smoke]", "a", "Why it can be accepted:", "new meter\n")
    person.talk("Until", "2026-01-01\n", "the last day allowed is 2025-07-07", "\n", "Accepted until 5 October 2024", "")
    person.talk("[orphan-project:berth-cranes]", "c", "to be done:", "Link the cranes\n", "By whom:", "Ada\n")
    person.talk("By when:", "2024-07-31\n", "[orphan-project:shore-power]", "s", "AGENDA 5  Next 14 days", "\n")
    person.talk("AGENDA 6  Learnings", "l", "learnt:", "Ask early.\n", "it changed", "\n", "AGENDA 6", "\n")
    person.wait("1 action done, 1 action moved, 1 decision taken, 1 decision delegated, 1 decision re-dated")
    person.talk("not yet", "n", "goes on from here", "")
    expect("exit code", person.end() == 0)
    said = commands()
    wanted = [
        "action permit --done",
        "action survey --due 2024-08-15",
        "decide berth --outcome 'Berth 4, don'\\''t wait' --reason 'it is deep'",
        "decide cable --delegate-to 'the harbour master'",
        "decide noise --due 2024-09 --reason 'the survey comes first'",
        "add-note --noted-on 2024-07-07 -- '-4 % traffic this week'",
        "accept measurement-stale:less-smoke --reason 'new meter'",
        "action 'Link the cranes' --owner Ada --due 2024-07-31 --mission port",
        "learn 'Ask early.'",
        " ".join(REVIEW),
    ]
    expect("the history says %r" % said, said == wanted)
    # Everything was dealt with or passed over: going on comes to the end at once, tomorrow asks again.
    person = review()
    person.talk("Exceptions: all of it was dealt with earlier today.", "", "nothing was changed", "", "not yet", "q")
    expect("exit code", person.end() == 0 and commands() == wanted)
    os.environ["MPT_TODAY"] = "2024-07-08"
    try:
        person = review()
        person.talk("[link-the-cranes]", "s", "[survey]", "q")  # moved, yet open
        person.end()
    finally:
        os.environ["MPT_TODAY"] = "2024-07-07"


def test_back_undo_and_continue():
    portfolio()
    person = review()
    person.talk("[permit]", "b", "This is the first item.", "", HELP, "s", "[survey]", "b", "skipped before", "", HELP, "d")
    person.talk("[survey]", "s", "[berth]", "b", "[survey]", "b", "Done on 7 July 2024", "", "u undo", "u", "Took back")
    person.talk("[permit]", "s", "[berth]", "s", "[cable]", "q", "nothing was changed", "")
    expect("exit code", person.end() == 0)
    expect("the history says %r" % commands(), commands() == ["action permit --done", "undo 11", " ".join(REVIEW)])
    # Somebody else, at another machine, goes on with the same file.
    person = review("--as", "other")
    person.talk("earlier today.", "", "2 of 3", "", "[cable]", "b", "[berth]", "s", "[cable]", "q", "goes on", "")
    expect("exit code", person.end() == 0)
    # A review of another scope is another review.
    person = review("--portfolio", "coast")
    person.talk("[permit]", "q")
    expect("exit code", person.end() == 0)
    expect("a setting for what was passed over", mpt("history", "--limit", "1").count("review-run") >= 1)


def test_left_in_the_middle():
    for key, code in (("\x03", 130), ("\x1c", 131)):
        portfolio()
        before = mpt("history", "--all")
        person = review()
        person.talk(HELP, "s", HELP, "s", "[berth]", "t", "What was decided:", "Half an ans")
        person.wait("Half an ans")
        person.type(key)
        expect("ended by the signal", person.end() == code)
        expect("it says how to go on", "goes on from here" in person.text)
        expect("only what was passed over is new", mpt("history", "--all").endswith(before.split("\n", 1)[1]))
        expect("still needed", "berth  needed" in mpt("list", "decisions", "--fields", "code,status"))
        expect("no log beside the file", not os.path.exists("p.mpt-wal") or not os.path.getsize("p.mpt-wal"))
    for number in (signal.SIGTERM, signal.SIGHUP):
        portfolio()
        person = review()
        person.wait(HELP)
        os.kill(person.process, number)
        expect("ended by the signal", person.end() == 128 + number)
        expect("nothing was changed", commands() == [])


def test_end_of_input():
    portfolio()
    person = review()
    person.talk("[permit]", "t", "New date:", "\x04", "Left as it is.", "", "[permit]", "s", "[survey]", "s")
    person.talk("[berth]", "r", "New date:", "2024-08-01\n", "Why:", "\x04", "Left as it is.", "", HELP, "\x04")
    person.wait("nothing was changed")
    expect("exit code", person.end() == 0)
    expect("nothing was changed", commands() == [" ".join(REVIEW)])
    person = review()
    person.wait(HELP)
    os.close(person.slave)
    os.close(person.master)  # the window is closed
    pid, status = os.waitpid(person.process, 0)
    expect("a closed window ends it", os.WIFSIGNALED(status) or os.WIFEXITED(status))
    person.slave = person.master = -1


# What is typed before it is asked for is kept: keys first, then lines, then keys.
def test_typed_ahead():
    portfolio()
    person = review()
    person.type("dst" + "Berth 4\nIt is deep\n" + "ss" + "\n" + "sss" + "\n\n" + "n")
    expect("exit code", person.end() == 0)
    wanted = ["action permit --done", "decide berth --outcome 'Berth 4' --reason 'It is deep'", " ".join(REVIEW)]
    expect("the history says %r" % commands(), commands() == wanted)


def width(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def test_small_windows():
    portfolio()
    mpt("edit-decision", "berth", "--title", "Wähle den Liegeplatz für 船舶 und Züge", "--proposal", "Berth 4 " * 30)
    person = review(columns=40, rows=10)
    person.talk(HELP, "s", HELP, "s", "q: enough", "\n", "[berth]", "", HELP, "?", "q: enough", "q", "q: enough", "q", HELP, "s", HELP, "s", HELP, "s", HELP, "\n")
    person.talk("q: enough", "\n", "[measurement-stale:less-smoke]", "", HELP, "e", "q: enough", "\n", "q: enough", "q")
    person.talk("q: enough", "q", HELP, "q")
    expect("exit code", person.end() == 0)
    long = [line for line in person.shown.split("\n") if width(line) > 40]
    expect("lines wider than the window: %r" % long, not long)


# What another program wrote into the file cannot reach the terminal as it is, nor can what is typed.
def test_hostile_texts():
    portfolio()
    db = sqlite3.connect("p.mpt")
    db.execute("UPDATE decision SET title = ?, delegated_to = ? WHERE code = 'berth'", ("\x1b]0;owned\x07\x9b31m", "\x1b[2J"))
    db.execute("UPDATE mission SET title = ? WHERE code = 'port'", ("\x1b[31mred",))
    db.commit()
    db.close()
    person = review()
    person.talk("[permit]", "t", "New date:", b"\xff\xfe\n", "not UTF-8", "\x1b[A\n", "New date:", "\x04", "[permit]", "\x1b[A")
    person.talk("", "s", HELP, "s", "[berth]", "t", "decided:", b"\x1b]0;x\x07\n", "control characters", "Yes\n", "Why", "\n")
    person.talk("Decided", "", "[cable]", "q")
    expect("exit code", person.end() == 0)
    shown = re.sub("[^\n]*(New date|decided): [^\n]*", "", person.shown)  # where the terminal echoes what was typed
    expect("no control character reaches the terminal: %r" % shown, not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown))


def test_others_at_work():
    portfolio()
    person = review()
    person.talk(HELP, "s", HELP, "s", "[berth]", "t", "What was decided:", "Berth 4\n")
    person.wait("Why")
    mpt("decide", "berth", "--outcome", "Berth 5", "--as", "other")
    person.talk("", "\n", "was taken on 7 July 2024 already", "", "[berth]", "s", "[cable]", "q")
    expect("exit code", person.end() == 0)
    expect("the other one's decision stands", "Berth 5" in mpt("show", "decision:berth"))
    # A portfolio that is busy for too long says so, and nothing is lost or half done.
    person = review()
    person.wait("[cable]")
    db = sqlite3.connect("p.mpt", isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    person.talk("", "g", "To whom:", "Ada\n", "p.mpt is", "")
    db.execute("ROLLBACK")
    db.close()
    person.talk("[cable]", "g", "To whom:", "Ada\n", "Delegated to Ada", "", HELP, "q")
    expect("exit code", person.end() == 0)


def test_no_terminal():
    portfolio()
    for words in ([], ["--portfolio", "coast"]):
        expect("it says what to do instead", "mpt decide" in mpt(*REVIEW, *words, code=2))
    expect("nothing was changed", commands() == [])


def test_closing():
    portfolio()
    person = review()
    skip(person, "s", 5)
    person.talk("AGENDA 3", "\n")
    skip(person, "s", 3)
    person.talk("AGENDA 5", "\n", "AGENDA 6", "\n", "not yet", "y")
    expect("exit code", person.end() == 0)
    expect("closed: %r" % commands(), commands()[-1] == "review --close")


run([test_no_terminal, test_every_key, test_back_undo_and_continue, test_left_in_the_middle, test_end_of_input,
     test_typed_ahead, test_small_windows, test_hostile_texts, test_others_at_work, test_closing])
