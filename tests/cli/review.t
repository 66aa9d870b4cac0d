# The weekly review on an empty portfolio: every part says so in one line. Then a first, a closed and a second one.
$ mpt init --quiet
$ mpt review
PORTFOLIO REVIEW  all portfolios                week 2024-W27 (1 to 7 July 2024)
  The first review: nothing to compare with; data as of 7 July 2024; 0 of 0
  targets measured within their interval.

In short
  No decision waits. No mission is live.

1 Decisions needed (0)
  No decisions are waiting.

2 Changed since the last review
  This is the first review.

3 Missions
  No mission is live.

4 Findings: 0 found, 0 accepted
  Nothing was found.

5 Next 14 days
  Nothing is due, ends or meets.

6 Learnings
  None waiting for a decision.

7 Actions: 0 open
  There were none.

8 Data to tidy
  Nothing to tidy.

  mpt 0.1.0, entry 0, as of 2024-07-07. More of a line: mpt explain ID of a
  finding, mpt show CODE, mpt history CODE. (e) marks an invented example
  record.
$ mpt review --list
CLOSED REVIEWS
  None was closed yet: mpt review --close
$ mpt review 2024-07-07
mpt: there is no closed review '2024-07-07'; `mpt review --list` shows those there are
[exit 3]
$ mpt review --mission hydrogen
mpt: there is no mission 'hydrogen'; `mpt list missions` shows all
[exit 3]
$ mpt review --close --list
mpt: review: --list, --run, --close and a closed review to show do not go together
[exit 2]
$ mpt review yesterday
mpt: there is no closed review 'yesterday'; `mpt review --list` shows those there are
[exit 3]
$ MPT_TODAY=2024-06-30 mpt review --close | tail -n 2
Closed as all-2024-06-30; the next review compares with this one.
  finding, mpt show CODE, mpt history CODE. (e) marks an invented example
  record.
$ mpt review | sed -n '/^2 /,/^5 /p'
2 Changed since the last review
  Nothing was changed.

3 Missions
  No mission is live.

4 Findings: 0 new, 0 known, 0 worse, 0 better, 0 cleared, 0 accepted
  Nothing was found.

5 Next 14 days
$ mpt review 2024-06-30 | tail -n 5
  finding, mpt show CODE, mpt history CODE. (e) marks an invented example
  record.

Since it was closed
  Nothing was changed.
$ mpt history --since review
HISTORY
  Nothing was changed.
$ mpt review --list
CLOSED REVIEWS
  held on     scope           closed by  code
  2024-06-30  all portfolios  tester     all-2024-06-30
$ mpt review --format json --as-of 2024-06-30 | head -n 12
{
  "schema": "mpt.review/1",
  "as_of": "2024-06-30",
  "decisions": [],
  "changes": [],
  "missions": [],
  "findings": {
    "new": 0,
    "known": 0,
    "worse": 0,
    "better": 0,
    "cleared": 0,
# A week with a little in it.
$ mpt add-mission "Hydrogen Industry Mission" --code hydrogen --status launched --launched 2021-05 --owner "Dr P. Hartley" --governing-body Board --governing-body-met-on 2024-06-01 --governing-body-meets-on 2024-07-18 --planned 'AUD 68m' --quiet
hydrogen
$ mpt add-target "Hydrogen under AUD 2 per kg" --code cost --mission hydrogen --status agreed --metric "cost of hydrogen" --unit "per kg" --in-money --currency AUD --direction down --path constant-rate --baseline 5 --baseline-on 2021-06-30 --value 2 --due 2030-12-31 --headline --quiet
cost
$ mpt measure cost 4.60 --on 2024-06-30 --basis modelled --confidence medium --quiet
cost.2024-06-30
$ mpt add-decision "Choose the demonstration site" --code d-31 --mission hydrogen --status needed --level ministry --asked-on 2024-05-01 --due-on 2024-05-27 --holds 'AUD 6.2m' --proposal "Gladstone; the other site as reserve." --quiet
d-31
$ mpt add-step "Permit hearing, site A" --code permit --mission hydrogen --due 2024-07-12 --quiet
permit
$ mpt add-action "Ask the three largest partners" --code ask --mission hydrogen --owner "P. Hall" --asked-on 2024-07-05 --due-on 2024-07-14 --quiet
ask
$ mpt add-learning "Ports join when the offtake is written down first." --code ports --mission hydrogen --learnt-on 2024-07-02 --needs-change --quiet
ports
$ mpt add-funding "Own" --code own --mission hydrogen --stage committed --amount 'AUD 59m' --quiet
own
$ mpt add-rating --mission hydrogen --colour green --rated-on 2024-07-03 --rated-by "P. Hartley" --reason "two sites are ready" --quiet
hydrogen.2024-07-03
$ mpt review
PORTFOLIO REVIEW  all portfolios                week 2024-W27 (1 to 7 July 2024)
  Compared with the review of 30 June 2024; data as of 7 July 2024; 1 of 1
  headline targets measured within their interval.

In short
  1 decision waits, 1 past its date, the longest by 41 days; on hold: AUD 6.2m.
  1 mission is off track.

1 Decisions needed (1)
  !  Choose the demonstration site (Hydrogen Industry Mission). Waits 41 days
     (due 27 May 2024) at ministry level; holds AUD 6.2m. Proposal: Gladstone;
     the other site as reserve.                                           [d-31]

2 Changed since the last review
  Targets     new: Hydrogen under AUD 2 per kg [cost]
  Missions    joined: Hydrogen Industry Mission [hydrogen]
  Missions    status: Hydrogen Industry Mission (new) -> launched [hydrogen]
  Money       committed +AUD 59m; by 1 record: mpt history --since
              all-2024-06-30 --kind funding
  Decisions   asked for: Choose the demonstration site [d-31]
  Confidence  Hydrogen Industry Mission not judged -> green, "two sites are
              ready"

3 Missions
  mission            computed     judged   next step  committed / plan  found
  Hydrogen Industry  OFF TRACK    green !  12 Jul     AUD 59m / 68m         3
  !  Hydrogen Industry: judged green (3 Jul 2024, "two sites are ready"),
     computed off track.                                              [hydrogen]
  ^ better, v worse, - the same as at the last review; ! computed and judged
  disagree; found: critical and warning

4 Findings: 3 new, 0 known, 0 worse, 0 better, 0 cleared, 0 accepted
  * critical  "Choose the demonstration site" has waited 41 days at ministry
              level since it was due on 27 May 2024. AUD 6.2m is on hold.
                                                         [decision-overdue:d-31]
  * warning   Hydrogen under AUD 2 per kg: the latest value is AUD 4.60 per kg;
              the path asks for AUD 3.74 per kg by then. At the pace since 2021
              it is reached in 2054.                     [target-off-track:cost]
  1 more (1 warning): mpt gaps
  * new, ^ worse than at the last review

5 Next 14 days
  12 Jul 2024  step due: Permit hearing, site A (Hydrogen Industry Mission)
                                                                        [permit]
  14 Jul 2024  action due: Ask the three largest partners (Hydrogen Industry
               Mission)                                                    [ask]
  18 Jul 2024  meeting: Board (Hydrogen Industry Mission)             [hydrogen]

6 Learnings
  new      "Ports join when the offtake is written down first." (Hydrogen
           Industry Mission)                                             [ports]
  waiting  for a decision: 1, the oldest 5 days

7 Actions from the last review
  new  Ask the three largest partners (P. Hall, agreed 2 days ago, due 14 Jul
       2024)                                                               [ask]

8 Data to tidy
  1  target-incomplete: mpt gaps --rule target-incomplete

  mpt 0.1.0, entry 10, as of 2024-07-07. More of a line: mpt explain ID of a
  finding, mpt show CODE, mpt history CODE. (e) marks an invented example
  record.
$ mpt review --close --quiet >shown && mpt review 2024-07-07 | diff shown -
63a64,66
> 
> Since it was closed
>   Nothing was changed.
[exit 1]
$ mpt review --close
mpt: the review of 2024-07-07 was closed already, by tester, as all-2024-07-07; `mpt undo 11` takes that back
[exit 3]
$ mpt review --list
CLOSED REVIEWS
  held on     scope           closed by  code
  2024-07-07  all portfolios  tester     all-2024-07-07
  2024-06-30  all portfolios  tester     all-2024-06-30
$ mpt review --list --format json
{
  "schema": "mpt.reviews/1",
  "as_of": "2024-07-07",
  "reviews": [
    {
      "code": "all-2024-07-07",
      "title": "Review of all portfolios, 7 July 2024",
      "portfolio": null,
      "mission": null,
      "held_on": "2024-07-07",
      "closed_by": "tester"
    },
    {
      "code": "all-2024-06-30",
      "title": "Review of all portfolios, 30 June 2024",
      "portfolio": null,
      "mission": null,
      "held_on": "2024-06-30",
      "closed_by": "tester"
    }
  ]
}
$ mpt review --list --mission hydrogen
CLOSED REVIEWS
  None was closed yet: mpt review --close
$ mpt review --mission hydrogen --portfolio all
mpt: review: say --mission or --portfolio, not both
[exit 2]
