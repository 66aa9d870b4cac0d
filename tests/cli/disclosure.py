"""Fills every field of every kind with a value of its own, and looks for those that may not leave in every byte that the
program prints under a profile. The kinds and fields are those of `mpt help kinds`, what may leave is read from the table
of disclosure itself: a new field, kind or command is in this test without a line here."""

import datetime
import itertools
import json
import os
import re
import subprocess
import sys
import zipfile

program, table = sys.argv[1], sys.argv[2]
failures = []


def mpt(*words):
    run = subprocess.run([program, *words], capture_output=True, stdin=subprocess.DEVNULL)
    return run.returncode, run.stdout + run.stderr


def need(*words):
    code, out = mpt(*words)
    if code != 0:
        sys.exit("%s: %s" % (" ".join(words), out.decode()))
    return out.decode()


# --- The kinds --------------------------------------------------------------------------------------------------------

kinds = {}
for line in need("help", "kinds").splitlines():
    head = re.match(r"([a-z-]+): ", line)
    field = re.match(r"  ([a-z_]+)  +(\S.*)", line)
    if head:
        fields = kinds[head[1]] = {}
    elif field and not line.startswith("   "):
        last = field[1]
        fields[last] = field[2]
    elif line.startswith("     ") and fields:
        fields[last] += " " + line.strip()
assert len(kinds) > 30 and "manager" in kinds["project"], kinds.keys()

# --- The table --------------------------------------------------------------------------------------------------------


def read_table(profile):
    """What the profile says: of kinds None (stays) or ([conditions], {field: condition or True})."""
    says, names, inside, kind = {}, set(), False, None
    for line in open(table):
        words = line.split("#")[0].split()
        if not words or words[0] == "rule":
            continue
        if words[0] == "names":
            names.update(words[1:])
        elif words[0] == "profile":
            inside = words[1] == profile
        elif inside and words[0] == "stay":
            says.update({name: None for name in words[1:-2]})
        elif inside and not line.startswith(" "):
            kind = says[words[0]] = ([], {})
        elif inside:
            condition = True
            words = words[:-2]
            if len(words) > 3 and words[-2] in ("if", "unless"):
                condition = (words[-2] == "if", words[-1])
                words = words[:-2]
            elif words[0] == "records":
                condition = (words[1] == "if", words[2])
            if words[0] == "records":
                kind[0].append(condition)
            else:
                kind[1].update({name: condition if words[0] == "leaves" else False for name in words[1:]})
    return says, names


# --- The portfolio ----------------------------------------------------------------------------------------------------

counter = itertools.count(1)


def word():
    number, letters = next(counter), ""
    for _ in range(5):
        number, letter = divmod(number * 7 + 3 if not letters else number, 26)
        letters += chr(ord("a") + letter)
    return "Zq" + letters + "x"


marks = []  # (kind, record, field, text)
bundle = {}


def keep(kind, record, field, text):
    marks.append((kind, record, field, text))
    return text


def value(kind, record, field, about):
    """A value of its own; None where a type has too few of them to be told apart."""
    if " text" in about or about.endswith("text"):
        if "; many" in about or "many:" in about:
            return [keep(kind, record, field, word()), keep(kind, record, field, word())]
        return keep(kind, record, field, word())
    if "; date" in about:
        day = datetime.date(1903, 1, 5) + datetime.timedelta(days=next(counter))
        return keep(kind, record, field, day.isoformat())
    if "; money" in about:
        return "NOK " + keep(kind, record, field, "%d.00" % (71000000 + 1009 * next(counter)))
    if "; number" in about and not re.search(r"number[^;]* to |%", about):
        return int(keep(kind, record, field, str(51000000 + 1009 * next(counter))))
    return None


def add(kind, record, **given):
    made = {}
    for field, about in kinds[kind].items():
        if field in given or field == "code" or "computed" in about:
            continue
        made_value = value(kind, record, field, about)
        if made_value is not None:
            made[field] = made_value
        elif "required" in about or field in ("form", "relation", "stage"):
            choice = re.search(r"one of: ([^;]*)", about)
            if choice:
                made[field] = choice[1].split(", ")[0].strip()
            elif "code of" not in about:
                made[field] = 1
    made.update({k: v for k, v in given.items() if v is not None})
    if "title" in made and kind not in ("funding", "tag"):
        made["code"] = made["title"].lower()
    bundle.setdefault(kind, []).append(made)
    return made.get("code")


body = add("stakeholder", "body", form="organisation")
answers = add("stakeholder", "answers", form="organisation")
partner = add("stakeholder", "partner", form="organisation")
person = add("stakeholder", "person", form="person")
portfolio = add("portfolio", "x", organisation=body)
challenge = add("challenge", "x")
mission = add("mission", "x", organisation=body, portfolio=portfolio, challenge=[challenge], status="launched")
candidate = add("mission", "candidate", status="candidate")
programme = add("programme", "x", organisation=[body])
firms = add("programme", "firms", alias=["Skatte-FUNN"], organisation=[body])
call = add("call", "x", programme=programme)
vocabulary = add("vocabulary", "x")
add("tag", "x", vocabulary=vocabulary, code=vocabulary + ":one")
tag = vocabulary + ":one"
target = add("target", "x", mission=mission, status="agreed", milestone=None)
add("target", "proposal", mission=mission, status="proposed", milestone=None)
add("measurement", "x", target=target)
roadmap = add("roadmap", "x", mission=mission, author=[partner])
step = add("step", "x", mission=mission, roadmap=roadmap)
framework = add("framework", "x")
criterion = add("criterion", "x", framework=framework)
shown = {"title", "code"}
projects = {}
for record, status, of in (("award", "running", programme), ("refused", "rejected", programme), ("firm", "applied", firms)):
    project = projects[record] = add("project", record, status=status, programme=of, call=call, mission=[{"code": mission}])
    add("participation", record + " answers", stakeholder=answers, project=project, role="orchestrate")
    add("participation", record + " partner", stakeholder=partner, project=project, role="deliver")
    add("participation", record + " person", stakeholder=person, project=project, role="advise")
    add("funding", record, project=project, giver=body, receiver=partner, source_kind="own",
        stage="committed" if record == "award" else "applied")
    add("funding", record + " private", project=project, giver=partner, source_kind="private", stage="committed")
    add("contribution", record, project=project, target=target)
    evaluation = add("evaluation", record, project=project, mission=mission, framework=framework, evaluator=partner)
    add("score", record, evaluation=evaluation, criterion=criterion)
    decision = add("decision", record, mission=mission, project=[project], blocks=[project])
    add("recommendation", record, evaluation=evaluation, decision=decision)
    add("rating", record, project=project, mission=mission)
    add("barrier", record, project=project, mission=mission, stakeholder=partner)
    add("learning", record, project=project, mission=mission, stakeholder=partner)
    add("agreement", record, party=[partner, body], mission=mission, project=[project])
    add("note", record, project=project, mission=mission, stakeholder=person)
    add("tagging", record, tag=tag, project=project)
    add("source-record", record, about_kind="project", about_code=project)
    add("action", record, mission=mission, project=project)
# Codes that tell: made from a person's, or given by hand with a partner's name in it.
add("tagging", "award told", tag=tag, project=projects["award"], stakeholder=person)
bundle["programme"].append({"code": "with-%s-2" % partner, "title": "A programme", "organisation": [body]})
add("link", "x", project=projects["award"], to_project=projects["refused"], relation="competes-with")
add("acceptance", "x", finding="orphan-project:" + projects["refused"], severity="warning")
add("source", "x", mission=mission, portfolio=portfolio, programme=programme)
missing = set(kinds) - set(bundle) - {"review"}
assert not missing, "no record of %s: say here how one is made" % missing


def text_of(kind, record, field):
    return next(t for k, r, f, t in marks if (k, r, f) == (kind, record, field))


# Names of who must not be named, in texts that leave: as they are, in other letters, with an ending.
hidden = [text_of("stakeholder", "partner", "title").upper(), text_of("stakeholder", "partner", "alias") + "s",
          text_of("project", "refused", "manager").lower().replace("x", "x"), text_of("stakeholder", "person", "title")]
for kind in ("mission", "project", "challenge"):
    bundle[kind][0]["summary"] += " with %s, (%s) and %s; %s." % tuple(hidden)
with open("bundle.json", "w") as file:
    json.dump({"schema": "mpt.bundle/1", "records": bundle}, file)
need("init", "--quiet")
need("import", "bundle.json", "--quiet")

# What stood there before is in the history, and in the page of a closed review.
former = word()
keep("history", "x", "title", former)
old = need("history", "--format", "json")
need("edit-project", projects["award"], "--scale-plan", former, "--quiet")
need("edit-project", projects["award"], "--scale-plan", "", "--quiet")
need("review", "--close", "--as", keep("history", "x", "who", word()), "-o", "/dev/null")
need("remove-note", need("list", "notes", "--fields", "code", "--quiet").split()[1], "--quiet")

# --- What leaves ------------------------------------------------------------------------------------------------------

true = {
    "public": {"award": lambda r: "award" in r or r in ("x", "candidate"), "skattefunn": lambda r: r.startswith("firm"),
               "responsible": lambda r: r.endswith("answers"), "public-body": lambda r: r in ("body", "answers"),
               "public-money": lambda r: "private" not in r, "candidate": lambda r: r == "candidate",
               "agreed": lambda r: r == "x"},
}
true["partners"] = dict(true["public"], partner=lambda r: r in ("body", "answers", "partner") or "answers" in r or
                        ("partner" in r))


def leaves(profile, says, kind, record, field):
    if kind == "history" or says.get(kind) is None:
        return False
    conditions, fields = says[kind]
    grant = fields.get(field, False)
    for condition in conditions + ([grant] if isinstance(grant, tuple) else []):
        if true[profile][condition[1]](record) != condition[0]:
            return False
    return bool(grant)


def forms(text):
    """The ways in which a value may be written."""
    yield text.lower()
    if re.match(r"\d{4}-\d\d-\d\d$", text):
        day = datetime.date.fromisoformat(text)
        yield text.replace("-", "")
        yield "%d %s" % (day.day, day.strftime("%b %Y").lower())
        yield "%d %s" % (day.day, day.strftime("%B %Y").lower())
    elif text.endswith(".00"):
        yield text[:-3]


# --- What is printed --------------------------------------------------------------------------------------------------


def commands(profile):
    """Every reading command, in every format; what `mpt help` lists and is not here must refuse the flag."""
    codes = []
    for kind in kinds:
        out = mpt("list", kind, "--format", "json", "--quiet", "--profile", profile)[1].decode()
        codes += ["%s:%s" % (kind, item["code"]) for item in json.loads(out)["items"]] if out.strip() else []
        for form in ("text", "json", "csv", "md"):
            yield ["list", kind, "--format", form, "--fields", ",".join(kinds[kind])]
    for code in codes:
        yield ["show", code]
        yield ["show", code, "--format", "json"]
    for form in ("text", "json", "md", "html"):
        for scope in ([], ["--mission", mission], ["--portfolio", portfolio]):
            yield ["gaps", "--all", *scope, "--format", form]
            yield ["review", *scope, "--format", form]
        yield ["review", "--list", "--format", form]
        yield ["report", "--mission", mission, "--format", form]
        yield ["report", "--mission", mission, "--sources", "--format", form]
        yield ["history", "--all", "--format", form]
        yield ["rules", "--format", form]
    for rule in os.listdir(os.path.join(os.path.dirname(table), "..", "gaps")):
        yield ["explain", rule[:-4]]
        yield ["explain", rule[:-4], "--format", "json"]
    yield ["history", codes[0]]
    yield ["source", "list"]
    yield ["source", "--profile", profile, "list"]
    yield ["rates"]
    yield ["calendar"]
    yield ["calendar", "--mission", mission]
    yield ["export", "--format", "json"]
    for form in ("360giving", "kumu", "dot", "sql"):
        yield ["export", "--format", form]
    yield ["export", "--format", "iati", "--reporting-org", "publisher"]
    yield ["export", "--format", "csv", "-o", profile + ".tables"]
    yield ["export", "--format", "xlsx", "-o", profile + ".xlsx"]
    for kind in sorted(kinds):
        yield ["export", kind, "--format", "csv"]
    yield ["mail", "--dry-run", "--from", "a@b.no", "--to", "c@d.no", "--profile", profile, "report", "--mission", mission]
    yield ["mail", "--dry-run", "--from", "a@b.no", "--to", "c@d.no", "gaps", "--profile", profile]
    yield ["report", "--mission", mission, "-o", "page"]
    yield ["export", "--format", "json", "--as-of", "2"]


def read_whole(path):
    """All bytes of a file, of a folder's files, or of what a workbook has packed."""
    if os.path.isdir(path):
        return b"".join(open(os.path.join(path, name), "rb").read() for name in sorted(os.listdir(path)))
    if zipfile.is_zipfile(path):
        packed = zipfile.ZipFile(path)
        return b"".join(packed.read(name) for name in packed.namelist())
    return open(path, "rb").read()


# Who reports to IATI: an agency, known to everybody.
need("add-stakeholder", "Publisher", "--outside-id", "org-id:NO-BRC-970141669", "--actor-group", "government-sti")
need("add-portfolio", "Published", "--organisation", "publisher")

for profile in ("public", "partners"):
    says, names = read_table(profile)
    stays = [mark for mark in marks if not leaves(profile, says, *mark[:3])]
    goes = [mark for mark in marks if leaves(profile, says, *mark[:3])]
    assert len(stays) > 100 and len(goes) > 50, (len(stays), len(goes))
    ran, seen = set(), []
    for words in commands(profile):
        ran.add(words[0])
        flags = [] if "--profile" in words or words[0] == "mail" else ["--profile", profile]
        code, out = mpt(*words, *flags)
        if words[-2:-1] == ["-o"]:
            out += read_whole(words[-1])
        if code not in (0, 1) and not (words[0] == "history" and code == 3):
            failures.append("%s: exit %d: %s" % (" ".join(words), code, out.decode()[:200]))
        text = out.decode().lower()
        squeezed = re.sub(r"\s+", " ", text.replace("=\r\n", "").replace("=\n", ""))
        seen.append((words, text, squeezed))
    for words, text, squeezed in seen:
        for mark in stays:
            for form in forms(mark[3]):
                if form in text or form in squeezed:
                    failures.append("%s --profile %s prints %s of %s %s: %s" % (
                        " ".join(words), profile, mark[2], mark[0], mark[1], mark[3]))
    whole = next(text for words, text, _ in seen if words == ["export", "--format", "json"])
    for mark in goes:
        if mark[3].lower() not in whole and not (mark[3].endswith(".00") and mark[3][:-3] in whole):
            failures.append("%s: %s of %s %s does not leave: %s" % (profile, *mark[2:0:-1], mark[0], mark[3]))
    if whole.count("[withheld]") < 3:
        failures.append("%s: names in texts are not blanked" % profile)
    # Commands that are not above refuse the flag, or are of no portfolio.
    for name in re.findall(r"^  ([a-z-]+)(?:KIND)?  ", need("help"), re.M):
        name = name + "note" if name.endswith("-") else name
        if name in ran or name in ("help", "version", "maps"):
            continue
        code, out = mpt(name, *(["x"] * (name not in ("undo", "doctor", "init"))), "--profile", profile)
        if code != 2 or (b"--profile is for reading" not in out and b"something is missing" not in out):
            failures.append("%s does not refuse --profile: %s" % (name, out.decode()[:200]))
    for words in (["source", "add", "x", "https://a.no/"], ["source", "remove", "x"], ["rates", "update", "x"]):
        code, out = mpt(*words, "--profile", profile)
        if code != 2 or b"--profile is for reading" not in out:
            failures.append("%s does not refuse --profile: %s" % (" ".join(words), out.decode()[:200]))
    # A search finds nothing by what stays, and who knows a code that stays does not learn that it is there.
    for kind, record, field in (("stakeholder", "person", "title"), ("project", "refused", "manager")):
        out = need("list", kind, "--search", text_of(kind, record, field), "--profile", profile, "--format", "json", "-q")
        if '"code"' in out:
            failures.append("%s: a search for %s of %s finds something" % (profile, field, kind))
    if mpt("show", "stakeholder:" + person, "--profile", profile)[0] != 3:
        failures.append("%s: the person's code is known" % profile)

# What is exported is a portfolio again.
with open("public.json", "wb") as file:
    file.write(subprocess.run([program, "export", "--format", "json", "--profile", "public", "--quiet"],
                              capture_output=True, check=True).stdout)
need("init", "--quiet", "--db", "again.mpt")
need("import", "public.json", "--quiet", "--db", "again.mpt")
need("doctor", "--db", "again.mpt")

for failure in failures[:40]:
    print(failure)
print("%d marks, %d failures" % (len(marks), len(failures)))
sys.exit(1 if failures else 0)
