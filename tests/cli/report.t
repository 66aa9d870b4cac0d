# A mission on a page.
$ mpt init --demo --quiet
$ mpt report --mission hydrogen
MISSION  Hydrogen Industry Mission (e)                         as of 7 July 2024
  Owner      Dr Patrick Hartley
  Board      Missions Board, next 18 Jul 2024
  Status     scaling
  Challenge  Sustainable Energy and Resources
  Horizon    26 May 2021 to 2030 (32 % gone)

  Enable a globally competitive Australian hydrogen industry (agreed 26 May
  2021)

TARGET  Hydrogen production under AUD 2 per kg (e)
  from, to  AUD 5 per kg (30 Jun 2021) (e) -> AUD 4.60 per kg (30 Jun 2024,
            modelled, confidence medium) (e) -> AUD 2 per kg (31 Dec 2030) (e)
  made  [##..................] 9 %
  time  [######..............] 32 % at the measurement, 32 % today
  outlook   pace 0.29: limited progress. It was 0.27 at the measurement before.
            At this rate: 2054. Needed: -12.0 % a year (so far -2.7 % a year).
            Note: baseline after the mission's start.
  pace      progress made over time gone. It simplifies: policies take time to
            show in a figure.
  claim     The mission supports 3 of 5 routes; prices of power and
            electrolysers drive most of the change. (e) Strength of the claim:
            plausible.

JUDGED
  amber     30 Jun 2024, mission lead: "cost falls too slowly, but two sites are
            ready" (e)
  to green  site chosen; offtake for 30% of output; second route at 1 MW
  before    amber (28 Mar 2024)

DECISIONS NEEDED
  late  Choose the 10 MW demonstration site (e). 41 days late (due 27 May 2024),
        ministry. Holds AUD 6.2m and "10 MW demonstration: first hydrogen".
        Proposal: Gladstone; the other site as reserve.                   [d-31]
  open  What to do about the hydrogen cost path (e). Due 18 Jul 2024, board.
        Proposal: Continue, change the mix of routes, or change the target; a
        paper sets out the three.                                         [d-34]

ROADMAP
  done  HyResource module 3 (e), 30 Jun 2024                      [hyresource-3]
  done  Cost model 2 (e), 19 Apr 2024                             [cost-model-2]
  late  Electrolyser test bench (e): 34 days late, moved 2 times; before "Test
        bench: first 1,000-hour run"                           [test-bench-open]
  next  Permit hearing, site A (e), 12 Jul 2024                 [permit-hearing]
  next  Test bench: first 1,000-hour run (e), 30 Sep 2024        [endurance-run]
  next  10 MW demonstration: first hydrogen (e), 15 Jan 2025    [first-hydrogen]

PORTFOLIO (e)
  projects    active 46, finished 12, stopped 3, without status 4
  stage       research 19, development 14, demonstration 9, deployment 4
  instrument  supply 37, demand 4, enabling 5
  solution    alkaline 31 %, pem 24 %, carriers 16 %, solid-oxide 12 %,
              pyrolysis 9 %, market 8 % of committed AUD; effective number 5.3
              of 6
  uncovered   "Certification of origin" (e) is needed from Jan 2025; no project
              works on it                                  [origin-certificates]

MONEY (e)
  AUD        committed AUD 59m of AUD 68m planned; spent AUD 34.9m; applied AUD
             10m
  by source  own AUD 38m, public-grant AUD 12m, private AUD 9m (plan AUD 18m)
  ratio      outside money per own unit 0.55 (plan 0.79); private per public
             unit 0.18
  lasts      committed money lasts until 30 Jun 2026

PARTNERS (e)
  now      28: industry 11, research 8, ministry-sector 4, regulator 1 (advise
           only), finance 2, citizen-user 2 (advise only)
  change   since 7 Apr 2024: joined 3, left 1; last contact 3 Jul 2024
  missing  government-sti, local-government, civil-society, international

FINDINGS
  critical  "Choose the 10 MW demonstration site" has waited 41 days at ministry
            level since it was due on 27 May 2024. AUD 6.2m is on hold. Port
            demonstration plant, 10 MW cannot go on without it. (e)
                                                         [decision-overdue:d-31]
  critical  Hydrogen production under AUD 2 per kg: the latest value is AUD 4.60
            per kg; the path asks for AUD 3.74 per kg by then. At the pace since
            2021 it is reached in 2054. The last decision on it is 216 days old.
            (e)                                 [target-off-track:hydrogen-cost]
  warning   Ammonia export terminal study, Spencer Gulf (AUD 1.6m) serves no
            target and no roadmap step. It is a project, not part of the
            mission. (e)                        [orphan-project:export-terminal]
  warning   Liquefaction by magnetic cooling (AUD 900 000) serves no target and
            no roadmap step. It is a project, not part of the mission. (e)
                                               [orphan-project:magnetic-cooling]
  warning   "Electrolyser test bench" is 34 days late and was moved twice. "10
            MW demonstration: first hydrogen" depends on it and is due 15
            January 2025. (e)             [roadmap-step-overdue:test-bench-open]
  2 more, 0 accepted: mpt gaps --mission hydrogen

LEARNING
  learnt      "Ports join when the offtake is written down first." (e) ->
              changed the call text (D-29)                                [d-29]
  learnt      "Ask who may sell the site before putting equipment on it." (e) ->
              site owners now sign that they tell of a sale six months ahead
                                                                          [d-21]
  learnt      "A test bench needs a spare rectifier, not a faster repair." (e)
              3 more; 2 wait for a decision
  evaluation  First-year review of the hydrogen mission, done 19 Aug 2022,
              internal (e)
  evaluation  Mid-term review of the hydrogen mission, planned Nov 2024,
              external (e)
  outside     29 May 2024: A buying country announced rules of origin for
              imported hydrogen from 2026 (e)
  outside     20 Mar 2024: Electrolyser prices fell less than expected in 2023,
              as orders were postponed (e)

  (e) is invented, whole or in part; everything else has a source.
  Where each number comes from: mpt report --mission hydrogen --sources
$ MPT_TODAY=2023-01-01 mpt report --mission hydrogen | head -n 24
MISSION  Hydrogen Industry Mission (e)                      as of 1 January 2023
  Owner      Dr Patrick Hartley
  Board      Missions Board, next 18 Jul 2024
  Status     scaling
  Challenge  Sustainable Energy and Resources
  Horizon    26 May 2021 to 2030 (17 % gone)

  Enable a globally competitive Australian hydrogen industry (agreed 26 May
  2021)

TARGET  Hydrogen production under AUD 2 per kg (e)
  from, to  AUD 5 per kg (30 Jun 2021) (e) -> not measured yet -> AUD 2 per kg
            (31 Dec 2030) (e)
  outlook   no pace: only one data point, no trend. Note: baseline after the
            mission's start.
  stale     last measured 30 Jun 2021, more than 1.5 intervals of 12 months ago:
            not current
  claim     The mission supports 3 of 5 routes; prices of power and
            electrolysers drive most of the change. (e) Strength of the claim:
            plausible.

JUDGED
  Nobody has judged its delivery yet.

$ mpt report --mission hydrogen --format md | head -n 18 | sed 's,^,> ,'
> # MISSION  Hydrogen Industry Mission (e)
> 
> as of 7 July 2024
> 
> - **Owner** Dr Patrick Hartley
> - **Board** Missions Board, next 18 Jul 2024
> - **Status** scaling
> - **Challenge** Sustainable Energy and Resources
> - **Horizon** 26 May 2021 to 2030 (32 % gone)
> 
> Enable a globally competitive Australian hydrogen industry (agreed 26 May 2021)
> 
> 
> ## TARGET  Hydrogen production under AUD 2 per kg (e)
> 
> - **from, to** AUD 5 per kg (30 Jun 2021) (e) -\> AUD 4.60 per kg (30 Jun 2024, modelled, confidence medium) (e) -\> AUD 2 per kg (31 Dec 2030) (e)
> - made: 9 %
> - time: 32 % at the measurement, 32 % today
$ mpt report --mission hydrogen --format json | head -n 12
{
  "schema": "mpt.report/1",
  "report": "mission",
  "as_of": "2024-07-07",
  "mission": {
    "code": "hydrogen",
    "title": "Hydrogen Industry Mission",
    "alias": [],
    "statement": "Enable a globally competitive Australian hydrogen industry",
    "stated_on": "2021-05-26",
    "summary": "Launched 26 May 2021 for five years (the webinar: a five-to-seven-year programme), with more than 100 projects planned.",
    "portfolio": "csiro",
$ mpt report --mission hydrogen --format csv
mpt: --format 'csv' is not possible here; report gives text, json, md, html
[exit 2]
$ mpt report --mission hydrogen --sources | sed -n '/^SOURCES/,/its latest value/p'
SOURCES
  head and statement                     mission hydrogen; 002@00:39:00;
                                         002@00:38:33; V csiro.au 26 May 2021; V
                                         greencarcongress.com; R
                                         aumanufacturing.com.au/csiro-launches-68-million-five-year-hydrogen-industry-mission;
                                         R reneweconomy.com.au; D (12 + 18) / 38
                                         from the AUD 68m split,
                                         aumanufacturing.com.au; D challenge
                                         matched by subject to the six of the
                                         UCL IIPP case, 22 Jul 2021; example:
                                         status, horizon, board, deputy and
                                         reviews invented for the demonstration
  target hydrogen-cost                   target hydrogen-cost; 002@00:39:00; V
                                         csiro.au/en/news/All/News/2021/May/CSIRO-mission-to-accelerate-Australias-hydrogen-industry;
                                         V
                                         pacetoday.com.au/hydrogen-industry-mission-launched-csiro-partners;
                                         R State of Hydrogen 2021 via
                                         argusmedia.com 2282009 (about AUD 5/kg,
                                         2021); example: due date and path
                                         assumed for the demonstration
  its latest value                       mpt list measurements
# The report on a beginning of the code, on nothing, and on a mission of which hardly anything is known.
$ mpt report --mission hyd | head -n 1
MISSION  Hydrogen Industry Mission (e)                         as of 7 July 2024
$ mpt report --mission zzz
mpt: there is no mission 'zzz'; `mpt list missions` shows all
[exit 3]
$ mpt report --mission ''
mpt: there is no mission ''; `mpt list missions` shows all
[exit 3]
$ mpt add-mission "A new mission" --quiet
a-new-mission
$ mpt report --mission a-new-mission
MISSION  A new mission                                         as of 7 July 2024
  Owner      nobody named
  Board      none named
  Status     not stated
  Challenge  none linked
  Horizon    not known

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
  projects  none recorded

MONEY
  No money is recorded for the mission or its projects.

PARTNERS
  No partner is recorded.

FINDINGS
  None.

LEARNING
  learnt      nothing recorded
  evaluation  none done, none planned

  Where each number comes from: mpt report --mission a-new-mission --sources
$ mpt report --mission a-new-mission --format json | grep -c null
29
$ mpt report --mission a-new-mission -o page.txt
$ head -n 1 page.txt
MISSION  A new mission                                         as of 7 July 2024
