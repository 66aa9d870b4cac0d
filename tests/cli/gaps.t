# Gaps of the demonstration: filters, exit codes, why a gap is shown, acceptance, precedence, rules of one's own.
$ mpt init --demo --quiet
$ mpt gaps --mission drought --as-of 2024-07-07
GAPS  mission drought                                          as of 7 July 2024
  0 critical, 3 warnings, 8 info, in 4 lines; 0 hidden by another, 0 accepted

  warning  "Extend the rain loans to two more districts" has waited 10 days at
           board level since it was due on 27 June 2024. AUD 1.4m is on hold.
           (e)                                          [decision-overdue:dr-11]
           Do: decide, delegate, or set a new date with a reason.
  warning  30 % less impact of Australian droughts by 2030 was last measured 20
           months ago. The progress shown in reports is not current. (e)
                                              [measurement-stale:drought-impact]
           Do: enter the value (`mpt measure`), or name the source and date of
           the next one.
  warning  "Fifth district plan adopted" is 64 days late and was moved twice.
           "Loans count a district plan as security" depends on it and is due 15
           October 2024. (e)          [roadmap-step-overdue:fifth-district-plan]
           Do: a new date with a reason, a different route, or less of it.
  info     8 projects stand alone: Floodwater banked in aquifers (e); Seasonal
           outlook a farmer can bet on (e); Soil moisture from cosmic rays (e);
           Wheat that flowers around the heat (e) and 4 more. First: Floodwater
           banked in aquifers (AUD 6.2m) has no link to another project and
           shared no learning for a year.               [orphan-project:drought]
           Do: link it, move it, or stop it.

  (e) is about something invented, whole or in part.
  Explain a line: mpt explain ID
$ mpt gaps --portfolio csiro --class flow
GAPS  portfolio csiro                                          as of 7 July 2024
  1 critical, 1 warning, 0 info; 0 hidden by another, 0 accepted

  critical  "Choose the 10 MW demonstration site" has waited 41 days at ministry
            level since it was due on 27 May 2024. AUD 6.2m is on hold. Port
            demonstration plant, 10 MW cannot go on without it. (e)
                                                         [decision-overdue:d-31]
            Do: decide, delegate, or set a new date with a reason.
  warning   "Extend the rain loans to two more districts" has waited 10 days at
            board level since it was due on 27 June 2024. AUD 1.4m is on hold.
            (e)                                         [decision-overdue:dr-11]

  (e) is about something invented, whole or in part.
  Explain a line: mpt explain ID
$ mpt gaps --severity critical --mission hydrogen
GAPS  mission hydrogen                                         as of 7 July 2024
  2 critical, 0 warnings, 0 info; 0 hidden by another, 0 accepted

  critical  "Choose the 10 MW demonstration site" has waited 41 days at ministry
            level since it was due on 27 May 2024. AUD 6.2m is on hold. Port
            demonstration plant, 10 MW cannot go on without it. (e)
                                                         [decision-overdue:d-31]
            Do: decide, delegate, or set a new date with a reason.
  critical  Hydrogen production under AUD 2 per kg: the latest value is AUD 4.60
            per kg; the path asks for AUD 3.74 per kg by then. At the pace since
            2021 it is reached in 2054. The last decision on it is 216 days old.
            (e)                                 [target-off-track:hydrogen-cost]
            Do: decide: more of what works, change the mix, change the target,
            or stop; record it.

  (e) is about something invented, whole or in part.
  Explain a line: mpt explain ID
$ mpt gaps --rule possible-duplicate
GAPS  all portfolios                                           as of 7 July 2024
  0 critical, 1 warning, 0 info; 0 hidden by another, 0 accepted

  warning  Green ammonia fertiliser on farm looks like On-farm green ammonia
           fertiliser pilot in Hydrogen Industry Mission: titles agree to 91 %,
           the texts agree to 74 % by weighted terms, 2 shared organisations. If
           they are one, its money counts twice in every total. (e)
                                 [possible-duplicate:ammonia-grain+farm-ammonia]
           Do: say what they are (`mpt duplicates A B --verdict
           same|distinct|competing|...`); the answer is kept.

  (e) is about something invented, whole or in part.
  Explain a line: mpt explain ID
$ mpt gaps --rule possible-duplicate --format md | sed 's,^,> ,'
> # GAPS  all portfolios
> 
> as of 7 July 2024
> 
> 
> 0 critical, 1 warning, 0 info; 0 hidden by another, 0 accepted
> 
> - **warning** Green ammonia fertiliser on farm looks like On-farm green ammonia fertiliser pilot in Hydrogen Industry Mission: titles agree to 91 %, the texts agree to 74 % by weighted terms, 2 shared organisations. If they are one, its money counts twice in every total. (e) `possible-duplicate:ammonia-grain+farm-ammonia`
> - Do: say what they are (\`mpt duplicates A B --verdict same\|distinct\|competing\|...\`); the answer is kept.
> 
> (e) is about something invented, whole or in part.
> 
> 
> Explain a line: mpt explain ID
> 
$ mpt gaps --rule possible-duplicate --format json
{
  "schema": "mpt.gaps/1",
  "as_of": "2024-07-07",
  "gaps": [
    {
      "id": "possible-duplicate:ammonia-grain+farm-ammonia",
      "rule": "possible-duplicate",
      "severity": "warning",
      "class": "structure",
      "subject": {
        "kind": "project",
        "code": "ammonia-grain",
        "title": "Green ammonia fertiliser on farm"
      },
      "mission": "agrifood-exports",
      "message": "Green ammonia fertiliser on farm looks like On-farm green ammonia fertiliser pilot in Hydrogen Industry Mission: titles agree to 91 %, the texts agree to 74 % by weighted terms, 2 shared organisations. If they are one, its money counts twice in every total.",
      "action": "say what they are (`mpt duplicates A B --verdict same|distinct|competing|...`); the answer is kept",
      "since": null,
      "example": true,
      "sources": [
        "example: invented for the demonstration"
      ]
    }
  ],
  "hidden": 0,
  "accepted": 0
}
$ mpt gaps --mission oil-gas-transition
GAPS  mission oil-gas-transition                               as of 7 July 2024
  0 critical, 0 warnings, 0 info; 0 hidden by another, 0 accepted

  No gaps found.

$ mpt gaps --mission hydrogen --portfolio rcn | grep gaps
  No gaps found.
# --fail-on: exit code 1 for scripts.
$ mpt gaps --class flow --fail-on critical >/dev/null
[exit 1]
$ mpt gaps --rule measurement-stale --fail-on critical >/dev/null
$ mpt gaps --rule measurement-stale --fail-on warning >/dev/null
[exit 1]
$ mpt gaps --mission oil-gas-transition --fail-on info >/dev/null
# Why: of a rule with what it finds, of a finding, of a finding that is none.
$ mpt explain measurement-stale
RULE 22  measurement-stale
  severity    warning, class drift
  data used   the target's interval (12 months unless set), date of the last
              measurement
  fires when  the last measurement (or the baseline, while there is none) is
              more than 1.5 times the interval old
  thresholds  none
  do          enter the value (`mpt measure`), or name the source and date of
              the next one
  clears it   a measurement within 1.5 times the interval
  source      002@00:09:22, 002@01:06:05

measurement-stale:drought-impact
  warning     30 % less impact of Australian droughts by 2030 was last measured
              20 months ago. The progress shown in reports is not current. (e)
  code        drought-impact
  mission     drought
  last_on     2022-11-05
  known from  002@00:39:49
  known from  V minister.industry.gov.au/node/10631
  known from  example: metric, baseline, path and data source invented for the
              demonstration
$ mpt explain decision-overdue:d-31
RULE 14  decision-overdue
  severity    warning, class flow
  data used   decisions with status needed, asked, due, level, what they hold up
  fires when  a needed decision is past its due date, or has none and was asked
              for more than 45 days ago; critical when it is more than 30 days
              overdue, or a project cannot go on without it
  thresholds  long = 30 days (overdue by more than this is critical); unanswered
              = 45 days (without a due date, asked longer ago than this)
  do          decide, delegate, or set a new date with a reason
  clears it   the decision is taken or withdrawn, or has a due date ahead
  source      002@01:08:08, 002@01:06:05

decision-overdue:d-31
  critical     "Choose the 10 MW demonstration site" has waited 41 days at
               ministry level since it was due on 27 May 2024. AUD 6.2m is on
               hold. Port demonstration plant, 10 MW cannot go on without it.
               (e)
  code         d-31
  mission      hydrogen
  waits_since  2024-05-27
  due_on       2024-05-27
  level        ministry
  holds        AUD 6.2m
  blocked      Port demonstration plant, 10 MW
  known from   example: invented for the demonstration
$ mpt explain decision-overdue:d-12 | tail -n 1
  It finds nothing with that id now.
# Accepted: counted, not listed, and back after the day it was accepted until.
$ mpt add-acceptance --finding orphan-project:export-terminal --reason "kept as an option" --accepted-by "The board" --accepted-on 2024-07-01 --until 2024-10-01
Added acceptance orphan-project:export-terminal.
$ mpt gaps --mission hydrogen --rule orphan-project --severity warning
GAPS  mission hydrogen                                         as of 7 July 2024
  0 critical, 1 warning, 0 info; 0 hidden by another, 1 accepted

  warning  Liquefaction by magnetic cooling (AUD 900 000) serves no target and
           no roadmap step. It is a project, not part of the mission. (e)
                                               [orphan-project:magnetic-cooling]
           Do: link it, move it, or stop it.

  (e) is about something invented, whole or in part.
  Explain a line: mpt explain ID
$ mpt gaps --mission hydrogen --rule orphan-project --severity warning --as-of 2024-10-01 | sed -n 2p
  0 critical, 1 warning, 0 info; 0 hidden by another, 1 accepted
$ mpt gaps --mission hydrogen --rule orphan-project --severity warning --as-of 2024-10-02 | sed -n 2p
  0 critical, 2 warnings, 0 info; 0 hidden by another, 0 accepted
$ MPT_TODAY=2024-06-30 mpt gaps --mission hydrogen --rule orphan-project --severity warning | sed -n 2p
  0 critical, 2 warnings, 0 info; 0 hidden by another, 0 accepted
$ mpt explain orphan-project:export-terminal | grep accepted
orphan-project:export-terminal (accepted)
$ mpt report --mission hydrogen | grep 'accepted:'
  1 more, 1 accepted: mpt gaps --mission hydrogen
# Accepted as a warning: back when it is critical.
$ mpt add-acceptance --finding decision-overdue:dr-11 --severity warning --reason "waits for the budget" --accepted-by "The board" --until 2024-12-31
Added acceptance decision-overdue:dr-11.
$ mpt gaps --mission drought --rule decision-overdue
GAPS  mission drought                                          as of 7 July 2024
  0 critical, 0 warnings, 0 info; 0 hidden by another, 1 accepted

  Nothing else.

$ mpt gaps --mission drought --rule decision-overdue --as-of 2024-08-01
GAPS  mission drought                                        as of 1 August 2024
  1 critical, 0 warnings, 0 info; 0 hidden by another, 0 accepted

  critical  "Extend the rain loans to two more districts" has waited 35 days at
            board level since it was due on 27 June 2024. AUD 1.4m is on hold.
            (e)                                         [decision-overdue:dr-11]
            Do: decide, delegate, or set a new date with a reason.

  (e) is about something invented, whole or in part.
  Explain a line: mpt explain ID
$ mpt gaps --mission drought --rule decision-overdue --fail-on warning >/dev/null
# A stale measurement hides the pace that follows from it.
$ mpt gaps --mission hydrogen --rule target-off-track --as-of 2025-12-30 | sed -n 2p
  1 critical, 0 warnings, 0 info; 0 hidden by another, 0 accepted
$ mpt gaps --mission hydrogen --rule target-off-track --as-of 2026-01-01 | sed -n 2p
  0 critical, 0 warnings, 0 info; 1 hidden by another, 0 accepted
$ mpt gaps --mission hydrogen --rule measurement-stale --as-of 2026-01-01
GAPS  mission hydrogen                                      as of 1 January 2026
  0 critical, 1 warning, 0 info; 0 hidden by another, 0 accepted

  warning  Hydrogen production under AUD 2 per kg was last measured 18 months
           ago. The progress shown in reports is not current. (e)
                                               [measurement-stale:hydrogen-cost]
           Do: enter the value (`mpt measure`), or name the source and date of
           the next one.

  (e) is about something invented, whole or in part.
  Explain a line: mpt explain ID
$ mpt explain target-off-track:hydrogen-cost --as-of 2026-01-01 | grep hidden
target-off-track:hydrogen-cost (hidden by another finding)
$ mpt measure hydrogen-cost 4.1 --on 2025-12-15 --quiet
hydrogen-cost.2025-12-15
$ mpt gaps --mission hydrogen --rule measurement-stale --as-of 2026-01-01 | sed -n 2p
  0 critical, 0 warnings, 0 info; 0 hidden by another, 0 accepted
# An answer that is kept: the two are told apart, and the pair is not shown again.
$ mpt link ammonia-grain distinct-from farm-ammonia --reason "one is on the farm, one at the port" --quiet
ammonia-grain.distinct-from.farm-ammonia
$ mpt gaps --rule possible-duplicate | grep gaps
  No gaps found.
# A rule of one's own, from a folder.
$ MPT_RULES="$TESTS/data/rules" mpt gaps --rule mission-without-place
GAPS  all portfolios                                           as of 7 July 2024
  0 critical, 0 warnings, 1 info; 0 hidden by another, 0 accepted

  info  Deep Demonstrations, Vietnam: plastic waste and transition to a circular
        economy names no place.         [mission-without-place:plastics-vietnam]
        Do: name the place.

  Explain a line: mpt explain ID
$ MPT_RULES="$TESTS/data/rules" mpt explain mission-without-place | head -n 9
RULE 101  mission-without-place
  severity    info, class setup
  data used   mission place
  fires when  a live mission that is bound to a place names none
  thresholds  least = 1 missions (below which the rule is silent)
  do          name the place
  clears it   a place
  source      a rule of our own

$ MPT_RULES="$TESTS/data/rules" mpt rules | grep -A 1 without-place
  mission-without-place   info, setup: a live mission that is bound to a place
                          names none
# A broken one is named with its line; one that would write is refused.
$ MPT_RULES="$TESTS/data/rules-broken" mpt gaps 2>&1 | sed "s,$TESTS,TESTS,"
mpt: TESTS/data/rules-broken/broken.sql, line 2: 'severity: terrible' is not understood; expected rule, number, severity, class, threshold NAME = VALUE UNIT, uses, hides mission, hides subject, message, together, action, condition, clears, needs or source
$ MPT_RULES="$TESTS/data/rules-writing" mpt gaps --rule mission-without-owner 2>&1 | grep -o 'must be one SELECT that only reads'
must be one SELECT that only reads
$ MPT_RULES="$TESTS/data/no-such-folder" mpt gaps 2>&1 | sed "s,$TESTS,TESTS,"
mpt: the folder TESTS/data/no-such-folder cannot be read: No such file or directory
$ mpt list missions --fields code --format csv | wc -l
27
# Invented records in a portfolio of facts: kept, marked, and never a finding.
$ mpt init --seed --quiet --db facts.mpt
$ mpt gaps --db facts.mpt -o before.txt
$ mpt add-mission "An invented mission" --status launched --launched 2020 --example --db facts.mpt
Added mission an-invented-mission.
$ mpt add-target "An invented target" --mission hydrogen --status agreed --example --db facts.mpt
Added target an-invented-target.
$ mpt add-decision "An invented decision" --status needed --due-on 2020-01-01 --mission hydrogen --example --db facts.mpt
Added decision an-invented-decision.
$ mpt gaps --db facts.mpt | diff before.txt -
$ mpt list targets mission=hydrogen --fields code,title --db facts.mpt --quiet
code                    title
an-invented-target (e)  An invented target
hydrogen-cost           Hydrogen production under AUD 2 per kg
$ mpt doctor
p.mpt is healthy.
$ mpt init --db side.mpt --quiet
$ mpt add-portfolio 'Sea' --db side.mpt --quiet
sea
$ mpt add-portfolio 'Land' --db side.mpt --quiet
land
$ mpt add-project 'Ferries that run on hydrogen' --portfolio sea --db side.mpt --quiet
ferries-that-run-on-hydrogen
$ mpt add-project 'Ferries that run on the hydrogen' --portfolio sea --db side.mpt --quiet
ferries-that-run-on-the-hydrogen
$ mpt gaps --rule possible-duplicate --portfolio sea --db side.mpt
GAPS  portfolio sea                                            as of 7 July 2024
  0 critical, 1 warning, 0 info; 0 hidden by another, 0 accepted

  warning  Ferries that run on hydrogen looks like Ferries that run on the
           hydrogen: the same title. If they are one, its money counts twice in
           every total.
 [possible-duplicate:ferries-that-run-on-hydrogen+ferries-that-run-on-the-hydrogen]
           Do: say what they are (`mpt duplicates A B --verdict
           same|distinct|competing|...`); the answer is kept.

  Explain a line: mpt explain ID
$ mpt gaps --rule possible-duplicate --portfolio land --db side.mpt
GAPS  portfolio land                                           as of 7 July 2024
  0 critical, 0 warnings, 0 info; 0 hidden by another, 0 accepted

  No gaps found.

