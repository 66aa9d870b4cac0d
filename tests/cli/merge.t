# Two records that are one: what becomes of them, what is said, where the code leads that is gone, and back.
$ mpt init
Made p.mpt.
$ mpt add-mission Hydrogen --quiet
hydrogen
$ mpt add-mission Drought --quiet
drought
$ mpt add-stakeholder CSIRO --quiet
csiro
$ mpt add-stakeholder "Funder X" --quiet
funder-x
$ mpt add-project "Electric ferry" --mission hydrogen:60% --summary "A ferry on batteries." --starts 2019 --outside-id nsf:1 --tag topic:sea --quiet
electric-ferry
$ mpt add-project "Battery-driven ferry" --mission hydrogen:50% --mission drought:50% --starts 2020 --ends 2022 --outside-id rcn:9 --tag topic:sea --tag topic:fjord --quiet
battery-driven-ferry
$ mpt add-participation --stakeholder csiro --project electric-ferry --role deliver --quiet
csiro.electric-ferry.deliver
$ mpt add-participation --stakeholder csiro --project battery --role deliver --responsibility hull --quiet
csiro.battery-driven-ferry.deliver
$ mpt add-funding --project electric-ferry --giver funder-x --stage committed --year 2020 --amount "NOK 100" --quiet
electric-ferry.funder-x.committed.2020
$ mpt add-funding --project battery --giver funder-x --stage committed --year 2020 --amount "NOK 100" --quiet
battery-driven-ferry.funder-x.committed.2020
$ mpt add-funding --project battery --giver csiro --stage committed --year 2020 --amount "NOK 50" --quiet
battery-driven-ferry.csiro.committed.2020
$ mpt add-funding --project electric-ferry --giver csiro --stage committed --year 2021 --amount "NOK 40" --quiet
electric-ferry.csiro.committed.2021
$ mpt link battery duplicate-of electric-ferry --quiet
battery-driven-ferry.duplicate-of.electric-ferry
$ mpt add-decision "Go on?" --project electric-ferry --project battery --quiet
go-on
# First a trial.
$ mpt merge electric-ferry battery --dry-run
MERGE  project battery-driven-ferry would go into electric-ferry
They differ
  mission  hydrogen:60%; drought:40%; battery-driven-ferry says hydrogen:50%;
           drought:50%
  starts   2019 stays; battery-driven-ferry says 2020

Taken over from battery-driven-ferry
  alias           Battery-driven ferry
  ends            2022
  outside_id      and rcn:9
  responsibility  hull (participation csiro.electric-ferry.deliver)

What referred to it
  1 participation there twice  csiro.battery-driven-ferry.deliver and
                               csiro.electric-ferry.deliver
  1 funding moved              battery-driven-ferry.csiro.committed.2020
  1 funding there twice        battery-driven-ferry.funder-x.committed.2020 and
                               electric-ferry.funder-x.committed.2020
  1 decision moved             go-on
  1 tagging moved              battery-driven-ferry.topic:fjord
  1 tagging there twice        battery-driven-ferry.topic:sea and
                               electric-ferry.topic:sea
  1 link between the two gone  battery-driven-ferry.duplicate-of.electric-ferry
                               (duplicate-of)

Money
  committed  NOK 290 before, NOK 190 after: 1 flow was there twice
  look at    electric-ferry.csiro.committed.2021 and
             battery-driven-ferry.csiro.committed.2020 both stay, since they
             differ; if they are one: mpt remove-funding
             battery-driven-ferry.csiro.committed.2020

  Nothing was stored: this was a trial (--dry-run).
$ mpt show battery
project battery-driven-ferry
  title                  Battery-driven ferry
  mission                hydrogen:50%; drought:50%
  starts                 2020
  ends                   2022
  outside_id             rcn:9
  committed              NOK 150
  tag                    topic:fjord; topic:sea

Referred to by
  participation          1: csiro.battery-driven-ferry.deliver
  fundings               2: battery-driven-ferry.csiro.committed.2020 battery-driven-ferry.funder-x.committed.2020
  decision               1: go-on
  link                   1: battery-driven-ferry.duplicate-of.electric-ferry
$ mpt merge electric-ferry battery --keep starts=B
MERGE  project battery-driven-ferry into electric-ferry
They differ
  mission  hydrogen:60%; drought:40%; battery-driven-ferry says hydrogen:50%;
           drought:50%
  starts   2020, as battery-driven-ferry says; was 2019

Taken over from battery-driven-ferry
  alias           Battery-driven ferry
  ends            2022
  outside_id      and rcn:9
  responsibility  hull (participation csiro.electric-ferry.deliver)

What referred to it
  1 participation there twice  csiro.battery-driven-ferry.deliver and
                               csiro.electric-ferry.deliver
  1 funding moved              battery-driven-ferry.csiro.committed.2020
  1 funding there twice        battery-driven-ferry.funder-x.committed.2020 and
                               electric-ferry.funder-x.committed.2020
  1 decision moved             go-on
  1 tagging moved              battery-driven-ferry.topic:fjord
  1 tagging there twice        battery-driven-ferry.topic:sea and
                               electric-ferry.topic:sea
  1 link between the two gone  battery-driven-ferry.duplicate-of.electric-ferry
                               (duplicate-of)

Money
  committed  NOK 290 before, NOK 190 after: 1 flow was there twice
  look at    electric-ferry.csiro.committed.2021 and
             battery-driven-ferry.csiro.committed.2020 both stay, since they
             differ; if they are one: mpt remove-funding
             battery-driven-ferry.csiro.committed.2020

  What is in no record any more is in the history (mpt history 15 --format
  json); mpt undo 15 makes them two again.
$ mpt show battery-driven-ferry
battery-driven-ferry was merged into electric-ferry (mpt history battery-driven-ferry)
project electric-ferry
  title                  Electric ferry
  alias                  Battery-driven ferry
  summary                A ferry on batteries.
  mission                hydrogen:60%; drought:40%
  starts                 2020
  ends                   2022
  outside_id             nsf:1
                         rcn:9
  committed              NOK 190
  tag                    topic:fjord; topic:sea

Referred to by
  participation          1: csiro.electric-ferry.deliver
  fundings               3: battery-driven-ferry.csiro.committed.2020 electric-ferry.csiro.committed.2021 electric-ferry.funder-x.committed.2020
  decision               1: go-on
$ mpt list fundings --fields code,project,amount
code                                       project          amount
battery-driven-ferry.csiro.committed.2020  electric-ferry   NOK 50
electric-ferry.csiro.committed.2021        electric-ferry   NOK 40
electric-ferry.funder-x.committed.2020     electric-ferry  NOK 100
$ mpt list decisions --fields code,project
code   project
go-on  electric-ferry
# What is gone is found again, and not taken for another.
$ mpt edit-project battery-driven-ferry --stage research
mpt: project 'battery-driven-ferry' was merged into 'electric-ferry'
[exit 3]
$ mpt list projects --search battery --fields code,alias
code            alias
electric-ferry  Battery-driven ferry
$ mpt history battery-driven-ferry | sed "s, ..:..  , TIME  ,"
HISTORY  project battery-driven-ferry (merged into electric-ferry)
15  2024-07-07 TIME  tester: merge electric-ferry battery --keep starts=B
  project battery-driven-ferry "Battery-driven ferry" removed

6  2024-07-07 TIME  tester: add-project 'Battery-driven ferry' --mission hyd…
  project battery-driven-ferry "Battery-driven ferry" added
$ mpt show battery-driven-ferry --as-of 13
project battery-driven-ferry
  title                  Battery-driven ferry
  mission                hydrogen:50%; drought:50%
  starts                 2020
  ends                   2022
  outside_id             rcn:9
  committed              NOK 150
  tag                    topic:fjord; topic:sea

Referred to by
  participation          1: csiro.battery-driven-ferry.deliver
  fundings               2: battery-driven-ferry.csiro.committed.2020 battery-driven-ferry.funder-x.committed.2020
  link                   1: battery-driven-ferry.duplicate-of.electric-ferry
$ mpt undo
Took back entry 15 (2024-07-07, tester: merge electric-ferry battery --keep starts=B): 5 records brought back, 11 fields as before.
`mpt undo 16` brings it back.
$ mpt show battery-driven-ferry
project battery-driven-ferry
  title                  Battery-driven ferry
  mission                hydrogen:50%; drought:50%
  starts                 2020
  ends                   2022
  outside_id             rcn:9
  committed              NOK 150
  tag                    topic:fjord; topic:sea

Referred to by
  participation          1: csiro.battery-driven-ferry.deliver
  fundings               2: battery-driven-ferry.csiro.committed.2020 battery-driven-ferry.funder-x.committed.2020
  decision               1: go-on
  link                   1: battery-driven-ferry.duplicate-of.electric-ferry
# In JSON.
$ mpt merge project:electric-ferry battery --format json
{
  "schema": "mpt.merge/1",
  "as_of": "2024-07-07",
  "kind": "project",
  "stays": {
    "code": "electric-ferry",
    "title": "Electric ferry"
  },
  "goes": {
    "code": "battery-driven-ferry",
    "title": "Battery-driven ferry"
  },
  "entry": 17,
  "fields": [
    {
      "kind": "project",
      "code": "electric-ferry",
      "from": "battery-driven-ferry",
      "field": "alias",
      "action": "filled",
      "here": null,
      "there": "Battery-driven ferry",
      "now": "Battery-driven ferry"
    },
    {
      "kind": "project",
      "code": "electric-ferry",
      "from": "battery-driven-ferry",
      "field": "mission",
      "action": "joined",
      "here": "hydrogen:60%",
      "there": "hydrogen:50%\ndrought:50%",
      "now": "hydrogen:60%\ndrought:40%"
    },
    {
      "kind": "project",
      "code": "electric-ferry",
      "from": "battery-driven-ferry",
      "field": "starts",
      "action": "stayed",
      "here": "2019",
      "there": "2020",
      "now": "2019"
    },
    {
      "kind": "project",
      "code": "electric-ferry",
      "from": "battery-driven-ferry",
      "field": "ends",
      "action": "filled",
      "here": null,
      "there": "2022",
      "now": "2022"
    },
    {
      "kind": "project",
      "code": "electric-ferry",
      "from": "battery-driven-ferry",
      "field": "outside_id",
      "action": "joined",
      "here": "nsf:1",
      "there": "rcn:9",
      "now": "nsf:1\nrcn:9"
    },
    {
      "kind": "participation",
      "code": "csiro.electric-ferry.deliver",
      "from": "csiro.battery-driven-ferry.deliver",
      "field": "responsibility",
      "action": "filled",
      "here": null,
      "there": "hull",
      "now": "hull"
    }
  ],
  "referrers": [
    {
      "kind": "participation",
      "code": "csiro.battery-driven-ferry.deliver",
      "fate": "united",
      "now": "csiro.electric-ferry.deliver",
      "relation": null
    },
    {
      "kind": "funding",
      "code": "battery-driven-ferry.csiro.committed.2020",
      "fate": "moved",
      "now": "battery-driven-ferry.csiro.committed.2020",
      "relation": null
    },
    {
      "kind": "funding",
      "code": "battery-driven-ferry.funder-x.committed.2020",
      "fate": "united",
      "now": "electric-ferry.funder-x.committed.2020",
      "relation": null
    },
    {
      "kind": "decision",
      "code": "go-on",
      "fate": "moved",
      "now": "go-on",
      "relation": null
    },
    {
      "kind": "tagging",
      "code": "battery-driven-ferry.topic:fjord",
      "fate": "moved",
      "now": "electric-ferry.topic:fjord",
      "relation": null
    },
    {
      "kind": "tagging",
      "code": "battery-driven-ferry.topic:sea",
      "fate": "united",
      "now": "electric-ferry.topic:sea",
      "relation": null
    },
    {
      "kind": "link",
      "code": "battery-driven-ferry.duplicate-of.electric-ferry",
      "fate": "gone",
      "now": null,
      "relation": "duplicate-of"
    }
  ],
  "money": [
    {
      "stage": "committed",
      "before": "NOK 290.00",
      "after": "NOK 190.00",
      "united": 1
    }
  ],
  "side_by_side": [
    {
      "code": "electric-ferry.csiro.committed.2021",
      "other": "battery-driven-ferry.csiro.committed.2020"
    }
  ],
  "acceptances": 0
}
# What makes no sense.
$ mpt merge electric-ferry electric-ferry
mpt: project electric-ferry cannot be merged with itself
[exit 3]
$ mpt merge electric-ferry battery-driven-ferry
mpt: project 'battery-driven-ferry' was merged into 'electric-ferry'
[exit 3]
$ mpt merge electric-ferry csiro
mpt: electric-ferry is a project and csiro a stakeholder; only records of one kind can become one
[exit 3]
$ mpt merge electric-ferry.csiro.committed.2021 electric-ferry.funder-x.committed.2020
mpt: a funding is no more than a part of other records and cannot be merged with another; merge the records it is a part of, or remove the one that is there twice (mpt remove-funding)
[exit 3]
$ mpt merge csiro funder-x --keep colour=A
mpt: --keep: a stakeholder has no field 'colour'; `mpt help stakeholder` lists what it has
[exit 2]
$ mpt merge csiro funder-x --keep title
mpt: --keep 'title': expected title=A for the value of the first record, or title=B for that of the second
[exit 2]
$ mpt merge csiro funder-x --keep code=B
mpt: the code that stays is that of the first; merge funder-x with csiro to keep the other
[exit 3]
$ mpt merge csiro
mpt: something is missing: mpt merge A B
`mpt merge --help` says more
[exit 2]
# Organisations: what each gives, receives and takes part in is the one's now.
$ mpt add-stakeholder "CSIRO Australia" --country AU --quiet
csiro-australia
$ mpt add-stakeholder "CSIRO Energy" --form unit --part-of csiro-australia --quiet
csiro-energy
$ mpt add-participation --stakeholder csiro-australia --project electric-ferry --role deliver --quiet
csiro-australia.electric-ferry.deliver
$ mpt merge stakeholder:csiro csiro-australia
MERGE  stakeholder csiro-australia into csiro
Taken over from csiro-australia
  alias    CSIRO Australia
  country  AU

What referred to it
  1 stakeholder moved          csiro-energy
  1 participation there twice  csiro-australia.electric-ferry.deliver and
                               csiro.electric-ferry.deliver

Money
  committed  NOK 90, as before

  What is in no record any more is in the history (mpt history 21 --format
  json); mpt undo 21 makes them two again.
$ mpt list stakeholders --fields code,alias,country,part_of
code          alias            country  part_of
csiro         CSIRO Australia  AU
csiro-energy                            csiro
funder-x
# Where they went goes along in a bundle; a file for outsiders does not name it.
$ mpt export -o moved.json --quiet
$ mpt init --db other.mpt --quiet
$ mpt import moved.json --db other.mpt
Imported: 16 new, 0 changed, 0 unchanged.
$ mpt show csiro-australia --db other.mpt | sed -n 1p
csiro-australia was merged into csiro (mpt history csiro-australia)
stakeholder csiro
$ mpt export --db other.mpt --quiet | diff - moved.json
$ mpt export --profile public --quiet | grep -c merged-
0
[exit 1]
