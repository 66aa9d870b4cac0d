# IATI activities of both versions by one map.
$ mpt init -q && cp "$TESTS"/data/iati/*.xml .
# Narratives in two languages, children in no order, a parent further down in the file.
$ mpt import two.xml
IATI activities, versions 1.x and 2.0x: XML, records <iati-activity>, UTF-8
line 4  iati:DK-CVR-11111111-LAKE: left out: 2 targets (a target needs one of mission or portfolio ...), 2 measurements, 2 contributions, 1 link (no project 'iati:DK-CVR-11111111-ELSEWHERE' is here)
Read 2 from two.xml: 2 new, 0 changed, 0 unchanged, 0 refused (map iati-activity).
Added: 5 vocabularies, 6 tags, 3 stakeholders, 2 projects, 4 participations, 5 fundings, 6 taggings, 1 link.
$ mpt show a-clean-lake
project a-clean-lake
  title                  A clean lake
  alias                  Un lac propre
  summary                Sewage of three towns is treated.

Les eaux de trois villes sont traitées.

Objectives: Fish can be eaten again.
  status                 running
  instrument             project-grant
  starts                 2023-02-01
  ends                   2026-12-31
  place                  Kisumu; Homa Bay
  country                KE; UG
  reported_on            2024-03-01
  outside_id             iati:DK-CVR-11111111-LAKE
                         iati-own:DK-CVR-11111111:4711
                         iati:DK-9-LAKE
  committed              EUR 480 000
  tag                    dac-marker:2; dac:14022; dac:31320; iati-sector-dk-cvr-11111111-99:blue; sdg-goal:6; sdg-target:14.1
  source                 iati:dk-cvr-11111111-lake.cda86ea1

Referred to by
  participations         3: lake-foundation.a-clean-lake.co-fund lake-menders.a-clean-lake.deliver ministry-of-water.a-clean-lake.decide
  fundings               4: a-clean-lake.lake-foundation.committed.2023 a-clean-lake.lake-foundation.committed.2024 a-clean-lake.lake-foundation.pledged.2022 a-clean-lake.lake-foundation.spent.2023
  link                   1: a-clean-lake.part-of.water-for-the-region
$ mpt list stakeholders --fields code,title,actor_group,outside_id
code               title              actor_group      outside_id
lake-foundation    Lake Foundation    civil-society    org-id:DK-CVR-11111111
lake-menders       Lake Menders       civil-society    org-id:KE-NGO-44
ministry-of-water  Ministry of Water  ministry-sector
$ mpt list participations --fields stakeholder,project,role
stakeholder        project               role
lake-foundation    a-clean-lake          co-fund
lake-foundation    water-for-the-region  orchestrate
lake-menders       a-clean-lake          deliver
ministry-of-water  a-clean-lake          decide
# Money once: what came in is what was committed; budgets only where nothing is committed.
$ mpt list fundings --fields project,giver,receiver,stage,amount,year,source_kind,title
project               giver            receiver      stage           amount  year  source_kind    title
a-clean-lake          lake-foundation  lake-menders  committed  EUR 500 000  2023  philanthropic
a-clean-lake          lake-foundation  lake-menders  committed  EUR -20 000  2024  philanthropic  Less than agreed
a-clean-lake          lake-foundation                pledged    DKK 700 000  2022  philanthropic
a-clean-lake          lake-foundation  lake-menders  spent        KES 1.25m  2023  philanthropic
water-for-the-region  lake-foundation                committed   EUR 80 000  2025                 budget from 2025-01-01 to 2025-12-31
$ mpt list taggings --fields project,tag,share,significance
project       tag                                  share  significance
a-clean-lake  dac-marker:2                                           2
a-clean-lake  dac:14022                               70
a-clean-lake  dac:31320                               30
a-clean-lake  iati-sector-dk-cvr-11111111-99:blue    100
a-clean-lake  sdg-goal:6
a-clean-lake  sdg-target:14.1
$ mpt list vocabularies --fields code,title,adds_up
code                            title                               adds_up
dac                             DAC purpose code                    split-100
dac-marker                      DAC policy marker                   marker
iati-sector-dk-cvr-11111111-99  sector of DK-CVR-11111111, list 99  split-100
sdg-goal                        SDG goal                            multi
sdg-target                      SDG target                          multi
$ mpt list links --fields project,relation,to_project
project       relation  to_project
a-clean-lake  part-of   water-for-the-region
# The same again changes nothing, and says again what it lacks.
$ mpt import two.xml --update
IATI activities, versions 1.x and 2.0x: XML, records <iati-activity>, UTF-8
line 4  iati:DK-CVR-11111111-LAKE: left out: 2 targets (a target needs one of mission or portfolio ...), 2 measurements, 2 contributions, 1 link (no project 'iati:DK-CVR-11111111-ELSEWHERE' is here)
Read 2 from two.xml: 0 new, 0 changed, 2 unchanged, 0 refused (map iati-activity).
# Results become targets when they are told whose.
$ mpt add-mission "Clean lakes" -q
clean-lakes
$ mpt import two.xml --mission clean-lakes
IATI activities, versions 1.x and 2.0x: XML, records <iati-activity>, UTF-8
line 4  project a-clean-lake mission: nothing -> 'clean-lakes'
line 4  measurement is new in the source
line 4  measurement is new in the source
line 4  contribution is new in the source
line 4  contribution is new in the source
line 4  iati:DK-CVR-11111111-LAKE: left out: 1 link (no project 'iati:DK-CVR-11111111-ELSEWHERE' is here)
Read 2 from two.xml: 0 new, 1 changed, 1 unchanged, 0 refused (map iati-activity).
Added: 2 targets.
What changed was not taken over; --update does.
$ mpt import two.xml --mission clean-lakes --update
IATI activities, versions 1.x and 2.0x: XML, records <iati-activity>, UTF-8
line 4  project a-clean-lake mission: nothing -> 'clean-lakes'
line 4  iati:DK-CVR-11111111-LAKE: left out: 1 link (no project 'iati:DK-CVR-11111111-ELSEWHERE' is here)
Read 2 from two.xml: 0 new, 1 changed, 1 unchanged, 0 refused (map iati-activity).
Added: 2 measurements, 2 contributions.
$ mpt list targets --fields code,title,mission,unit,direction,baseline,baseline_on,value,due,path,milestone
code                                  title                         mission      unit  direction  baseline  baseline_on  value  due         path        milestone
dk-cvr-11111111-lake.days-with-algae  Clean water: Days with algae  clean-lakes        down
dk-cvr-11111111-lake.sewage-treated   Clean water: Sewage treated   clean-lakes  %     up               15  2022            60  2024-12-31  milestones  2023-12-31 30
$ mpt list measurements --fields target,value,measured_on,basis
target                                value  measured_on  basis
dk-cvr-11111111-lake.days-with-algae    112  2023-12-31   self-reported
dk-cvr-11111111-lake.sewage-treated      28  2023-12-31   self-reported
$ mpt list contributions --fields project,target,claim
project       target                                claim
a-clean-lake  dk-cvr-11111111-lake.days-with-algae  Clean water
a-clean-lake  dk-cvr-11111111-lake.sewage-treated   Clean water
# What it lacked comes: then it is completed.
$ sed 's/-LAKE</-ELSEWHERE</; s/A clean lake/A cleaner lake/; s/type="3"/type="9"/' two.xml > elsewhere.xml
$ mpt import elsewhere.xml -q
$ mpt import two.xml --mission clean-lakes --update
IATI activities, versions 1.x and 2.0x: XML, records <iati-activity>, UTF-8
Read 2 from two.xml: 0 new, 1 changed, 1 unchanged, 0 refused (map iati-activity).
Added: 1 link.
1 record that came in before by the ids iati:... is not in this; nothing of theirs was changed.
$ mpt import two.xml --mission clean-lakes --update
IATI activities, versions 1.x and 2.0x: XML, records <iati-activity>, UTF-8
Read 2 from two.xml: 0 new, 0 changed, 2 unchanged, 0 refused (map iati-activity).
1 record that came in before by the ids iati:... is not in this; nothing of theirs was changed.
# A changed file is shown field by field.
$ sed 's/>500000</>510000</; s/activity-status code="2"/activity-status code="6"/; s/>A clean lake</>A clear lake</' two.xml > changed.xml
$ mpt import changed.xml --mission clean-lakes
IATI activities, versions 1.x and 2.0x: XML, records <iati-activity>, UTF-8
line 4  project a-clean-lake title: 'A clean lake' -> 'A clear lake'
line 4  project a-clean-lake status: 'running' -> 'paused'
line 4  funding a-clean-lake.lake-foundation.committed.2023 amount: 'EUR 500 000' -> 'EUR 510 000'
Read 2 from changed.xml: 0 new, 1 changed, 1 unchanged, 0 refused (map iati-activity).
1 record that came in before by the ids iati:... is not in this; nothing of theirs was changed.
What changed was not taken over; --update does.
# Version 1.
$ mpt import one.xml --verbose
IATI activities, versions 1.x and 2.0x: XML, records <iati-activity>, UTF-8
line 4  iati:GB-9-500: sector of vocabulary DAC the percentages sum to 90.0, not to 100
line 38 refused: iati:GB-9-501: transaction/value 'a lot' is no decimal number
line 48  iati:GB-9-502: iati-activity has no reporting-org; transaction/value @value-date '1 April' is no ISO date; transaction/value has no currency, nor has the activity a default: this money is not taken in
Read 3 from one.xml: 2 new, 0 changed, 0 unchanged, 1 refused (map iati-activity).
Added: 3 tags, 3 stakeholders, 2 projects, 3 participations, 2 fundings, 3 taggings.
3 records that came in before by the ids iati:... are not in this; nothing of theirs was changed.
Refused records, with reasons: one.refused.jsonl; correct them there and import that file.
$ mpt show roads-to-market
project roads-to-market
  title                  Roads to market
  alias                  Caminos al mercado
  summary                Farmers reach the market all year.
  status                 finished
  starts                 2008-03-01
  ends                   2012-03-31
  country                PE
  ended_on               2012-03-31
  outside_id             iati:GB-9-500
                         iati-own:XM-7:R-12
  committed              GBP 750 000
  tag                    dac-marker:1; dac:21010; dac:21020
  source                 iati:gb-9-500.1b7b943b

Referred to by
  participations         3: bank-of-roads.roads-to-market.orchestrate builders-ltd.roads-to-market.deliver department-of-roads.roads-to-market.co-fund
  fundings               2: roads-to-market.department-of-roads.committed.2008 roads-to-market.department-of-roads.spent.2009
$ mpt list fundings project=roads-to-market --fields giver,stage,amount,year
giver                stage           amount  year
department-of-roads  committed  GBP 750 000  2008
department-of-roads  spent         PEN 1.2m  2009
$ mpt import one.xml
IATI activities, versions 1.x and 2.0x: XML, records <iati-activity>, UTF-8
Read 3 from one.xml: 0 new, 0 changed, 2 unchanged, 1 refused (map iati-activity).
3 records that came in before by the ids iati:... are not in this; nothing of theirs was changed.
Refused records, with reasons: one-2.refused.jsonl; correct them there and import that file.
$ mpt doctor
p.mpt is healthy.
# All of it goes out and comes in elsewhere.
$ mpt export --format json -o all.json && mpt init --db other.mpt -q && mpt import --db other.mpt all.json
Imported: 65 new, 0 changed, 0 unchanged.
$ mpt export --db other.mpt --format json | cmp - all.json && echo the same
the same
# Organisations are no activities.
$ echo '<iati-organisations version="2.03"><iati-organisation><organisation-identifier>GB-9</organisation-identifier></iati-organisation></iati-organisations>' > organisations.xml; mpt import organisations.xml --map iati-activity
IATI activities, versions 1.x and 2.0x: XML, records <iati-activity>, UTF-8
mpt: organisations.xml: is XML, but holds no records <iati-activity>; below the root <iati-organisations> there are <iati-organisation>
[exit 3]
