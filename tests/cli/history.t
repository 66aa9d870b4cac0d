# The history in words, taking back, and the portfolio as it was. Days are set by MPT_TODAY; the time of day is left out.
$ printf '%s\n' 'sed -E "s/^([0-9]+  [0-9-]{10}) [0-9:]{5}/\1 TIME/; s/(T)[0-9:]{8}Z/\100:00:00Z/"' >.bin/timeless && chmod +x .bin/timeless
$ mpt history
mpt: there is no portfolio at p.mpt. Make one with `mpt init`, or name one with --db FILE or MPT_DB
[exit 4]
$ MPT_TODAY=2024-06-03 mpt init --quiet
$ mpt history
HISTORY
  Nothing was changed.
$ MPT_TODAY=2024-06-03 mpt add-mission "Hydrogen Industry" --code hydrogen --quiet
hydrogen
$ MPT_TODAY=2024-06-03 mpt add-project "Electrolyser test bench" --code bench --mission hydrogen:60% --tag topic:stack --as anna --quiet
bench
$ MPT_TODAY=2024-06-04 mpt add-target "Hydrogen under AUD 2" --code cost --mission hydrogen --value 2 --due 2030 --quiet
cost
$ MPT_TODAY=2024-06-05 mpt edit-target cost --due 2028-06 --unit 'per kg' --as anna --quiet
$ MPT_TODAY=2024-06-05 mpt edit-project bench --summary 'A very long sentence on what the bench is for, whom it serves and why it cannot wait for another year' --country+ AU --country+ NO --quiet
$ MPT_TODAY=2024-06-06 mpt edit-mission hydrogen --code h2 --quiet
$ MPT_TODAY=2024-06-06 mpt add-project "Bench, second" --code second --mission h2 --quiet
second
$ MPT_TODAY=2024-06-07 mpt remove-project second --quiet
$ MPT_TODAY=2024-06-07 mpt undo
Took back entry 8 (2024-06-07, tester: remove-project second --quiet): 1 record brought back.
`mpt undo 9` brings it back.
$ MPT_TODAY=2024-06-08 mpt tag bench topic:cells --quiet
$ MPT_TODAY=2024-06-08 mpt untag bench topic:stack --quiet
$ printf '%s' '{"schema": "mpt.bundle/1", "settings": {"demo": "1"}, "records": {"project": [{"code": "i1", "title": "One"}, {"code": "i2", "title": "Two"}, {"code": "i3", "title": "Three"}, {"code": "i4", "title": "Four"}, {"code": "i5", "title": "Five"}, {"code": "i6", "title": "Six"}, {"code": "i7", "title": "Seven", "tag": ["topic:cells"]}], "stakeholder": [{"code": "port", "title": "Port"}]}, "edits": {"project": [{"code": "bench", "title": "Test bench", "stage": "demonstration"}]}}' >bundle.json
$ MPT_TODAY=2024-06-10 mpt import bundle.json
Imported: 8 new, 1 changed, 0 unchanged. This portfolio is a demonstration now.
# All of it: newest first; an import says how much of what, then the first of it; what was undone says so, and the undo.
$ mpt history | timeless
HISTORY
12  2024-06-10 TIME  tester: import bundle.json
  1 setting changed, 1 stakeholder added, 7 projects added, 1 tagging added, 1
  project changed:
  setting demo: (empty) -> 1
  stakeholder port "Port" added
  project i1 "One" added
  project i2 "Two" added
  project i3 "Three" added
  project i4 "Four" added
  project i5 "Five" added
  project i6 "Six" added
  and 4 more: mpt history 12

11  2024-06-08 TIME  tester: untag bench topic:stack --quiet
  tagging bench.topic:stack removed

10  2024-06-08 TIME  tester: tag bench topic:cells --quiet
  tag topic:cells "cells" added
  tagging bench.topic:cells added

9  2024-06-07 TIME  tester (takes back 8): undo
  project second "Bench, second" added

8  2024-06-07 TIME  tester (taken back by 9): remove-project second --quiet
  project second "Bench, second" removed

7  2024-06-06 TIME  tester: add-project 'Bench, second' --code second --miss…
  project second "Bench, second" added

6  2024-06-06 TIME  tester: edit-mission hydrogen --code h2 --quiet
  mission h2: code hydrogen -> h2

5  2024-06-05 TIME  tester: edit-project bench --summary 'A very long senten…
  project bench: summary (empty) -> A very long sentence on what the bench is
  for, whom it serv…
  project bench: country (empty) -> AU; NO

4  2024-06-05 TIME  anna: edit-target cost --due 2028-06 --unit 'per kg' --a…
  target cost: unit (empty) -> per kg
  target cost: due 2030 -> 2028-06

3  2024-06-04 TIME  tester: add-target 'Hydrogen under AUD 2' --code cost --…
  target cost "Hydrogen under AUD 2" added

2  2024-06-03 TIME  anna: add-project 'Electrolyser test bench' --code bench…
  project bench "Electrolyser test bench" added
  vocabulary topic "topic" added
  tag topic:stack "stack" added
  tagging bench.topic:stack added

1  2024-06-03 TIME  tester: add-mission 'Hydrogen Industry' --code hydrogen …
  mission hydrogen "Hydrogen Industry" added
# Of one entry, whole.
$ mpt history 13 | timeless
mpt: there is no entry 13; the history ends with 12
$ mpt history 99
mpt: there is no entry 99; the history ends with 12
[exit 3]
# Of a record: under its new code, its old one, and when it is gone.
$ mpt history h2 | timeless
HISTORY  mission h2
6  2024-06-06 TIME  tester: edit-mission hydrogen --code h2 --quiet
  mission h2: code hydrogen -> h2

1  2024-06-03 TIME  tester: add-mission 'Hydrogen Industry' --code hydrogen …
  mission hydrogen "Hydrogen Industry" added
$ mpt history hydrogen | timeless
HISTORY  mission h2 (once hydrogen)
6  2024-06-06 TIME  tester: edit-mission hydrogen --code h2 --quiet
  mission h2: code hydrogen -> h2

1  2024-06-03 TIME  tester: add-mission 'Hydrogen Industry' --code hydrogen …
  mission hydrogen "Hydrogen Industry" added
$ mpt history mission:hydrogen | timeless | head -n 1
HISTORY  mission h2 (once hydrogen)
$ MPT_TODAY=2024-06-11 mpt remove-project second --quiet
$ mpt history second | timeless
HISTORY  project second (removed)
13  2024-06-11 TIME  tester: remove-project second --quiet
  project second "Bench, second" removed

9  2024-06-07 TIME  tester (takes back 8): undo
  project second "Bench, second" added

8  2024-06-07 TIME  tester (taken back by 9): remove-project second --quiet
  project second "Bench, second" removed

7  2024-06-06 TIME  tester: add-project 'Bench, second' --code second --miss…
  project second "Bench, second" added
$ mpt history nobody
mpt: there is no record 'nobody'; `mpt list KINDS` shows what there is
[exit 3]
# By day, person, kind; how many.
$ mpt history --since 2024-06-10 | timeless | grep TIME
13  2024-06-11 TIME  tester: remove-project second --quiet
12  2024-06-10 TIME  tester: import bundle.json
$ mpt history --since 2024-06 | timeless | grep -c TIME
13
$ mpt history --since 2025
HISTORY
  Nothing was changed.
$ mpt history --since yesterday
mpt: --since: 'yesterday' is neither a date like 2024-07-07, nor `review`, nor the code of a closed review
[exit 2]
$ mpt history --since review
mpt: no review was closed yet; `mpt review --close` closes one
[exit 3]
$ mpt history --by anna | timeless
HISTORY
4  2024-06-05 TIME  anna: edit-target cost --due 2028-06 --unit 'per kg' --a…
  target cost: unit (empty) -> per kg
  target cost: due 2030 -> 2028-06

2  2024-06-03 TIME  anna: add-project 'Electrolyser test bench' --code bench…
  project bench "Electrolyser test bench" added
  vocabulary topic "topic" added
  tag topic:stack "stack" added
  tagging bench.topic:stack added
$ mpt history --by nobody
HISTORY
  Nothing was changed.
$ mpt history --kind target | timeless
HISTORY
4  2024-06-05 TIME  anna: edit-target cost --due 2028-06 --unit 'per kg' --a…
  target cost: unit (empty) -> per kg
  target cost: due 2030 -> 2028-06

3  2024-06-04 TIME  tester: add-target 'Hydrogen under AUD 2' --code cost --…
  target cost "Hydrogen under AUD 2" added
$ mpt history --kind targets | timeless | grep -c TIME
2
$ mpt history --kind thing
mpt: --kind: there is no kind 'thing'; `mpt help kinds` lists them
[exit 2]
$ mpt history --limit 2 | timeless
HISTORY
13  2024-06-11 TIME  tester: remove-project second --quiet
  project second "Bench, second" removed

12  2024-06-10 TIME  tester: import bundle.json
  1 setting changed, 1 stakeholder added, 7 projects added, 1 tagging added, 1
  project changed:
  setting demo: (empty) -> 1
  stakeholder port "Port" added
  project i1 "One" added
  project i2 "Two" added
  project i3 "Three" added
  project i4 "Four" added
  project i5 "Five" added
  project i6 "Six" added
  and 4 more: mpt history 12

  Older entries: --all, or --limit N.
$ mpt history --limit 0
HISTORY
  Older entries: --all, or --limit N.
$ mpt history --limit few
mpt: --limit 'few' is not a whole number of at least 0
[exit 2]
$ mpt history bench --limit 1 | timeless
HISTORY  project bench
12  2024-06-10 TIME  tester: import bundle.json
  project bench: title Electrolyser test bench -> Test bench
  project bench: stage (empty) -> demonstration

  Older entries: --all, or --limit N.
$ mpt history bench --by anna | timeless
HISTORY  project bench
2  2024-06-03 TIME  anna: add-project 'Electrolyser test bench' --code bench…
  project bench "Electrolyser test bench" added
$ mpt history --all | timeless | grep -c TIME
13
# JSON: values as they are stored, whole.
$ mpt history cost --format json | timeless
{
  "schema": "mpt.history/1",
  "as_of": "2024-07-07",
  "entries": [
    {
      "entry": 4,
      "at": "2024-06-05T00:00:00Z",
      "who": "anna",
      "command": "edit-target cost --due 2028-06 --unit 'per kg' --as anna --quiet",
      "undoes": null,
      "undone_by": null,
      "changes": [
        {
          "action": "changed",
          "kind": "target",
          "code": "cost",
          "field": "unit",
          "before": null,
          "after": "per kg"
        },
        {
          "action": "changed",
          "kind": "target",
          "code": "cost",
          "field": "due",
          "before": "2030",
          "after": "2028-06"
        }
      ]
    },
    {
      "entry": 3,
      "at": "2024-06-04T00:00:00Z",
      "who": "tester",
      "command": "add-target 'Hydrogen under AUD 2' --code cost --mission hydrogen --value 2 --due 2030 --quiet",
      "undoes": null,
      "undone_by": null,
      "changes": [
        {
          "action": "added",
          "kind": "target",
          "code": "cost",
          "field": null,
          "before": null,
          "after": null
        }
      ]
    }
  ]
}
$ mpt history 9 --format json | timeless
{
  "schema": "mpt.history/1",
  "as_of": "2024-07-07",
  "entries": [
    {
      "entry": 9,
      "at": "2024-06-07T00:00:00Z",
      "who": "tester",
      "command": "undo",
      "undoes": 8,
      "undone_by": null,
      "changes": [
        {
          "action": "added",
          "kind": "project",
          "code": "second",
          "field": null,
          "before": null,
          "after": null
        }
      ]
    }
  ]
}
$ mpt history --limit 1 --format json | timeless
{
  "schema": "mpt.history/1",
  "as_of": "2024-07-07",
  "entries": [
    {
      "entry": 13,
      "at": "2024-06-11T00:00:00Z",
      "who": "tester",
      "command": "remove-project second --quiet",
      "undoes": null,
      "undone_by": null,
      "changes": [
        {
          "action": "removed",
          "kind": "project",
          "code": "second",
          "field": null,
          "before": "{\"code\": \"second\", \"title\": \"Bench, second\", \"mission\": [{\"code\": \"h2\", \"share\": null}]}",
          "after": null
        }
      ]
    }
  ],
  "more": true
}
$ mpt history --limit 1 --format md | sed -E 's/^/| /; s/[0-9]{2}:[0-9]{2}/TIME/'
| # HISTORY
| 
| 
| ## 13  2024-06-11 TIME  tester: remove-project second --quiet
| 
| 
| project second "Bench, second" removed
| 
| 
| Older entries: --all, or --limit N.
| 
$ mpt history --format csv
mpt: --format 'csv' is not possible here; history gives text, json, md, html
[exit 2]
# As of a day, or an entry: every command that reads.
$ mpt list missions --as-of 2024-06-05
code      title
hydrogen  Hydrogen Industry
$ mpt list missions --as-of 6
code  title
h2    Hydrogen Industry
$ mpt list projects --as-of 2024-06-09 --fields code,title,tag
code    title                    tag
bench   Electrolyser test bench  topic:cells
second  Bench, second
$ mpt show bench --as-of 2
project bench
  title                  Electrolyser test bench
  mission                hydrogen:60%
  tag                    topic:stack
$ mpt show second --as-of 2024-06-09
project second
  title                  Bench, second
  mission                h2
$ mpt gaps --as-of 3
GAPS  all portfolios                                           as of 4 June 2024
  0 critical, 0 warnings, 0 info; 0 hidden by another, 0 accepted

  No gaps found.

$ mpt explain mission-without-owner:hydrogen --as-of 3 | head -n 4
RULE 12  mission-without-owner
  severity    critical, class setup
  data used   mission owner, governing body and its last meeting
  fires when  a live mission has no owner named; or, as a warning, no governing
$ mpt report --mission hydrogen --as-of 5 | head -n 8
MISSION  Hydrogen Industry                                     as of 5 June 2024
  Owner      nobody named
  Board      none named
  Status     not stated
  Challenge  none linked
  Horizon    not known

  No statement of the mission is recorded.
$ mpt review --as-of 3 | head -n 5
PORTFOLIO REVIEW  all portfolios                week 2024-W23 (3 to 9 June 2024)
  The first review: nothing to compare with; data as of 4 June 2024; 0 of 0
  targets measured within their interval.

In short
$ mpt export --as-of 2
{
  "schema": "mpt.bundle/1",
  "records": {
    "vocabulary": [
      {
        "code": "topic",
        "title": "topic"
      }
    ],
    "tag": [
      {
        "code": "topic:stack",
        "title": "stack",
        "vocabulary": "topic"
      }
    ],
    "mission": [
      {
        "code": "hydrogen",
        "title": "Hydrogen Industry"
      }
    ],
    "project": [
      {
        "code": "bench",
        "title": "Electrolyser test bench",
        "mission": [{"code": "hydrogen", "share": 60}]
      }
    ],
    "tagging": [
      {
        "code": "bench.topic:stack",
        "tag": "topic:stack",
        "project": "bench"
      }
    ]
  }
}
$ mpt history --as-of 2024-06-04 | timeless
HISTORY
3  2024-06-04 TIME  tester: add-target 'Hydrogen under AUD 2' --code cost --…
  target cost "Hydrogen under AUD 2" added

2  2024-06-03 TIME  anna: add-project 'Electrolyser test bench' --code bench…
  project bench "Electrolyser test bench" added
  vocabulary topic "topic" added
  tag topic:stack "stack" added
  tagging bench.topic:stack added

1  2024-06-03 TIME  tester: add-mission 'Hydrogen Industry' --code hydrogen …
  mission hydrogen "Hydrogen Industry" added
$ mpt history second --as-of 2024-06-06 | timeless
HISTORY  project second
7  2024-06-06 TIME  tester: add-project 'Bench, second' --code second --miss…
  project second "Bench, second" added
$ mpt history h2 --as-of 4
mpt: there is no record 'h2'; `mpt list KINDS` shows what there is
[exit 3]
$ mpt list projects --search bench --as-of 2024-06-07 --fields code,title
code    title
second  Bench, second
bench   Electrolyser test bench
# Before the first entry there was nothing; after the last it is as it is now.
$ mpt list missions --as-of 2024-06-02
mpt: on 2024-06-02 this portfolio held nothing: its first entry is of 2024-06-03. (MPT_TODAY=2024-06-02 computes with that day on the records as they are.)
No missions match.
$ mpt export --as-of 2024-06-02
mpt: on 2024-06-02 this portfolio held nothing: its first entry is of 2024-06-03. (MPT_TODAY=2024-06-02 computes with that day on the records as they are.)
{
  "schema": "mpt.bundle/1",
  "records": {}
}
$ mpt list missions --as-of 99
mpt: there is no entry 99; the history ends with 13
[exit 3]
$ mpt list missions --as-of 0
mpt: there is no entry 0; the history ends with 13
[exit 3]
$ mpt list missions --as-of 2030 --fields code,title
mpt: there is no entry 2030; the history ends with 13
[exit 3]
$ mpt list missions --as-of someday
mpt: --as-of: 'someday' is not a day; it takes a date like 2024-07-07
[exit 2]
# What changes the portfolio does so now.
$ mpt add-mission "Yesterday" --as-of 2024-06-05
mpt: add-mission changes the portfolio as it is now; --as-of is for reading
[exit 2]
$ mpt undo --as-of 2024-06-05
mpt: undo changes the portfolio as it is now; --as-of is for reading
[exit 2]
$ mpt review --close --as-of 2024-06-05
mpt: review with --close or --run changes the portfolio as it is now; --as-of is for reading
[exit 2]
$ mpt import bundle.json --as-of 2
mpt: import changes the portfolio as it is now; --as-of is for reading
[exit 2]
# Taking back: what builds on it is named; undo of an undo; what is no entry.
$ MPT_TODAY=2024-06-12 mpt undo 1
mpt: entry 1 cannot be taken back, nothing was changed: something later builds on it
  entry 6 (2024-06-06, tester: edit-mission hydrogen --code h2 --quiet): mission h2, code
Take these back first, the newest first
[exit 3]
$ MPT_TODAY=2024-06-12 mpt undo 13
Took back entry 13 (2024-06-11, tester: remove-project second --quiet): 1 record brought back.
`mpt undo 14` brings it back.
$ MPT_TODAY=2024-06-12 mpt undo 13
mpt: entry 13 was taken back already, by entry 14; `mpt undo 14` brings it back
[exit 3]
$ MPT_TODAY=2024-06-12 mpt undo 14
Took back entry 14 (2024-06-12, tester: undo 13): 1 record removed.
`mpt undo 15` brings it back.
$ mpt history second | timeless
HISTORY  project second (removed)
15  2024-06-12 TIME  tester (takes back 14): undo 14
  project second "Bench, second" removed

14  2024-06-12 TIME  tester (taken back by 15): undo 13
  project second "Bench, second" added

13  2024-06-11 TIME  tester: remove-project second --quiet
  project second "Bench, second" removed

9  2024-06-07 TIME  tester (takes back 8): undo
  project second "Bench, second" added

8  2024-06-07 TIME  tester (taken back by 9): remove-project second --quiet
  project second "Bench, second" removed

7  2024-06-06 TIME  tester: add-project 'Bench, second' --code second --miss…
  project second "Bench, second" added
$ MPT_TODAY=2024-06-12 mpt undo 12
Took back entry 12 (2024-06-10, tester: import bundle.json): 9 records removed, 3 fields as before.
`mpt undo 16` brings it back.
$ mpt list projects --fields code,title
code   title
bench  Electrolyser test bench
$ mpt list projects --as-of 2024-06
mpt: --as-of: '2024-06' is not a day; it takes a date like 2024-07-07
[exit 2]
$ mpt undo 99
mpt: there is no entry 99; the history ends with 16
[exit 3]
$ mpt undo zero
mpt: undo: 'zero' is no number of an entry; `mpt history` shows them
[exit 2]
$ mpt history --limit 4 | timeless | grep TIME
16  2024-06-12 TIME  tester (takes back 12): undo 12
15  2024-06-12 TIME  tester (takes back 14): undo 14
14  2024-06-12 TIME  tester (taken back by 15): undo 13
13  2024-06-11 TIME  tester: remove-project second --quiet
$ mpt doctor
p.mpt is healthy.
# The clock was set back between two commands: the order is that of the writing.
$ mpt init --quiet --db clock.mpt
$ MPT_TODAY=2024-06-20 mpt add-mission "First" --db clock.mpt --quiet
first
$ MPT_TODAY=2024-06-10 mpt edit-mission first --owner Anna --db clock.mpt --quiet
$ MPT_TODAY=2024-06-15 mpt edit-mission first --owner Bo --db clock.mpt --quiet
$ mpt history first --db clock.mpt | timeless
HISTORY  mission first
3  2024-06-15 TIME  tester: edit-mission first --owner Bo --db clock.mpt --q…
  mission first: owner Anna -> Bo

2  2024-06-10 TIME  tester: edit-mission first --owner Anna --db clock.mpt -…
  mission first: owner (empty) -> Anna

1  2024-06-20 TIME  tester: add-mission First --db clock.mpt --quiet
  mission first "First" added
$ mpt list missions --as-of 1 --db clock.mpt --fields code,owner
code
first
$ mpt list missions --as-of 2 --db clock.mpt --fields code,owner
code   owner
first  Anna
$ mpt list missions --as-of 2024-06-12 --db clock.mpt --fields code,owner
code   owner
first  Anna
$ mpt list missions --as-of 2024-06-20 --db clock.mpt --fields code,owner
code   owner
first  Bo
$ MPT_TODAY=2024-06-01 mpt undo --db clock.mpt
Took back entry 3 (2024-06-15, tester: edit-mission first --owner Bo --db clock.mpt --quiet): 1 field as before.
`mpt undo 4` brings it back.
$ mpt list missions --db clock.mpt --fields code,owner
code   owner
first  Anna
