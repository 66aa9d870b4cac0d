# A small portfolio with one pair of every kind of twice. What is likely is named when it comes in.
$ mpt init --quiet
$ mpt import "$TESTS/data/duplicates/portfolio.json" 2>&1
Imported: 46 new, 0 changed, 0 unchanged.
1.00 same      kelp-lines, "Kelp lines as wave breakers for small harbours"
               kelp-breakers, "Wave breakers of kelp lines at small harbours"
1.00 renewal   eel-ladders, "Eel ladders of brushwood at old mill weirs"
               eel-ladders-2, "Eel ladders of brushwood at old mill weirs"
0.96 co-funded mussel-sensing-fjord, "Mussels as sensors of copper in shipyard basins: field work"
               mussel-sensing-harbour, "Mussels as sensors of copper in shipyard basins: electronics"
3 likely duplicates: mpt duplicates
# All pairs, worst first; what people said before stands behind them.
$ mpt duplicates
DUPLICATES  all projects                                       as of 7 July 2024
  4 pairs among 16 records: 1 same, 1 co-funded, 1 renewal, 1 overlap. NOK 4m
  would be counted twice in all.

1.00  same  (group 1)
  A        kelp-lines: Kelp lines as wave breakers for small harbours
  B        kelp-breakers: Wave breakers of kelp lines at small harbours
  for      an equal outside id
           the same title
           the texts agree to 93 % by weighted terms: harvest, wave, measures,
           height, sides, reach
  against  the smaller amount is 95 % of the larger
  money    NOK 4m would be counted twice

1.00  renewal  (group 2)
  A        eel-ladders: Eel ladders of brushwood at old mill weirs
  B        eel-ladders-2: Eel ladders of brushwood at old mill weirs
  for      55 % of the shorter text stands word for word in the other: "Young
           eels cannot pass the weirs of old mills. Bundles of brushwood laid
           along the banks let them c…"
           the same title
           the texts agree to 91 % by weighted terms: wet, climb, millers,
           night, banks, nine
  against  2017-05-01 to 2019-04-30 and 2020-05-01 to 2023-04-30, one after the
           other
           different outside ids

0.96  co-funded  (group 3)
  A        mussel-sensing-fjord: Mussels as sensors of copper in shipyard
           basins: field work
  B        mussel-sensing-harbour: Mussels as sensors of copper in shipyard
           basins: electronics
  for      titles agree to 75 %
           71 % of the shorter text stands word for word in the other: "Blue
           mussels close their shells when copper rises. Small magnets glued to
           the shells let a cheap se…"
           the texts agree to 75 % by weighted terms: Blue, Mussels, glued,
           within, rises, minutes
  against  different people
           different organisations
           different places

0.82  overlap
  A        ferry-noise: Quieter propellers for electric ferries near spawning
           cod
  B        cod-listening: Listening to cod: what ship noise does to spawning
  for      the texts agree to 53 % by weighted terms: route, cod, company, slow,
           ferries, March
  against  different people
           titles agree to 26 %
           different organisations

ANSWERED
  competing  hull-cleaning-robot and hull-cleaning-swimmer: competing, said by
             portfolio office on 10 January 2021: two ways to clean a hull, on
             purpose
  follow-on  oyster-reef-trial and oyster-reef-full: follow-on, said by
             portfolio office on 1 June 2020: full scale after the trial

  Side by side: mpt duplicates A B. To answer: mpt duplicates A B --verdict
  distinct|same|co-funded|renewal|... --reason TEXT

  1 pair of a template or series is not listed: --kind boilerplate
$ mpt duplicates --kind co-funded --format csv | cut -d, -f1-2,4,6
score,kind,a,b
0.960,co-funded,mussel-sensing-fjord,mussel-sensing-harbour
$ mpt duplicates --kind likely
mpt: --kind 'likely' is none of same, co-funded, renewal, overlap, boilerplate, competing, follow-on, all
[exit 2]
$ mpt duplicates --min-score 2
mpt: --min-score '2' is no number above 0 and up to 1
[exit 2]
$ mpt duplicates --mission quiet-fjords --format csv | cut -d, -f1-2,4,6
score,kind,a,b
1.000,same,kelp-lines,kelp-breakers
$ mpt duplicates --limit 1 | grep -c '^[01]\.'
1
$ mpt duplicates --kind boilerplate
DUPLICATES  all projects                                       as of 7 July 2024
  1 pair among 16 records: 1 boilerplate.

0.99  boilerplate
  A        coast-meeting-2021: 17th Coast Meeting for young researchers
  B        coast-meeting-2022: 18th Coast Meeting for young researchers
  for      100 % of the shorter text stands word for word in the other: "The
           Coast Meeting brings together young researchers from all coastal
           universities for three days of…"
           the texts agree to 91 % by weighted terms: present, grant,
           excursions, travel, means, all
           titles agree to 78 %
  against  2021-09-06 to 2021-09-08 and 2022-09-05 to 2022-09-07, one after the
           other

  Side by side: mpt duplicates A B. To answer: mpt duplicates A B --verdict
  distinct|same|co-funded|renewal|... --reason TEXT
$ mpt duplicates --kind all | grep -c ' boilerplate$'
1
$ mpt duplicates --format json | grep -c '"kind": "boilerplate"'
1
$ mpt duplicates coast-meeting-2021
DUPLICATES  of coast-meeting-2021                              as of 7 July 2024
  No pair among 16 records is likely and not answered.

  1 pair of a template or series is not listed: --kind boilerplate
$ mpt duplicates --reason "no idea"
mpt: --reason is of a verdict: --verdict distinct, same, co-funded, renewal, overlap, boilerplate, competing, follow-on
[exit 2]
$ mpt duplicates --map nsf-awards
mpt: --map is for a list: --against FILE
[exit 2]
$ mpt duplicates --of stakeholders --kind same
mpt: --kind is for projects, not --of stakeholders
[exit 2]
$ mpt duplicates --against applications.csv --verdict same --reason "no idea"
mpt: --verdict is on two projects of the portfolio; import the list first
[exit 2]
$ mpt duplicates --all --min-score 0.9 --format csv | wc -l
7
# Of one, and two side by side: fields, and what stands in both texts.
$ mpt duplicates kelp-lines
DUPLICATES  of kelp-lines                                      as of 7 July 2024
  1 pair among 16 records: 1 same. NOK 4m would be counted twice in all.

1.00  same  (group 1)
  A        kelp-lines: Kelp lines as wave breakers for small harbours
  B        kelp-breakers: Wave breakers of kelp lines at small harbours
  for      an equal outside id
           the same title
           the texts agree to 93 % by weighted terms: harvest, wave, measures,
           height, sides, reach
  against  the smaller amount is 95 % of the larger
  money    NOK 4m would be counted twice

  Side by side: mpt duplicates A B. To answer: mpt duplicates A B --verdict
  distinct|same|co-funded|renewal|... --reason TEXT
$ mpt duplicates tide-clocks
DUPLICATES  of tide-clocks                                     as of 7 July 2024
  No pair among 16 records is likely and not answered.
$ mpt duplicates kelp-lines kelp-breakers
DUPLICATES  side by side                                       as of 7 July 2024
  A  kelp-lines: Kelp lines as wave breakers for small harbours
  B  kelp-breakers: Wave breakers of kelp lines at small harbours

1.00  same
  verdict  One piece of work recorded twice: what belongs to one work alone
           agrees.
  for      an equal outside id
           the same title
           the texts agree to 93 % by weighted terms: harvest, wave, measures,
           height, sides, reach
           1 shared person: Ragnhild Moe (leads)
           both 2021-03-01 to 2023-12-31
           1 shared organisation: Fjord University (deliver)
           the same place
  against  the smaller amount is 95 % of the larger
  money    NOK 4m would be counted twice
           (the smaller of the two sums committed)

FIELDS
  names          A Kelp lines as wave breakers for small harbours
                 B Wave breakers of kelp lines at small harbours
  outside ids    both sea:4711
                 B coast:K-12
  missions       A quiet-fjords
  programme      A Clean Sea Programme
  starts         both 2021-03-01
  ends           both 2023-12-31
  places         both Florø
  country        both NO
  people         both Ragnhild Moe (leads)
  organisations  both Fjord University (deliver)
  money          A NOK 4.2m committed from Sea Research Council to Fjord
                 University
                 B NOK 4m committed from Sea Research Council to Fjord
                 University

TEXTS  >>what both have word for word<<
  A  >>Kelp grown on anchored lines takes energy out of waves before they reach
     the quay<<. The project moors twelve lines of sugar kelp outside two small
     harbours, measures wave height >>on both sides through two winters<<, and
     works out how many lines a harbour needs. >>Fishermen harvest the kelp each
     May<<; what it sells for pays a part of the moorings.
  B  >>Kelp grown on anchored lines takes energy out of waves before they reach
     the quay<<. Twelve lines of sugar kelp are moored outside two small
     harbours, and wave height is measured >>on both sides through two
     winters<<. >>Fishermen harvest the kelp each May<<.

  To answer: mpt duplicates kelp-lines kelp-breakers --verdict V --reason TEXT,
  where V is one of distinct, same, co-funded, renewal, overlap, boilerplate,
  competing, follow-on.
  To make one record of the two: mpt merge kelp-lines kelp-breakers
# What the records say themselves stands above what was found, and none of their money counts twice.
$ mpt duplicates hull-cleaning-robot hull-cleaning-swimmer | sed -n '/competing$/,/^FIELDS/p'
0.99  competing
  verdict  As was said of them. By what they hold alone: co-funded, 0.99.
  for      the texts agree to 82 % by weighted terms: growth, comes, no, brush,
           poisonous, month
           titles agree to 78 %
           83 % of the shorter text stands word for word in the other: "along
           the hull at the quay, brushes off the first film of growth and takes
           up what comes off"
           an equal amount
           both 2021-01-01 to 2023-06-30
           the same place
  against  different people
           different organisations
  said     competing, said by portfolio office on 10 January 2021: two ways to
           clean a hull, on purpose

FIELDS
$ mpt duplicates kelp-lines kelp-lines
mpt: kelp-lines is one project; name two
[exit 3]
$ mpt duplicates kelp-lines nothing-like-it
mpt: there is no project 'nothing-like-it'; `mpt list projects` shows all
[exit 3]
# As data.
$ mpt duplicates --kind same --format json
{
  "schema": "mpt.duplicates/1",
  "as_of": "2024-07-07",
  "compared": 16,
  "boilerplate": 1,
  "counted_twice": [
    {
      "amount": 4e+06,
      "currency": "NOK"
    }
  ],
  "pairs": [
    {
      "a": {
        "code": "kelp-lines",
        "title": "Kelp lines as wave breakers for small harbours",
        "outside_id": "sea:4711"
      },
      "b": {
        "code": "kelp-breakers",
        "title": "Wave breakers of kelp lines at small harbours",
        "outside_id": "sea:4711"
      },
      "score": 1,
      "kind": "same",
      "group": 1,
      "why": "One piece of work recorded twice: what belongs to one work alone agrees.",
      "reasons": [
        {
          "signal": "ids",
          "value": 1,
          "weight": 20,
          "says": "an equal outside id"
        },
        {
          "signal": "title",
          "value": 1,
          "weight": 14.5,
          "says": "the same title"
        },
        {
          "signal": "terms",
          "value": 0.927,
          "weight": 11.54,
          "says": "the texts agree to 93 % by weighted terms",
          "shared": [
            "harvest",
            "wave",
            "measures",
            "height",
            "sides",
            "reach",
            "breakers",
            "anchored",
            "lines",
            "before",
            "moors",
            "energy"
          ]
        },
        {
          "signal": "people",
          "value": 1,
          "weight": 2.64,
          "says": "1 shared person: Ragnhild Moe (leads)"
        },
        {
          "signal": "dates",
          "value": 1,
          "weight": 2.64,
          "says": "both 2021-03-01 to 2023-12-31"
        },
        {
          "signal": "organisations",
          "value": 1,
          "weight": 2.29,
          "says": "1 shared organisation: Fjord University (deliver)"
        },
        {
          "signal": "amounts",
          "value": 0.952,
          "weight": -0.5,
          "says": "the smaller amount is 95 % of the larger"
        },
        {
          "signal": "passages",
          "value": 0,
          "weight": 0,
          "says": "0 % of the shorter text stands word for word in the other",
          "shared": [
            "Kelp grown on anchored lines takes energy out of waves before they reach the quay",
            "on both sides through two winters",
            "Fishermen harvest the kelp each May"
          ]
        },
        {
          "signal": "places",
          "value": 1,
          "weight": 0,
          "says": "the same place"
        }
      ],
      "money": {
        "counted_twice": 4e+06,
        "currency": "NOK"
      },
      "verdict": null
    }
  ]
}
$ mpt duplicates mussel-sensing-f mussel-sensing-h --format json | sed -n '/"fields"/,$p'
  "fields": [
    {
      "field": "names",
      "state": "differs",
      "a": "Mussels as sensors of copper in shipyard basins: field work",
      "b": "Mussels as sensors of copper in shipyard basins: electronics"
    },
    {
      "field": "outside ids",
      "state": "differs",
      "a": "sea:5001",
      "b": "sea:5002"
    },
    {
      "field": "programme",
      "state": "same",
      "a": "Clean Sea Programme",
      "b": "Clean Sea Programme"
    },
    {
      "field": "starts",
      "state": "same",
      "a": "2022-01-01",
      "b": "2022-01-01"
    },
    {
      "field": "ends",
      "state": "same",
      "a": "2024-12-31",
      "b": "2024-12-31"
    },
    {
      "field": "places",
      "state": "differs",
      "a": "Bergen",
      "b": "Stavanger"
    },
    {
      "field": "country",
      "state": "same",
      "a": "NO",
      "b": "NO"
    },
    {
      "field": "people",
      "state": "differs",
      "a": "Ingrid Vik (leads)",
      "b": "Tor Lunde (leads)"
    },
    {
      "field": "organisations",
      "state": "differs",
      "a": "Fjord University (deliver)",
      "b": "Harbour Research Institute (deliver)"
    },
    {
      "field": "money",
      "state": "differs",
      "a": "NOK 3.1m committed from Sea Research Council to Fjord University",
      "b": "NOK 2.5m committed from Sea Research Council to Harbour Research Institute"
    }
  ]
}
# Scripts: something open gives 1, and not when it is narrowed to what is answered.
$ mpt duplicates --fail-on duplicate --format csv >/dev/null
[exit 1]
$ mpt duplicates --kind competing --fail-on duplicate --format csv >/dev/null
$ mpt duplicates --fail-on everything
mpt: --fail-on 'everything': takes duplicate
[exit 2]
# The gap rule speaks of what would be counted twice alone.
$ mpt gaps --rule possible-duplicate
GAPS  all portfolios                                           as of 7 July 2024
  0 critical, 1 warning, 0 info; 0 hidden by another, 0 accepted

  warning  Wave breakers of kelp lines at small harbours looks like Kelp lines
           as wave breakers for small harbours in Quiet fjords: an equal outside
           id, the same title, the texts agree to 93 % by weighted terms. If
           they are one, its money counts twice in every total.
                                   [possible-duplicate:kelp-breakers+kelp-lines]
           Do: say what they are (`mpt duplicates A B --verdict
           same|distinct|competing|...`); the answer is kept.

  Explain a line: mpt explain ID
# An answer needs a reason, is one of a few, and is on two projects.
$ mpt duplicates mussel-sensing-f mussel-sensing-h --verdict distinct
mpt: say why: mpt duplicates mussel-sensing-f mussel-sensing-h --verdict distinct --reason TEXT
[exit 2]
$ mpt duplicates mussel-sensing-f mussel-sensing-h --verdict perhaps --reason why
mpt: --verdict 'perhaps' is none of distinct, same, co-funded, renewal, overlap, boilerplate, competing, follow-on
[exit 2]
$ mpt duplicates mussel-sensing-f --verdict distinct --reason why
mpt: a verdict is on two projects: mpt duplicates A B --verdict distinct
[exit 2]
$ mpt duplicates mussel-sensing-f mussel-sensing-h --verdict co-funded --reason "two parts of one award, paid apart"
Kept: mussel-sensing-fjord co-funded-with mussel-sensing-harbour (co-funded). The pair is asked again when a text of theirs changes.
$ mpt duplicates kelp-lines kelp-breakers --verdict same --reason "the fund reports what the council pays"
Kept: kelp-lines duplicate-of kelp-breakers (same). The pair is asked again when a text of theirs changes.
$ mpt duplicates eel-ladders-2 eel-ladders --verdict renewal --reason "the second round"
Kept: eel-ladders-2 renews eel-ladders (renewal). The pair is asked again when a text of theirs changes.
$ mpt list links --fields code,project,relation,to_project,linked_by,linked_on
code                                                        project               relation        to_project              linked_by         linked_on
eel-ladders-2.renews.eel-ladders                            eel-ladders-2         renews          eel-ladders             tester            2024-07-07
kelp-lines.duplicate-of.kelp-breakers                       kelp-lines            duplicate-of    kelp-breakers           tester            2024-07-07
l-01                                                        hull-cleaning-robot   competes-with   hull-cleaning-swimmer   portfolio office  2021-01-10
l-02                                                        oyster-reef-full      follows         oyster-reef-trial       portfolio office  2020-06-01
mussel-sensing-fjord.co-funded-with.mussel-sensing-harbour  mussel-sensing-fjord  co-funded-with  mussel-sensing-harbour  tester            2024-07-07
$ mpt duplicates --fail-on duplicate | sed -n '1,/^ANSWERED/p'
DUPLICATES  all projects                                       as of 7 July 2024
  1 pair among 16 records: 1 overlap. NOK 4m would be counted twice in all,
  answered pairs included.

0.82  overlap
  A        ferry-noise: Quieter propellers for electric ferries near spawning
           cod
  B        cod-listening: Listening to cod: what ship noise does to spawning
  for      the texts agree to 53 % by weighted terms: route, cod, company, slow,
           ferries, March
  against  different people
           titles agree to 26 %
           different organisations

ANSWERED
$ mpt duplicates kelp-lines
DUPLICATES  of kelp-lines                                      as of 7 July 2024
  No pair among 16 records is likely and not answered. NOK 4m would be counted
  twice in all, answered pairs included.

ANSWERED
  same  kelp-lines and kelp-breakers: same, said by tester on 7 July 2024: the
        fund reports what the council pays; NOK 4m is still counted twice: mpt
        merge kelp-lines kelp-breakers
$ mpt gaps --rule possible-duplicate
GAPS  all portfolios                                           as of 7 July 2024
  0 critical, 0 warnings, 0 info; 0 hidden by another, 0 accepted

  No gaps found.

# When a text changes, the pair is asked again and says so; another answer takes the place of the first.
$ mpt edit-project kelp-breakers --summary "Twelve lines of sugar kelp are moored outside two small harbours, and wave height is measured on both sides through two winters. Fishermen harvest the kelp each May, and the harbour master keeps the moorings."
Changed project kelp-breakers.
  summary: Kelp grown on anchored lines takes energy out of waves befo… -> Twelve lines of sugar kelp are moored outside two small har…
$ mpt duplicates kelp-lines
DUPLICATES  of kelp-lines                                      as of 7 July 2024
  1 pair among 16 records: 1 same. NOK 4m would be counted twice in all.

1.00  same  (group 1)
  A        kelp-lines: Kelp lines as wave breakers for small harbours
  B        kelp-breakers: Wave breakers of kelp lines at small harbours
  for      an equal outside id
           the same title
           the texts agree to 83 % by weighted terms: harvest, wave, measures,
           height, sides, breakers
  against  the smaller amount is 95 % of the larger
  money    NOK 4m would be counted twice
  said     same, said by tester on 7 July 2024: the fund reports what the
           council pays (a text has changed since, so it is asked again)

  Side by side: mpt duplicates A B. To answer: mpt duplicates A B --verdict
  distinct|same|co-funded|renewal|... --reason TEXT
$ mpt gaps --rule possible-duplicate | grep possible
                                   [possible-duplicate:kelp-breakers+kelp-lines]
$ mpt duplicates kelp-lines kelp-breakers --verdict distinct --reason "the moorings are the fund's alone"
Kept: kelp-lines distinct-from kelp-breakers (distinct). The pair is asked again when a text of theirs changes and they are alike then.
$ mpt duplicates kelp-lines | sed -n '/ANSWERED/,$p'
ANSWERED
  distinct  kelp-lines and kelp-breakers: distinct, said by tester on 7 July
            2024: the moorings are the fund's alone
$ mpt list links project=kelp-lines --fields relation,reason
relation       reason
distinct-from  the moorings are the fund's alone
# An undo takes the answer back and brings the former one; a day before there was none.
$ mpt undo
Took back entry 6 (2024-07-07, tester: duplicates kelp-lines kelp-breakers --verdict distinct --re…): 1 record removed, 1 record brought back.
`mpt undo 7` brings it back.
$ mpt list links project=kelp-lines --fields relation,reason
relation      reason
duplicate-of  the fund reports what the council pays
$ mpt undo
Took back entry 5 (2024-07-07, tester: edit-project kelp-breakers --summary 'Twelve lines of sugar…): 1 field as before.
`mpt undo 8` brings it back.
$ mpt duplicates kelp-lines | grep said
  same  kelp-lines and kelp-breakers: same, said by tester on 7 July 2024: the
$ mpt duplicates kelp-lines --as-of 1 | grep -c said
0
[exit 1]
# What is being added: named, and refused where a script asks for it.
$ mpt add-project "Eel ladders of brushwood at mill weirs" --starts 2024
Is it one of these?  eel-ladders, "Eel ladders of brushwood at old mill weirs" (0.75 renewal: titles agree to 90 %)
                     eel-ladders-2, "Eel ladders of brushwood at old mill weirs" (0.75 renewal: titles agree to 90 %)
Added project eel-ladders-of-brushwood-at-mill-weirs.
$ mpt add-project "Eel ladders made of brushwood at old mill weirs" --fail-on duplicate
Is it one of these?  eel-ladders, "Eel ladders of brushwood at old mill weirs" (0.73 same: titles agree to 88 %)
                     eel-ladders-2, "Eel ladders of brushwood at old mill weirs" (0.73 same: titles agree to 88 %)
                     eel-ladders-of-brushwood-at-mill-weirs, "Eel ladders of brushwood at mill weirs" (titles agree to 78 %)
Not added.
[exit 1]
$ mpt list projects --search ladders --fields code
code
eel-ladders-of-brushwood-at-mill-weirs
eel-ladders
eel-ladders-2
$ mpt add-mission "Eels" --fail-on duplicate
mpt: --fail-on duplicate is for projects
[exit 2]
# A list held against the portfolio and within itself, by a map; nothing is stored.
$ cp "$TESTS"/data/duplicates/* .
$ mpt duplicates --against applications.csv --map nsf-awards
NSF awards (award search, CSV): CSV with ',', quoted with ", header in line 1, UTF-8
DUPLICATES  applications.csv against the portfolio             as of 7 July 2024
  3 pairs among 4 records and 17 projects: 1 co-funded, 2 renewal.

1.00  co-funded  (group 1)
  A        line 3: Sound maps of harbour porpoises around fish farms
  B        line 4: Around fish farms: maps of the sound of harbour porpoises
  for      the same title
           the texts agree to 100 % by weighted terms: farms, net, forty,
           porpoises, around, feed
           100 % of the shorter text stands word for word in the other:
           "Porpoises click, and the clicks tell where they feed. Recorders on
           the moorings of forty fish farms…"
  against  different organisations
           different outside ids

1.00  renewal  (group 2, of 2 pairs)
  A        kelp-lines: Kelp lines as wave breakers for small harbours
  B        line 2: Kelp lines that break waves outside small harbours
  for      titles agree to 89 %
           75 % of the shorter text stands word for word in the other: "small
           harbours, measures wave height on both sides through two winters, and
           works out how many line…"
           the texts agree to 82 % by weighted terms: wave, measures, height,
           sides, reach, anchored
  against  different places
           2021-03-01 to 2023-12-31 and 2024-03-01 to 2026-12-31, one after the
           other
  also     0.99 renewal: kelp-breakers and line 2

  Side by side: mpt duplicates A B. To answer: mpt duplicates A B --verdict
  distinct|same|co-funded|renewal|... --reason TEXT
$ mpt duplicates --against applications.csv --format csv 2>/dev/null | cut -d, -f1-2,4
score,kind,a
1.000,co-funded,line 3
0.999,renewal,kelp-lines
0.994,renewal,kelp-breakers
$ mpt duplicates --against applications.csv --fail-on duplicate --quiet >/dev/null
[exit 1]
$ mpt duplicates --against portfolio.json
mpt: portfolio.json is a bundle of ours; --against takes what mpt import reads through a map
[exit 3]
$ mpt duplicates kelp-lines --against applications.csv
mpt: --against holds a list against all projects; name none
[exit 2]
$ mpt duplicates --against missing.csv
mpt: missing.csv cannot be read: No such file or directory
[exit 3]
$ mpt list projects --format csv | wc -l
19
# The same list imported: nothing of it is stored when likely duplicates are not wanted.
$ mpt import applications.csv --fail-on duplicate
NSF awards (award search, CSV): CSV with ',', quoted with ", header in line 1, UTF-8
1.00 co-funded sound-maps-of-harbour-porpoises-around, "Sound maps of harbour porpoises around fish farms"
               around-fish-farms-maps-of-the-sound-of, "Around fish farms: maps of the sound of harbour porpoises"
1.00 renewal   kelp-lines, "Kelp lines as wave breakers for small harbours"
               kelp-lines-that-break-waves-outside, "Kelp lines that break waves outside small harbours"
0.99 renewal   kelp-breakers, "Wave breakers of kelp lines at small harbours"
               kelp-lines-that-break-waves-outside, "Kelp lines that break waves outside small harbours"
3 likely duplicates: mpt duplicates
Read 4 from applications.csv: 4 new, 0 changed, 0 unchanged, 0 refused (map nsf-awards).
Added: 1 vocabulary, 1 stakeholder, 4 projects, 4 participations, 4 fundings.
Nothing was stored: --fail-on duplicate was asked for.
[exit 1]
$ mpt list projects --format csv | wc -l
19
$ mpt import applications.csv
NSF awards (award search, CSV): CSV with ',', quoted with ", header in line 1, UTF-8
Read 4 from applications.csv: 4 new, 0 changed, 0 unchanged, 0 refused (map nsf-awards).
Added: 1 vocabulary, 1 stakeholder, 4 projects, 4 participations, 4 fundings.
1.00 co-funded sound-maps-of-harbour-porpoises-around, "Sound maps of harbour porpoises around fish farms"
               around-fish-farms-maps-of-the-sound-of, "Around fish farms: maps of the sound of harbour porpoises"
1.00 renewal   kelp-lines, "Kelp lines as wave breakers for small harbours"
               kelp-lines-that-break-waves-outside, "Kelp lines that break waves outside small harbours"
0.99 renewal   kelp-breakers, "Wave breakers of kelp lines at small harbours"
               kelp-lines-that-break-waves-outside, "Kelp lines that break waves outside small harbours"
3 likely duplicates: mpt duplicates
# Side by side, money is summed up over the years.
$ for year in 2018 2020 2019; do mpt add-funding --project oyster-reef-trial --giver sea-council --receiver harbour-institute --amount "NOK 1m" --year $year --stage committed --quiet; done
oyster-reef-trial.sea-council.committed.2018
oyster-reef-trial.sea-council.committed.2020
oyster-reef-trial.sea-council.committed.2019
$ mpt add-funding --project oyster-reef-trial --amount "NOK 500000" --stage spent --quiet
oyster-reef-trial.spent
$ mpt duplicates oyster-reef-trial oyster-reef-full | sed -n '/^  money/,/^TEXTS/p'
  money          A NOK 3m committed from Sea Research Council to Harbour
                 Research Institute, 2018 to 2020
                 A NOK 500 000 spent

TEXTS  >>what both have word for word<<
# What people say stands, however little the two have in common; when a text changes, they are asked again.
$ mpt add-project "Moon dials" --summary "Dials for beaches, set by public data." --quiet
moon-dials
$ mpt add-project "Sand counting" --summary "Volunteers weigh what storms take away." --quiet
sand-counting
$ mpt duplicates moon-dials sand-counting --verdict same --reason "one contract, two annexes"
Kept: moon-dials duplicate-of sand-counting (same). The pair is asked again when a text of theirs changes.
$ mpt duplicates moon-dials
DUPLICATES  of moon-dials                                      as of 7 July 2024
  No pair among 23 records is likely and not answered.

ANSWERED
  same  moon-dials and sand-counting: same, said by tester on 7 July 2024: one
        contract, two annexes
$ mpt duplicates moon-dials --format csv --min-score 0.9
score,kind,group,a,a_title,b,b_title,a_outside_id,b_outside_id,counted_twice,why,verdict,verdict_by,verdict_on,verdict_reason,verdict_outdated
0.950,same,1,moon-dials,Moon dials,sand-counting,Sand counting,,,,As was said of them.,same,tester,2024-07-07,"one contract, two annexes",no
$ mpt edit-project sand-counting --summary "Volunteers weigh the sand that storms take away." --quiet
$ mpt duplicates moon-dials
DUPLICATES  of moon-dials                                      as of 7 July 2024
  1 pair among 23 records: 1 same.

0.00  same
  A     moon-dials: Moon dials
  B     sand-counting: Sand counting
  said  same, said by tester on 7 July 2024: one contract, two annexes (a text
        has changed since, so it is asked again)

  Side by side: mpt duplicates A B. To answer: mpt duplicates A B --verdict
  distinct|same|co-funded|renewal|... --reason TEXT
$ mpt duplicates moon-dials --min-score 0.9
DUPLICATES  of moon-dials                                      as of 7 July 2024
  No pair among 23 records is likely and not answered.
$ mpt duplicates moon-dials --format csv
score,kind,group,a,a_title,b,b_title,a_outside_id,b_outside_id,counted_twice,why,verdict,verdict_by,verdict_on,verdict_reason,verdict_outdated
0.000,same,,moon-dials,Moon dials,sand-counting,Sand counting,,,,As was said of them before a text changed. By what they hold now they are little alike.,same,tester,2024-07-07,"one contract, two annexes",yes
# Two that have nothing in common are called nothing, and no merge is proposed.
$ mpt duplicates moon-dials sand-counting | sed -n '5,8p; /To answer/,$p'
0.00  hardly alike
  verdict  Too little agrees to list them (below 0.50).
  against  titles agree to 0 %
           the texts agree to 0 % by weighted terms
  To answer: mpt duplicates moon-dials sand-counting --verdict V --reason TEXT,
  where V is one of distinct, same, co-funded, renewal, overlap, boilerplate,
  competing, follow-on.
# What is asked for in vain is said: a script would take the silence for "none is open".
$ mpt duplicates kelp-lines kelp-breakers --fail-on duplicate
mpt: --fail-on is for pairs that are found, not for two that are named
[exit 2]
$ mpt duplicates kelp-lines kelp-breakers --min-score 0.9
mpt: --min-score is for pairs that are found, not for two that are named
[exit 2]
$ mpt duplicates kelp-lines --encoding latin1
mpt: --encoding is for a list: --against FILE
[exit 2]
$ mpt link --help | sed -n 3,4p
Relations: duplicate-of, co-funded-with, renews, overlaps, shares-wording, complements, competes-with,
follows, parallel-to, part-of, aligned-with, distinct-from.
# Nothing of this leaves the house.
$ mpt duplicates --profile public
mpt: duplicates is about the file as it is; --profile is for reading records
[exit 2]
