# What is agreed in a meeting: decide, accept, action, learn, rate. Each is one entry of the history.
$ mpt init --demo --quiet
# A decision is taken; what waited for it is named, and no finding speaks of it any more.
$ mpt decide d-31 --outcome Gladstone --reason "the port has signed" --kind start --legal-ground "Offshore Act s. 12"
Decided: Choose the 10 MW demonstration site: Gladstone. Money no longer on hold: AUD 6.2m. Steps no longer held up: first-hydrogen. Projects that can go on: port-plant.
$ mpt list decisions status=taken taken_on=2024-07-07 --fields code,decision_kind,outcome,reason,legal_ground
code      decision_kind  outcome    reason               legal_ground
d-31 (e)  start          Gladstone  the port has signed  Offshore Act s. 12
(e) marks an invented example record.
$ mpt gaps --rule decision-overdue --mission hydrogen | sed -n 2p
  0 critical, 0 warnings, 0 info; 0 hidden by another, 0 accepted
$ mpt history --limit 1 | sed 's/ ..:..  /  /'
HISTORY
6  2024-07-07  tester: decide d-31 --outcome Gladstone --reason 'the po…
  decision d-31: status needed -> taken
  decision d-31: taken_on (empty) -> 2024-07-07
  decision d-31: outcome (empty) -> Gladstone
  decision d-31: reason (empty) -> the port has signed
  decision d-31: legal_ground (empty) -> Offshore Act s. 12

  Older entries: --all, or --limit N.
# Taken is taken, unless somebody says that it is taken anew.
$ mpt decide d-31 --outcome Newcastle
mpt: d-31 was taken on 7 July 2024 already; `mpt edit-decision d-31` corrects it, `mpt undo ENTRY` takes it back (`mpt history d-31` shows the entry), --outcome TEXT --again takes it anew
[exit 3]
$ mpt decide d-31 --due 2024-09-01 --reason "not yet"
mpt: d-31 was taken on 7 July 2024 already; `mpt edit-decision d-31` corrects it, `mpt undo ENTRY` takes it back (`mpt history d-31` shows the entry), --outcome TEXT --again takes it anew
[exit 3]
$ mpt decide d-31 --outcome Newcastle. --again --on 2024-07-06
Decided: Choose the 10 MW demonstration site: Newcastle. Money no longer on hold: AUD 6.2m. Steps no longer held up: first-hydrogen. Projects that can go on: port-plant.
$ mpt list decisions code=d-31 --fields taken_on,outcome,reason
taken_on        outcome
2024-07-06 (e)  Newcastle.
(e) marks an invented example record.
# Delegated, re-dated, withdrawn: the first two still wait.
$ mpt decide dr-11 --delegate-to "the chair" --level team --due 2024-08-15
Delegated to the chair, level team: Extend the rain loans to two more districts. It still waits, due 15 August 2024.
$ mpt decide d-34 --due 2024-09-01 --reason "the hearing was moved"
Due 1 September 2024 rather than 18 July 2024: What to do about the hydrogen cost path.
$ mpt decide af-5 --withdraw --reason "the robots were sold"
Withdrawn: Go on with the weeding robots, pivot or stop. Money no longer on hold: DKK 20.5m.
$ mpt list decisions code~- status!=taken --fields code,status,due_on,level,delegated_to,reason
code                       status     due_on      level     delegated_to  reason
af-5 (e)                   withdrawn  2024-09-10  board                   the robots were sold
ax-2 (e)                   needed     2024-07-15  board
d-34 (e)                   needed     2024-09-01  board                   the hearing was moved
dr-11 (e)                  needed     2024-08-15  team      the chair
dr-12 (e)                  needed     2024-08-12  ministry
how-to-stop                needed
when-to-intervene          needed
which-demonstration-cases  needed
(e) marks an invented example record.
# One thing at a time, with what it needs.
$ mpt decide d-34
mpt: say what becomes of it: --outcome TEXT takes it, --delegate-to WHO asks somebody else to take it, --due DATE --reason TEXT gives it a new date, --withdraw --reason TEXT drops it
[exit 2]
$ mpt decide d-34 --outcome x --delegate-to y
mpt: --outcome takes it, --delegate-to asks somebody else to take it: one at a time
[exit 2]
$ mpt decide d-34 --outcome x --withdraw
mpt: --outcome takes it, --withdraw drops it: one at a time
[exit 2]
$ mpt decide d-34 --outcome x --due 2024-09-01
mpt: --due does not go with --outcome, which takes it; what goes with it: --reason, --on, --kind, --legal-ground, --again
[exit 2]
$ mpt decide d-34 --delegate-to x --reason y
mpt: --reason does not go with --delegate-to, which asks somebody else to take it; what goes with it: --level, --due
[exit 2]
$ mpt decide d-34 --outcome " "
mpt: --outcome is empty
[exit 2]
$ mpt decide d-34 --withdraw
mpt: say why it is no longer needed: --reason TEXT
[exit 2]
$ mpt decide d-34 --due 2024-09-02
mpt: say why the date moves: --reason TEXT
[exit 2]
$ mpt decide d-34 --due 2024-07-06 --reason x
mpt: --due: 2024-07-06 has passed; expected today, 2024-07-07, or a later day
[exit 3]
$ mpt decide d-34 --due soon --reason x
mpt: due_on: 'soon' is not allowed; expected date (2030, 2030-06 or 2030-06-30)
[exit 3]
$ mpt decide d-34 --outcome x --on 2024-07-08
mpt: --on: 2024-07-08 is still to come; expected today, 2024-07-07, or an earlier day
[exit 3]
$ mpt decide d-34 --outcome x --kind stopp
mpt: decision_kind: 'stopp' is not allowed; expected one of: start, continue, pivot, scale, pause, stop, change-target, accept-finding, other
[exit 3]
$ mpt decide d-3 --outcome x
mpt: more than one decision begins with 'd-3': d-31, d-33, d-34, d-35
[exit 3]
$ mpt decide no-such --outcome x
mpt: there is no decision 'no-such'; `mpt list decisions` shows all
[exit 3]
$ mpt decide --outcome x
mpt: something is missing: mpt decide DECISION --outcome TEXT | --delegate-to WHO | --due DATE | --withdraw
`mpt decide --help` says more
[exit 2]
# Nothing of that was stored.
$ mpt history --limit 1 | sed -n 's/ ..:..  /  /p'
10  2024-07-07  tester: decide af-5 --withdraw --reason 'the robots wer…
# A finding is accepted: counted, not listed, with the decision that says so.
$ mpt accept orphan-project:export-terminal --reason "kept as an option" --as "The board"
Accepted until 5 October 2024: Ammonia export terminal study, Spencer Gulf (AUD 1.6m) serves no target and no roadmap step. It is a project, not part of the mission. Recorded as decision accept-for-now-ammonia-export-terminal.
$ mpt gaps --mission hydrogen --rule orphan-project --severity warning | head -n 4
GAPS  mission hydrogen                                         as of 7 July 2024
  0 critical, 1 warning, 0 info; 0 hidden by another, 1 accepted

  warning  Liquefaction by magnetic cooling (AUD 900 000) serves no target and
$ mpt show acceptance:orphan-project:export-terminal
acceptance orphan-project:export-terminal
  finding                orphan-project:export-terminal
  reason                 kept as an option
  accepted_by            The board
  accepted_on            2024-07-07
  until                  2024-10-05
  severity               warning
  decision               accept-for-now-ammonia-export-terminal
$ mpt show decision:accept-for-now-ammonia-export-terminal
decision accept-for-now-ammonia-export-terminal
  title                  Accept for now: Ammonia export terminal study, Spencer Gulf (AUD 1.6m) serves no target and no roadmap step. It is …
  decision_kind          accept-finding
  status                 taken
  mission                hydrogen
  taken_on               2024-07-07
  outcome                Accepted until 5 October 2024: orphan-project:export-terminal
  reason                 kept as an option

Referred to by
  acceptance             1: orphan-project:export-terminal
# Back after its last day, gone from the list until then.
$ MPT_TODAY=2024-10-05 mpt gaps --rule orphan-project --severity warning | sed -n 2p
  0 critical, 1 warning, 0 info; 0 hidden by another, 1 accepted
$ MPT_TODAY=2024-10-06 mpt gaps --rule orphan-project --severity warning | sed -n 2p
  0 critical, 2 warnings, 0 info; 0 hidden by another, 0 accepted
# Accepted as a warning, and back when it is critical: 31 days past its date. (Undone first: the chair's new date.)
$ mpt undo 8 --quiet
$ mpt accept decision-overdue:dr-11 --reason "waits for the budget" --until 2024-12-31
Accepted until 31 December 2024: "Extend the rain loans to two more districts" has waited 10 days at board level since it was due on 27 June 2024. AUD 1.4m is on hold. Recorded as decision accept-for-now-extend-the-rain-loans-to.
$ mpt gaps --rule decision-overdue | sed -n 2p
  0 critical, 0 warnings, 0 info; 0 hidden by another, 1 accepted
$ MPT_TODAY=2024-07-27 mpt gaps --rule decision-overdue --mission drought | sed -n 2p
  0 critical, 0 warnings, 0 info; 0 hidden by another, 1 accepted
$ MPT_TODAY=2024-07-28 mpt gaps --rule decision-overdue --mission drought | sed -n 2p
  1 critical, 0 warnings, 0 info; 0 hidden by another, 0 accepted
# A line of many: an acceptance for each, one decision, one entry; undone at once.
$ mpt accept orphan-project:drought --reason "young projects" --until 2025-07-07
Accepted until 7 July 2025: 8 findings. 8 projects stand alone: Floodwater banked in aquifers (e); Seasonal outlook a farmer can bet on (e); Soil moisture from cosmic rays (e); Wheat that flowers around the heat (e) and 4 more. First: Floodwater banked in aquifers (AUD 6.2m) has no link to another project and shared no learning for a year. Recorded as decision accept-for-now-8-projects-stand-alone.
$ mpt gaps --rule orphan-project --mission drought | sed -n 2p
  0 critical, 0 warnings, 0 info; 0 hidden by another, 8 accepted
$ mpt history --limit 1 | sed 's/ ..:..  /  /'
HISTORY
14  2024-07-07  tester: accept orphan-project:drought --reason 'young p…
  1 decision added, 8 acceptances added:
  decision accept-for-now-8-projects-stand-alone "Accept for now: 8 projects
  stand alone: Floodwater banked i…" added
  acceptance orphan-project:aquifer-banking added
  acceptance orphan-project:seasonal-outlook added
  acceptance orphan-project:cosmic-probes added
  acceptance orphan-project:heat-dodging-wheat added
  acceptance orphan-project:dam-covers added
  acceptance orphan-project:saltbush-feed added
  acceptance orphan-project:neighbour-advice added
  and 1 more: mpt history 14

  Older entries: --all, or --limit N.
$ mpt undo
Took back entry 14 (2024-07-07, tester: accept orphan-project:drought --reason 'young projects' --u…): 9 records removed.
`mpt undo 15` brings it back.
$ mpt gaps --rule orphan-project --mission drought | sed -n 2p
  0 critical, 0 warnings, 8 info, in 1 line; 0 hidden by another, 0 accepted
# The line of one severity, and a line that is one only where nothing narrows the list.
$ mpt accept orphan-project:drought --reason x --severity warning
mpt: there is no finding 'orphan-project:drought' now; `mpt gaps` lists them
[exit 3]
$ mpt accept mission-without-target --portfolio innomissions --reason x
mpt: there is no finding 'mission-without-target' now; did you mean mission-without-target:ccus, mission-without-target:green-fuels or mission-without-target:trace?; `mpt gaps` lists them
[exit 3]
$ mpt accept mission-without-target --reason "agreed in autumn"
Accepted until 5 October 2024: 6 findings. 6 live missions have no agreed target: PILOT-E: accelerated missions (e); INNO-CCUS: capture, storage or use of CO2; MissionGreenFuels: green fuels (Power-to-X); TRACE: circular plastics and textiles and 2 more. Nobody can say whether they succeed. Recorded as decision accept-for-now-6-live-missions-have-no.
$ mpt accept mission-without-target --reason "agreed in autumn"
mpt: mission-without-target:pilot-e is accepted already, until 5 October 2024; `mpt list acceptances finding=mission-without-target:pilot-e` shows it
[exit 3]
# What cannot be accepted, and why.
$ mpt accept orphan-project:magnetic-cooling
mpt: say why it can be accepted: mpt accept orphan-project:magnetic-cooling --reason TEXT
[exit 2]
$ mpt accept orphan-project:magnetic-cooling --reason ""
mpt: say why it can be accepted: mpt accept orphan-project:magnetic-cooling --reason TEXT
[exit 2]
$ mpt accept orphan-project:magnetic-cooling --reason x --until 2025-07-08
mpt: until 2025-07-08 is more than 365 days after accepted_on (2024-07-07); the last day allowed is 2025-07-07
[exit 3]
$ mpt accept orphan-project:magnetic-cooling --reason x --until 2025-07
mpt: until 2025-07 is more than 365 days after accepted_on (2024-07-07); the last day allowed is 2025-07-07
[exit 3]
$ mpt accept orphan-project:magnetic-cooling --reason x --until 2024-07-06
mpt: --until: 2024-07-06 has passed; expected today, 2024-07-07, or a later day
[exit 3]
$ mpt accept orphan-project:magnetic-cooling --reason x --until never
mpt: until: 'never' is not allowed; expected date (2030, 2030-06 or 2030-06-30)
[exit 3]
$ mpt accept orphan-project:export-terminal --reason "once more"
mpt: orphan-project:export-terminal is accepted already, until 5 October 2024; `mpt list acceptances finding=orphan-project:export-terminal` shows it
[exit 3]
$ mpt accept orphan-project:magnetic-coling --reason x
mpt: there is no finding 'orphan-project:magnetic-coling' now; did you mean orphan-project:magnetic-cooling, orphan-project:seawater-cooling or orphan-project:direct-coupling?; `mpt gaps` lists them
[exit 3]
$ mpt accept decision-overdue:d-31 --reason x
mpt: there is no finding 'decision-overdue:d-31' now; did you mean decision-overdue:dr-11?; `mpt gaps` lists them
[exit 3]
$ MPT_TODAY=2026-01-01 mpt accept target-off-track:hydrogen-cost --reason x
mpt: target-off-track:hydrogen-cost is hidden by measurement-stale:hydrogen-cost, from which it follows; accept or clear that one
[exit 3]
# add-acceptance keeps to the same limit, and takes who, when and how severe from what is so now.
$ mpt add-acceptance --finding measurement-stale:drought-impact --reason x --until 2025-07-08
mpt: until 2025-07-08 is more than 365 days after accepted_on (2024-07-07); the last day allowed is 2025-07-07
[exit 3]
$ mpt add-acceptance --finding measurement-stale:drought-impact --reason x --until 2025-07-07
Added acceptance measurement-stale:drought-impact.
$ mpt list acceptances finding~stale --fields accepted_by,accepted_on,until,severity
accepted_by  accepted_on  until       severity
tester       2024-07-07   2025-07-07  warning
$ mpt edit-acceptance measurement-stale --until 2026-01-01
mpt: until 2026-01-01 is more than 365 days after accepted_on (2024-07-07); the last day allowed is 2025-07-07
[exit 3]
$ mpt edit-acceptance measurement-stale --accepted-on ''
mpt: until needs accepted_on: it can be at most 365 days later
[exit 3]
# Actions: agreed, done, moved.
$ mpt action "Ask the port for its berth plan" --owner "Lena Okafor" --due 2024-08-01 --mission hydrogen
Added action ask-the-port-for-its-berth-plan.
$ mpt action ask-the-port --due 2024-08-15
Due 15 August 2024 rather than 1 August 2024: Ask the port for its berth plan.
$ mpt action ask-the-port --done=2024-07-06
Done on 6 July 2024: Ask the port for its berth plan.
$ mpt action ask-partners --done
Done on 7 July 2024: Ask the three largest partners for commitments.
$ mpt list actions 'done_on>=2024-07-06' --fields code,owner,asked_on,due_on,done_on
code                             owner        asked_on    due_on      done_on
ask-partners (e)                 Priya Hall   2024-06-23  2024-07-14  2024-07-07
ask-the-port-for-its-berth-plan  Lena Okafor  2024-07-07  2024-08-15  2024-07-06
(e) marks an invented example record.
$ mpt action "Ask the mayor"
mpt: say what it is about: a new action (TITLE --owner WHO --due DATE), one that is done (CODE --done), or a new date for one (CODE --due DATE)
[exit 2]
$ mpt action "Ask the mayor" --due 2024-08-01
mpt: a new action needs its owner: mpt action TITLE --owner WHO --due DATE
[exit 2]
$ mpt action "Ask the mayor" --owner Lena
mpt: an action is somebody's, by a day: mpt action TITLE --owner WHO --due DATE
[exit 2]
$ mpt action "Ask the mayor" --owner Lena --due 2024-07-01
mpt: --due: 2024-07-01 has passed; expected today, 2024-07-07, or a later day
[exit 3]
$ mpt action "Ask the mayor" --owner Lena --due 2024-08-01 --mission hydrgen
mpt: mission: there is no mission 'hydrgen'; did you mean hydrogen?
[exit 3]
$ mpt action lend-robots --owner Lena --due 2024-08-01
mpt: there is an action lend-robots already; `mpt action lend-robots --due DATE` sets a new date, `mpt edit-action lend-robots --owner WHO` hands it over
[exit 3]
$ mpt action lend-robots --done --due 2024-08-01
mpt: --done stands alone: mpt action CODE --done[=DATE]
[exit 2]
$ mpt action lend-robots --done=2024-07-08
mpt: --done: 2024-07-08 is still to come; expected today, 2024-07-07, or an earlier day
[exit 3]
$ mpt action ask-partners --due 2024-08-01
mpt: ask-partners was done on 7 July 2024; `mpt edit-action ask-partners --done-on DATE` corrects it
[exit 3]
$ mpt action no-such --done
mpt: there is no action 'no-such'; `mpt list actions` shows all
[exit 3]
# Learnings.
$ mpt learn "Ports join when the berth is named." --mission hydrogen --by csiro --changed "the text of the call"
Added learning ports-join-when-the-berth-is-named.
$ mpt learn "Councils want a plan, not a map." --project export-terminal --needs-change
Added learning councils-want-a-plan-not-a-map.
$ mpt list learnings learnt_on=2024-07-07 --fields title,mission,project,stakeholder,changed,needs_change
title                                mission   project          stakeholder  changed               needs_change
Councils want a plan, not a map.               export-terminal                                     yes
Ports join when the berth is named.  hydrogen                   csiro        the text of the call
$ mpt learn "Two at once" --changed x --needs-change
mpt: --changed says what it changed, --needs-change that nothing has changed yet: one of the two
[exit 2]
$ mpt learn
mpt: something is missing: mpt learn TITLE
`mpt learn --help` says more
[exit 2]
# Ratings: of a mission before a project of the same code; one a day, the earlier one in the history.
$ mpt rate hydrogen red --reason "the site is lost"
Rated red on 7 July 2024: Hydrogen Industry Mission.
$ mpt rate hydrogen amber --reason "the site is found" --to-green "two sites"
Rated amber on 7 July 2024, in place of red: Hydrogen Industry Mission.
$ mpt rate project:export-terminal green --reason "on time" --on 2024-07-01
Rated green on 1 July 2024: Ammonia export terminal study, Spencer Gulf.
$ mpt list ratings 'rated_on>=2024-07-01' --fields code,mission,project,rated_on,colour,rated_by,reason,to_green
code                        mission   project          rated_on    colour  rated_by  reason             to_green
export-terminal.2024-07-01            export-terminal  2024-07-01  green   tester    on time
hydrogen.2024-07-07         hydrogen                   2024-07-07  amber   tester    the site is found  two sites
$ mpt history hydrogen.2024-07-07 | sed 's/ ..:..  /  /'
HISTORY  rating hydrogen.2024-07-07
25  2024-07-07  tester: rate hydrogen amber --reason 'the site is found…
  rating hydrogen.2024-07-07: colour red -> amber
  rating hydrogen.2024-07-07: reason the site is lost -> the site is found
  rating hydrogen.2024-07-07: to_green (empty) -> two sites

24  2024-07-07  tester: rate hydrogen red --reason 'the site is lost'
  rating hydrogen.2024-07-07 added
$ mpt add-project "A project of that code" --code hydrogen --quiet
hydrogen
$ mpt rate hydrogen green --reason "both" --on 2024-07-05
There is also project:hydrogen.
Rated green on 5 July 2024: Hydrogen Industry Mission.
$ mpt rate project:hydrogen green --reason "both" --on 2024-07-05
Rated green on 5 July 2024: A project of that code.
$ mpt rate hydrogen rd --reason x
mpt: colour: 'rd' is not allowed; expected one of: green, amber, red
[exit 3]
$ mpt rate hydrogen red
mpt: say why, in one sentence: mpt rate hydrogen red --reason TEXT
[exit 2]
$ mpt rate hydrogen red --reason x --on 2024-07-08
mpt: --on: 2024-07-08 is still to come; expected today, 2024-07-07, or an earlier day
[exit 3]
$ mpt rate no-such red --reason x
mpt: there is no record 'no-such'; `mpt list KINDS` shows what there is
[exit 3]
$ mpt decide --help
mpt decide DECISION --outcome TEXT | --delegate-to WHO | --due DATE | --withdraw
take a decision that waits, delegate it, give it a new date, or withdraw it
  mpt decide d-31 --outcome "Gladstone" --reason "the port has signed"
  mpt decide d-31 --delegate-to "the board's chair" --due 2024-08-01
  mpt decide d-31 --due 2024-08-01 --reason "the hearing was moved"
  mpt decide d-31 --withdraw --reason "the site was sold"

  --outcome TEXT             take it: what was decided
  --reason TEXT              why
  --on DATE                  when it was taken (else today)
  --kind KIND                start, continue, pivot, scale, pause, stop,
                             change-target or other
  --legal-ground TEXT        the rule it stands on
  --again                    take it anew, though it was taken or withdrawn
                             before
  --delegate-to WHO          ask somebody else to take it; it still waits
  --level LEVEL              who decides then: team, board, ministry or minister
  --due DATE                 by when it is needed now
  --withdraw                 drop it: no longer needed

Shared flags: --db FILE, --as-of DATE|ENTRY, --profile PROFILE, --format FORMAT,
-o FILE, --as NAME, --quiet
