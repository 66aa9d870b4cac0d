# What imports put into a mission as its page, gaps and review tell it: applications are no projects, what was refused is
# no money that may come, and the part of a whole is not counted beside it.
$ mpt init --quiet
$ mpt add-mission "Clean coast" --status launched --owner Anna --launched 2020
Added mission clean-coast.
$ mpt import "$TESTS/data/maps/rcn-applications.csv" "$TESTS/data/maps/rcn-eu-grants.csv" --mission clean-coast --quiet
$ mpt report --mission clean-coast
MISSION  Clean coast                                           as of 7 July 2024
  Owner      Anna
  Board      none named
  Status     launched
  Challenge  none linked
  Horizon    2020 to end not known

  No statement of the mission is recorded.

TARGET
  No target is recorded. Nobody can say whether the mission succeeds.

JUDGED
  Nobody has judged its delivery yet.

DECISIONS NEEDED
  None.

ROADMAP
  No roadmap step is recorded.

PORTFOLIO
  projects      active 2, finished 2
  applications  rejected 1, applied 2
  stage         not stated 2
  instrument    supply 1, not stated 1

MONEY
  NOK        committed NOK 17.25m; spent not recorded; applied NOK 3m
  by source  public-grant NOK 17.25m
  lasts      committed money lasts until 2025
  EUR        committed EUR 2.13m; spent not recorded
  by source  public-grant EUR 2.13m
  lasts      committed money lasts until 31 Dec 2024

PARTNERS
  No partner is recorded.

FINDINGS
  critical  Clean coast has been running 1284 days and has no agreed target.
            Nobody can say whether it succeeds.
                                            [mission-without-target:clean-coast]
  warning   Fuel cells for ferries that cross fjords (EUR 1.5m) serves no target
            and no roadmap step. It is a project, not part of the mission.
                       [orphan-project:fuel-cells-for-ferries-that-cross-fjords]
  warning   Hjerter i kulde (NOK 8m) serves no target and no roadmap step. It is
            a project, not part of the mission.
                                                [orphan-project:hjerter-i-kulde]
  warning   Clean coast has no governing body. Decisions have nobody to go to.
                                             [mission-without-owner:clean-coast]

LEARNING
  learnt      nothing recorded
  evaluation  none done, none planned

  Where each number comes from: mpt report --mission clean-coast --sources
$ mpt import "$TESTS/data/maps/cordis-project.csv" --mission clean-coast --quiet
$ mpt report --mission clean-coast --format json | grep -A 3 '"currency": "EUR"\|"projects"'
  "projects": {
    "status": {
      "active": 2,
      "finished": 3,
--
      "currency": "EUR",
      "plan": null,
      "planned": 0,
      "applied": 0,
--
          "label": "projects",
          "text": "active 2, finished 3, stopped 1"
        },
        {
$ mpt list fundings giver=european-commission --fields project,receiver,whole,amount,ends
project                                   receiver              whole       amount  ends
a-valve-nobody-bought                                           yes     EUR 50 000  2019-05-31
fuel-cells-for-ferries-that-cross-fjords  nordfjord-verft-as              EUR 1.5m  2024-12-31
fuel-cells-for-ferries-that-cross-fjords                        yes       EUR 4.2m  2024-12-31
moss-a-study                              enkeltforsker-hansen         EUR 626 200  2021-08-31
wings-of-salt-marsh-birds                                       yes    EUR 191 852  2021-02-28
$ mpt gaps --mission clean-coast
GAPS  mission clean-coast                                      as of 7 July 2024
  1 critical, 3 warnings, 0 info; 0 hidden by another, 0 accepted

  critical  Clean coast has been running 1284 days and has no agreed target.
            Nobody can say whether it succeeds.
                                            [mission-without-target:clean-coast]
            Do: agree one outcome target (metric, direction, unit, baseline,
            value, date), or set the mission back to candidate.
  warning   Fuel cells for ferries that cross fjords (EUR 4.2m) serves no target
            and no roadmap step. It is a project, not part of the mission.
                       [orphan-project:fuel-cells-for-ferries-that-cross-fjords]
            Do: link it, move it, or stop it.
  warning   Hjerter i kulde (NOK 8m) serves no target and no roadmap step. It is
            a project, not part of the mission.
                                                [orphan-project:hjerter-i-kulde]
  warning   Clean coast has no governing body. Decisions have nobody to go to.
                                             [mission-without-owner:clean-coast]
            Do: name an interim owner today; set the governing body's next
            meeting.

  Explain a line: mpt explain ID
$ mpt calendar --mission clean-coast | grep SUMMARY
2 dates known only to the year, left out since a day would be invented: funding:batterier-i-ferger-som-aldri-sover.research-council-of-norway.committed, funding:hjerter-i-kulde.research-council-of-norway.committed
SUMMARY:Committed money ends: EUR 4.2m\, Fuel cells for ferries that cross 
# What was rejected is not looked at for being done twice; what is applied for is.
$ mpt add-project "Hvorfor søvn teller for skift" --status running --mission clean-coast
Is it one of these?  hvorfor-sovn-teller-for-skift, "Hvorfor søvn teller for skift" (0.85 same: the same title)
Added project hvorfor-sovn-teller-for-skift-2.
$ mpt gaps --rule possible-duplicate
GAPS  all portfolios                                           as of 7 July 2024
  0 critical, 0 warnings, 0 info; 0 hidden by another, 0 accepted

  No gaps found.

$ mpt edit-project hvorfor-sovn-teller-for-skift --status applied --quiet
$ mpt gaps --rule possible-duplicate
GAPS  all portfolios                                           as of 7 July 2024
  0 critical, 1 warning, 0 info; 0 hidden by another, 0 accepted

  warning  Hvorfor søvn teller for skift looks like Hvorfor søvn teller for
           skift: the same title. If they are one, its money counts twice in
           every total.
 [possible-duplicate:hvorfor-sovn-teller-for-skift+hvorfor-sovn-teller-for-skift-2]
           Do: say what they are (`mpt duplicates A B --verdict
           same|distinct|competing|...`); the answer is kept.

  Explain a line: mpt explain ID
$ mpt edit-project hvorfor-sovn-teller-for-skift --status rejected --quiet
$ mpt gaps --rule possible-duplicate
GAPS  all portfolios                                           as of 7 July 2024
  0 critical, 0 warnings, 0 info; 0 hidden by another, 0 accepted

  No gaps found.

# The whole taken away, its part counts again.
$ mpt remove-funding fuel-cells-for-ferries-that-cross-fjords.european-commission.committed-2 --quiet
$ mpt list projects code=fuel-cells-for-ferries-that-cross-fjords --fields code,committed
code                                      committed
fuel-cells-for-ferries-that-cross-fjords   EUR 1.5m
$ mpt undo --quiet
$ mpt list projects code=fuel-cells-for-ferries-that-cross-fjords --fields code,committed
code                                      committed
fuel-cells-for-ferries-that-cross-fjords   EUR 4.2m
