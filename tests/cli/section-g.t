# What must be found when only what the source texts state is loaded, and what must not.
$ mpt init --seed=texts --quiet
# Missions without a target: the four Danish ones and the two of Vietnam. The Norwegian ones are not live in the texts.
$ mpt list missions status=launched --fields code
code
agrifood-exports
agrifoodture
ccus
da-nang
drought
future-protein
green-fuels
hydrogen
plastics-vietnam
trace
$ mpt gaps --rule mission-without-target
GAPS  all portfolios                                           as of 7 July 2024
  6 critical, 0 warnings, 0 info, in 1 line; 0 hidden by another, 0 accepted

  critical  6 live missions have no agreed target: agriculture/food; carbon
            capture; Da Nang circular economy efforts; PTX and 2 more. Nobody
            can say whether they succeed.               [mission-without-target]
            Do: agree one outcome target (metric, direction, unit, baseline,
            value, date), or set the mission back to candidate.

  Explain a line: mpt explain ID
$ mpt gaps --rule mission-without-target --all --format json | grep '"id"'
      "id": "mission-without-target:agrifoodture",
      "id": "mission-without-target:ccus",
      "id": "mission-without-target:da-nang",
      "id": "mission-without-target:green-fuels",
      "id": "mission-without-target:plastics-vietnam",
      "id": "mission-without-target:trace",
# Each of the four targets lacks something, and each says what.
$ mpt gaps --rule target-incomplete
GAPS  all portfolios                                           as of 7 July 2024
  0 critical, 4 warnings, 0 info; 0 hidden by another, 0 accepted

  warning  The target "Reduce negative impacts of drought by 30% by 2030
           (measured as the reduction: more is better)" has no baseline or
           source of data. Its progress cannot be computed.
                                              [target-incomplete:drought-impact]
           Do: fill the named fields; if there are no data, name who measures
           the baseline and by when.
  warning  The target "Increase the value of Australian food exports by $10
           billion by 2030" has no currency, baseline or source of data. Its
           progress cannot be computed.         [target-incomplete:food-exports]
  warning  The target "Hydrogen at $2 per kilo" has no currency, baseline, due
           date or source of data. Its progress cannot be computed.
                                               [target-incomplete:hydrogen-cost]
  warning  The target "Grow Australia's protein industry by $10 billion by 2025"
           has no currency, baseline or source of data. Its progress cannot be
           computed.                          [target-incomplete:protein-growth]

  Explain a line: mpt explain ID
# No names in the texts: every live mission lacks an owner, in one line.
$ mpt gaps --rule mission-without-owner
GAPS  all portfolios                                           as of 7 July 2024
  10 critical, 0 warnings, 0 info, in 1 line; 0 hidden by another, 0 accepted

  critical  10 live missions have no owner: Trusted Agri-foods Mission;
            agriculture/food; carbon capture; Da Nang circular economy efforts
            and 6 more. Decisions have nobody to go to.  [mission-without-owner]
            Do: name an interim owner today; set the governing body's next
            meeting.

  Explain a line: mpt explain ID
$ mpt gaps --rule mission-without-owner --all --format json | grep '"id"'
      "id": "mission-without-owner:agrifood-exports",
      "id": "mission-without-owner:agrifoodture",
      "id": "mission-without-owner:ccus",
      "id": "mission-without-owner:da-nang",
      "id": "mission-without-owner:drought",
      "id": "mission-without-owner:future-protein",
      "id": "mission-without-owner:green-fuels",
      "id": "mission-without-owner:hydrogen",
      "id": "mission-without-owner:plastics-vietnam",
      "id": "mission-without-owner:trace",
# Ten billion twice, of different missions: never the same thing. Nothing else looks alike either.
$ mpt gaps --rule possible-duplicate | grep gaps
  No gaps found.
# No measurement, no money by source, no roadmap, no dated decision: silence, not guesses.
$ mpt gaps --rule target-off-track | grep gaps
  No gaps found.
$ mpt gaps --rule measurement-stale | grep gaps
  No gaps found.
$ mpt gaps --rule funding-cliff | grep gaps
  No gaps found.
$ mpt gaps --rule roadmap-step-overdue | grep gaps
  No gaps found.
$ mpt gaps --rule orphan-project | grep gaps
  No gaps found.
$ mpt gaps --rule decision-overdue | grep gaps
  No gaps found.
# That is all of it.
$ mpt gaps --all --format json | grep '"rule"' | sort | uniq -c | sed 's/^ *//'
10       "rule": "mission-without-owner",
6       "rule": "mission-without-target",
4       "rule": "target-incomplete",
$ mpt gaps --fail-on info >/dev/null
[exit 1]
# The Norwegian missions set live: three more without a target and without an owner.
$ mpt edit-mission pilot-e --status launched
Changed mission pilot-e.
  status: (empty) -> launched
$ mpt edit-mission pilot-health --status launched
Changed mission pilot-health.
  status: candidate -> launched
$ mpt edit-mission oil-gas-transition --status launched
Changed mission oil-gas-transition.
  status: candidate -> launched
$ mpt gaps --rule mission-without-target --all --format json | grep '"id"'
      "id": "mission-without-target:agrifoodture",
      "id": "mission-without-target:ccus",
      "id": "mission-without-target:da-nang",
      "id": "mission-without-target:green-fuels",
      "id": "mission-without-target:oil-gas-transition",
      "id": "mission-without-target:pilot-e",
      "id": "mission-without-target:pilot-health",
      "id": "mission-without-target:plastics-vietnam",
      "id": "mission-without-target:trace",
$ mpt gaps --rule mission-without-owner --all --format json | grep -c '"id"'
13
# The due year of the protein target, corrected; it stays incomplete, and the history says what it was.
$ mpt edit-target protein-growth --due 2030 --title "AUD 10 bn more protein products by 2030" --currency AUD
Changed target protein-growth.
  title: Grow Australia's protein industry by $10 billion by 2025 -> AUD 10 bn more protein products by 2030
  currency: (empty) -> AUD
  due: 2025 -> 2030
$ mpt gaps --mission future-protein
GAPS  mission future-protein                                   as of 7 July 2024
  1 critical, 1 warning, 0 info; 0 hidden by another, 0 accepted

  critical  Future Protein Mission has no owner. Decisions have nobody to go to.
                                          [mission-without-owner:future-protein]
            Do: name an interim owner today; set the governing body's next
            meeting.
  warning   The target "AUD 10 bn more protein products by 2030" has no baseline
            or source of data. Its progress cannot be computed.
                                              [target-incomplete:protein-growth]
            Do: fill the named fields; if there are no data, name who measures
            the baseline and by when.

  Explain a line: mpt explain ID
$ mpt history protein-growth | sed 's/  20[0-9-]* [0-9:]*  /  TIME  /'
HISTORY  target protein-growth
5  TIME  tester: edit-target protein-growth --due 2030 --title 'A…
  target protein-growth: title Grow Australia's protein industry by $10 billion
  by 2025 -> AUD 10 bn more protein products by 2030
  target protein-growth: currency (empty) -> AUD
  target protein-growth: due 2025 -> 2030

1  TIME  tester: init --seed=texts --quiet (seeds/texts/)
  target protein-growth "Grow Australia's protein industry by $10 billion by
  2025" added
$ mpt gaps --rule possible-duplicate | grep gaps
  No gaps found.
# A finding goes when what it asks for is there.
$ mpt edit-target protein-growth --baseline 0 --baseline-on 2021 --data-source "yearly survey"
Changed target protein-growth.
  baseline: (empty) -> 0
  baseline_on: (empty) -> 2021
  data_source: (empty) -> yearly survey
$ mpt edit-mission future-protein --owner "A. Person" --governing-body "Missions Board" --governing-body-met-on 2024-05-30
Changed mission future-protein.
  owner: (empty) -> A. Person
  governing_body: (empty) -> Missions Board
  governing_body_met_on: (empty) -> 2024-05-30
$ mpt gaps --mission future-protein
GAPS  mission future-protein                                   as of 7 July 2024
  0 critical, 1 warning, 0 info; 0 hidden by another, 0 accepted

  warning  AUD 10 bn more protein products by 2030 was last measured 30 months
           ago. The progress shown in reports is not current.
                                              [measurement-stale:protein-growth]
           Do: enter the value (`mpt measure`), or name the source and date of
           the next one.

  Explain a line: mpt explain ID
$ mpt doctor
p.mpt is healthy.
