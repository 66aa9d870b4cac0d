# Organisations by whatever they are called: on import, there twice, and one of two.
$ mpt init
Made p.mpt.
$ mpt import "$TESTS"/data/names/first.csv --map "$TESTS"/data/names/map.sql --quiet
$ mpt import "$TESTS"/data/names/second.csv --map "$TESTS"/data/names/map.sql --verbose 2>&1 | grep -v second.csv
Projects and who does them: CSV with ';', quoted with ", header in line 1, UTF-8
"SINTEF A/S" is taken for sintef
"Dept. of Physics, University of Oslo" is a part of university-of-oslo
"SINTEF Energy" is like sintef, and taken for another
Added: 1 stakeholder, 4 projects, 4 participations.
2 organisation names are written otherwise here; --verbose says whose they are.
1 organisation name resembles one that is there: mpt duplicates --of stakeholders
2 records that came in before by the ids names:... are not in this; nothing of theirs was changed.
$ mpt list stakeholders --fields code,title,alias
code                title               alias
sintef              SINTEF              SINTEF A/S
sintef-energy       SINTEF Energy
university-of-oslo  University of Oslo
$ mpt list participations --fields stakeholder,project,responsibility
stakeholder         project        responsibility
sintef-energy       wind-power
sintef              sun-power
sintef              tidal-power
sintef              wave-power
university-of-oslo  green-steel
university-of-oslo  ice-and-steel  Dept. of Physics, University of Oslo
# What is only alike stays, and is shown with what speaks for and against.
$ mpt add-stakeholder "Universitetet i Oslo (UiO)" --country NO --quiet
universitetet-i-oslo-uio
$ mpt add-stakeholder "Institute of Physics, University of Oslo" --quiet
institute-of-physics-university-of-oslo
$ mpt duplicates --of stakeholders
DUPLICATES  stakeholders
  0.95 same  university-of-oslo and universitetet-i-oslo-uio
             "University of Oslo" and "Universitetet i Oslo (UiO)" are one name,
             written in two ways
             Do: mpt merge university-of-oslo universitetet-i-oslo-uio, or mpt
             link university-of-oslo distinct-from universitetet-i-oslo-uio
  0.92 unit  university-of-oslo and institute-of-physics-university-of-oslo
             "Institute of Physics, University of Oslo" is a part of "University
             of Oslo"
             Do: mpt edit-stakeholder institute-of-physics-university-of-oslo
             --part-of university-of-oslo
  0.90 unit  universitetet-i-oslo-uio and
             institute-of-physics-university-of-oslo
             "Institute of Physics, University of Oslo" is a part of
             "Universitetet i Oslo (UiO)"
             Do: mpt edit-stakeholder institute-of-physics-university-of-oslo
             --part-of universitetet-i-oslo-uio
  3 pairs among 5 organisations.
$ mpt duplicates --of stakeholders sintef sintef-energy
DUPLICATES  sintef and sintef-energy
  0.39 same  sintef and sintef-energy
             "SINTEF" and "SINTEF Energy" are alike (71 %)
             Do: mpt merge sintef sintef-energy, or mpt link sintef
             distinct-from sintef-energy
  1 pair among 5 organisations.
$ mpt duplicates --of stakeholders --format csv
score,kind,a,a_title,b,b_title,why,verdict
0.950,same,university-of-oslo,University of Oslo,universitetet-i-oslo-uio,Universitetet i Oslo (UiO),"""University of Oslo"" and ""Universitetet i Oslo (UiO)"" are one name, written in two ways",
0.919,unit,university-of-oslo,University of Oslo,institute-of-physics-university-of-oslo,"Institute of Physics, University of Oslo","""Institute of Physics, University of Oslo"" is a part of ""University of Oslo""",
0.903,unit,universitetet-i-oslo-uio,Universitetet i Oslo (UiO),institute-of-physics-university-of-oslo,"Institute of Physics, University of Oslo","""Institute of Physics, University of Oslo"" is a part of ""Universitetet i Oslo (UiO)""",
$ mpt duplicates --of stakeholders institute --format json
{
  "schema": "mpt.duplicates/1",
  "as_of": "2024-07-07",
  "of": "stakeholders",
  "compared": 5,
  "pairs": [
    {
      "a": {
        "code": "university-of-oslo",
        "title": "University of Oslo",
        "outside_id": null
      },
      "b": {
        "code": "institute-of-physics-university-of-oslo",
        "title": "Institute of Physics, University of Oslo",
        "outside_id": null
      },
      "score": 0.919,
      "kind": "unit",
      "reasons": [
        {
          "signal": "unit",
          "value": 0.85,
          "against": false,
          "says": "\"Institute of Physics, University of Oslo\" is a part of \"University of Oslo\""
        }
      ],
      "verdict": null
    },
    {
      "a": {
        "code": "universitetet-i-oslo-uio",
        "title": "Universitetet i Oslo (UiO)",
        "outside_id": null
      },
      "b": {
        "code": "institute-of-physics-university-of-oslo",
        "title": "Institute of Physics, University of Oslo",
        "outside_id": null
      },
      "score": 0.903,
      "kind": "unit",
      "reasons": [
        {
          "signal": "unit",
          "value": 0.42379182156133827,
          "against": false,
          "says": "\"Institute of Physics, University of Oslo\" is a part of \"Universitetet i Oslo (UiO)\""
        }
      ],
      "verdict": null
    }
  ]
}
# A unit is a part, the other is the same.
$ mpt edit-stakeholder institute --part-of university-of-oslo --quiet
$ mpt merge university-of-oslo universitetet-i-oslo-uio --quiet
$ mpt duplicates --of stakeholders sintef sintef-energy --verdict distinct --reason "a daughter"
Kept: sintef distinct-from sintef-energy (distinct).
$ mpt duplicates --of stakeholders
DUPLICATES  stakeholders
  None of 4 organisations is there twice.
$ mpt duplicates --of stakeholders sintef sintef-energy
DUPLICATES  sintef and sintef-energy
  No pair among 4 organisations is likely and not answered.

ANSWERED
  0.39 same  sintef and sintef-energy
             "SINTEF" and "SINTEF Energy" are alike (71 %)
             distinct, said by tester on 7 July 2024: a daughter
$ mpt duplicates --of missions
mpt: --of 'missions' is neither projects nor stakeholders
[exit 2]
$ mpt duplicates --of stakeholders sintef sintef
mpt: sintef is one stakeholder; name two
[exit 3]
# An answer takes the place of the one before, whichever of the two is named first, and is taken back as one.
$ mpt duplicates --of stakeholders sintef-energy sintef --verdict same --reason "sold as one"
Kept: sintef-energy duplicate-of sintef (same).
$ mpt duplicates --of stakeholders sintef sintef-energy --verdict distinct --reason "a daughter after all"
Kept: sintef distinct-from sintef-energy (distinct).
$ mpt list links --fields code,reason
code                                reason
sintef.distinct-from.sintef-energy  a daughter after all
$ mpt undo
Took back entry 9 (2024-07-07, tester: duplicates --of stakeholders sintef sintef-energy --verdict…): 1 record removed, 1 record brought back.
`mpt undo 10` brings it back.
$ mpt list links --fields code,reason
code                               reason
sintef-energy.duplicate-of.sintef  sold as one
# What was answered is not asked again, and stands behind what was not.
$ mpt add-stakeholder "SINTEF Energy AS" --quiet
sintef-energy-as
$ mpt duplicates --of stakeholders sintef-energy --min-score 0.3
DUPLICATES  of sintef-energy
  0.95 same  sintef-energy and sintef-energy-as
             "SINTEF Energy" and "SINTEF Energy AS" are one name, written in two
             ways
             Do: mpt merge sintef-energy sintef-energy-as, or mpt link
             sintef-energy distinct-from sintef-energy-as
  1 pair among 5 organisations.

ANSWERED
  0.39 same  sintef and sintef-energy
             "SINTEF" and "SINTEF Energy" are alike (71 %)
             same, said by tester on 7 July 2024: sold as one. Do: mpt merge
             sintef sintef-energy
$ mpt duplicates --of stakeholders sintef-energy sintef-energy-as --verdict distinct --reason "two firms" --quiet
$ mpt duplicates --of stakeholders
DUPLICATES  stakeholders
  No pair among 5 organisations is likely and not answered.

ANSWERED
  0.95 same  sintef-energy and sintef-energy-as
             "SINTEF Energy" and "SINTEF Energy AS" are one name, written in two
             ways
             distinct, said by tester on 7 July 2024: two firms
# Persons and groups are not compared.
$ mpt add-stakeholder "Kari Dahl" --form person --quiet
kari-dahl
$ mpt duplicates --of stakeholders kari
mpt: kari-dahl is a person; only organisations are compared
[exit 3]
$ mpt duplicates --of stakeholders kari sintef --verdict same --reason x
mpt: kari-dahl is a person; only organisations are compared
[exit 3]
$ mpt duplicates --of stakeholders sintef sintef-energy --verdict renewal --reason x
mpt: --verdict 'renewal': two organisations are distinct, or the same
[exit 2]
$ mpt duplicates --of stakeholders sintef --verdict same --reason x
mpt: a verdict is on two and says why: mpt duplicates --of stakeholders A B --verdict same --reason TEXT
[exit 2]
