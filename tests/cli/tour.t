# A tour: a portfolio with the facts of the four organisations, a project in it, and what people do with one.
$ mpt init --seed
seeds/texts/: 298 records, 0 corrections
seeds/public/: 238 records, 71 corrections
Made p.mpt.
$ mpt init
mpt: p.mpt exists already; nothing was changed. Choose another name with --db
[exit 4]
$ mpt add-project "Electric car ferry, Sognefjord" --mission pilot-e --stage demonstration --starts 2016-11 --tag solution:battery
solution:battery is a new tag
Added project electric-car-ferry-sognefjord.
$ mpt show electric-car
project electric-car-ferry-sognefjord
  title                  Electric car ferry, Sognefjord
  mission                pilot-e
  stage                  demonstration
  starts                 2016-11
  tag                    solution:battery
$ mpt show electric-car --format json
{"schema": "mpt.show/1", "kind": "project", "record": {
  "code": "electric-car-ferry-sognefjord",
  "title": "Electric car ferry, Sognefjord",
  "mission": [{"code": "pilot-e", "share": null}],
  "stage": "demonstration",
  "starts": "2016-11",
  "tag": ["solution:battery"]
}}
$ mpt add-project "Battery pack" --mission pilot-e:60% --mission pilot-health:40% --status running --starts 2018-01-15 --scale-cost "12 500 NOK"
Added project battery-pack.
# Lists: filters, order, limit, columns.
$ mpt list projects mission=pilot-e stage=demonstration
code                           title                           mission  stage          starts
electric-car-ferry-sognefjord  Electric car ferry, Sognefjord  pilot-e  demonstration  2016-11
$ mpt list projects mission=pilot-e --fields code,mission,stage
code                             mission                        stage
battery-pack                     pilot-e:60%; pilot-health:40%
electric-car-ferry-sognefjord    pilot-e                        demonstration
electric-ferries                 pilot-e
pilot-e-2016-brodrene-aa         pilot-e
pilot-e-2016-fiskarstrand-verft  pilot-e
pilot-e-2016-kongsberg-maritime  pilot-e
pilot-e-2016-siemens             pilot-e
pilot-e-2016-wartsila            pilot-e
$ mpt list projects 'starts<2017' --fields code,starts
code                           starts
electric-car-ferry-sognefjord  2016-11
$ mpt list projects 'starts>=2018' --fields code,starts --sort -starts
code                     starts
moonshot-pilot-grant     2021-10-06
space-apps               2021-10-02
moonshot-apprenticeship  2021-06-07
loti                     2019-06-10
5g-mobix                 2018-11
battery-pack             2018-01-15
$ mpt list projects 'starts>=2018' --fields code,starts --sort starts --limit 2
code          starts
battery-pack  2018-01-15
5g-mobix      2018-11
$ mpt list projects 'scale_cost>NOK 12 000' --fields code,scale_cost
code          scale_cost
battery-pack  NOK 12 500
$ mpt list projects stage= mission=pilot-e --fields code
code
battery-pack
electric-ferries
pilot-e-2016-brodrene-aa
pilot-e-2016-fiskarstrand-verft
pilot-e-2016-kongsberg-maritime
pilot-e-2016-siemens
pilot-e-2016-wartsila
$ mpt list projects title~FERRY --fields code
code
electric-car-ferry-sognefjord
$ mpt list projects title~nothing-like-this
No projects match.
$ mpt list missions status=launched --sort title --fields title,code
title                                                                             code
AgriFoodTure: climate-friendly food production                                    agrifoodture
Da Nang circular economy efforts                                                  da-nang
Deep Demonstrations, Vietnam: plastic waste and transition to a circular economy  plastics-vietnam
Drought Resilience Mission                                                        drought
Future Protein Mission                                                            future-protein
Hydrogen Industry Mission                                                         hydrogen
INNO-CCUS: capture, storage or use of CO2                                         ccus
MissionGreenFuels: green fuels (Power-to-X)                                       green-fuels
PILOT-E: accelerated missions                                                     pilot-e
TRACE: circular plastics and textiles                                             trace
Trusted Agrifood Exports Mission                                                  agrifood-exports
# Filters take the beginning of a code, and of a choice.
$ mpt list projects mission=pilot-e stage=demo --fields code,stage
code                           stage
electric-car-ferry-sognefjord  demonstration
# Formats.
$ mpt list projects mission=pilot-e stage=demonstration --fields code,title,mission,starts,tag --format csv | tr -d '\r'
code,title,mission,starts,tag,example
electric-car-ferry-sognefjord,"Electric car ferry, Sognefjord",pilot-e,2016-11,solution:battery,0
$ mpt list projects mission=pilot-e stage=demonstration --fields code,title,mission,starts,tag --format json
{"schema": "mpt.list/1", "kind": "project", "as_of": "2024-07-07", "items": [
  {"code": "electric-car-ferry-sognefjord", "title": "Electric car ferry, Sognefjord", "mission": [{"code": "pilot-e", "share": null}], "starts": "2016-11", "tag": ["solution:battery"], "example": false}
]}
$ mpt list projects mission=pilot-e stage=demonstration --fields code,title,mission,starts,tag --format md
| code | title | mission | starts | tag |
|---|---|---|---|---|
| electric-car-ferry-sognefjord | Electric car ferry, Sognefjord | pilot-e | 2016-11 | solution:battery |
$ mpt list projects code=battery-pack --fields mission,scale_cost --format json
{"schema": "mpt.list/1", "kind": "project", "as_of": "2024-07-07", "items": [
  {"mission": [{"code": "pilot-e", "share": 60}, {"code": "pilot-health", "share": 40}], "scale_cost": "NOK 12500.00", "example": false}
]}
# Tags: new ones are named.
$ mpt tag electric-car-ferry-sognefjord sector:ferries region:west
sector:ferries is a new tag
region:west is a new tag
project electric-car-ferry-sognefjord now has tags solution:battery; sector:ferries; region:west.
$ mpt list projects tag=sector:ferries --fields code,tag
code                           tag
electric-car-ferry-sognefjord  region:west; sector:ferries; solution:battery
$ mpt untag electric-car-ferry-sognefjord sector:ferries
project electric-car-ferry-sognefjord now has tags region:west; solution:battery.
$ mpt untag electric-car-ferry-sognefjord sector:ferries
project electric-car-ferry-sognefjord is unchanged: tags region:west; solution:battery.
$ mpt tag electric-car-ferry-sognefjord ferries
mpt: tag: there is no tag 'ferries'; did you mean sector:ferries?
[exit 3]
# Links.
$ mpt link electric-car-ferry-sognefjord complements battery-pack --reason "one makes what the other uses"
Added link electric-car-ferry-sognefjord.complements.battery-pack.
$ mpt list links project=electric-car-ferry-sognefjord --fields relation,to_project,reason,linked_by,linked_on
relation     to_project    reason                         linked_by  linked_on
complements  battery-pack  one makes what the other uses  tester     2024-07-07
$ mpt link electric-car-ferry-sognefjord complements mission:pilot-e
mpt: 'mission:pilot-e' is a mission, which does not go here
[exit 3]
$ mpt link battery-pack complements battery-pack
mpt: battery-pack cannot be linked with itself
[exit 3]
$ mpt link battery-pack likes electric-car-ferry-sognefjord
mpt: relation: 'likes' is not allowed; expected one of: duplicate-of, co-funded-with, renews, overlaps, shares-wording, complements, competes-with, follows, parallel-to, part-of, aligned-with, distinct-from
[exit 3]
# Measurements.
$ mpt measure protein-growth 1.2 --on 2023-06-30 --basis estimated --confidence low --source "D test"
Added measurement protein-growth.2023-06-30.
$ mpt measure protein-growth 1.3
Added measurement protein-growth.2024-07-07.
$ mpt list measurements target=protein-growth
code                       target          value  measured_on  basis      confidence
protein-growth.2023-06-30  protein-growth    1.2  2023-06-30   estimated  low
protein-growth.2024-07-07  protein-growth    1.3  2024-07-07
# Changes: of one value, of many values, of none.
$ mpt edit-project electric-car-ferry-sognefjord --country+ NO --country+ DK --status running
Changed project electric-car-ferry-sognefjord.
  status: (empty) -> running
  country: (empty) -> NO; DK
$ mpt edit-project electric-car-ferry-sognefjord --country- DK --stage ''
Changed project electric-car-ferry-sognefjord.
  stage: demonstration -> (empty)
  country: NO; DK -> NO
$ mpt edit-project electric-car-ferry-sognefjord --status running
Nothing to change on project electric-car-ferry-sognefjord.
$ mpt edit-project electric-car-ferry-sognefjord --status+ running
mpt: edit-project has no flag --status+; did you mean --status?; `mpt edit-project --help` lists them
[exit 2]
$ mpt edit-project battery-pack --mission pilot-e:70%
Changed project battery-pack.
  mission: pilot-e:60%; pilot-health:40% -> pilot-e:70%
$ mpt edit-project battery-pack --mission+ pilot-e:60% --mission+ pilot-health:40%
Changed project battery-pack.
  mission: pilot-e:70% -> pilot-e:60%; pilot-health:40%
$ mpt edit-project battery-pack --mission- pilot-health
Changed project battery-pack.
  mission: pilot-e:60%; pilot-health:40% -> pilot-e:60%
# A new code goes along wherever the record is referred to.
$ mpt edit-project battery-pack --code cell-pack
Changed project cell-pack.
  code: battery-pack -> cell-pack
$ mpt list links project=electric-car-ferry-sognefjord --fields relation,to_project
relation     to_project
complements  cell-pack
$ mpt edit-project battery-pack --status stopped
mpt: there is no project 'battery-pack'; `mpt list projects` shows all
[exit 3]
# Removal: refused while something refers to it.
$ mpt remove-project cell-pack
mpt: project cell-pack is referred to by others and was not removed:
  link, by to_project: electric-car-ferry-sognefjord.complements.battery-pack
With --cascade, records that cannot be without it go too, and other references to it are emptied
[exit 3]
$ mpt remove-project cell-pack --cascade --quiet
$ mpt show cell-pack
mpt: there is no record 'cell-pack'; `mpt list KINDS` shows what there is
[exit 3]
$ mpt remove-stakeholder rcn
mpt: stakeholder rcn is referred to by others and was not removed:
  portfolio, by organisation: rcn
  missions, by organisation: oil-gas-transition, pilot-e, pilot-health
  programmes, by organisation: pilot-e-scheme, rcn-portfolio-system
  participations, by stakeholder: rcn-pilot-e-scheme, rcn-sustainable-feed
  barriers, by stakeholder: agency-cultures, duplication-and-gaps, european-alignment, local-drive, new-areas and 2 more
  learnings, by stakeholder: prestige-grows-with-scale, small-scale-hides-differences
  notes, by stakeholder: rcn-figures-limit, rcn-ladder
With --cascade, records that cannot be without it go too, and other references to it are emptied
[exit 3]
# What was changed: the due year of a target, from the texts to what was published.
$ mpt history protein-growth | grep due
  target protein-growth: due 2025 -> 2030
$ mpt history protein-growth | sed -n 's/  20[0-9-]* [0-9:]*  /  TIME  /p'
2  TIME  tester: init --seed (seeds/public/)
1  TIME  tester: init --seed (seeds/texts/)
$ mpt history electric-car | sed 's/  20[0-9-]* [0-9:]*  /  TIME  /'
HISTORY  project electric-car-ferry-sognefjord
11  TIME  tester: edit-project electric-car-ferry-sognefjord --co…
  project electric-car-ferry-sognefjord: stage demonstration -> (empty)
  project electric-car-ferry-sognefjord: country - DK

10  TIME  tester: edit-project electric-car-ferry-sognefjord --co…
  project electric-car-ferry-sognefjord: status (empty) -> running
  project electric-car-ferry-sognefjord: country (empty) -> NO; DK

3  TIME  tester: add-project 'Electric car ferry, Sognefjord' --m…
  project electric-car-ferry-sognefjord "Electric car ferry, Sognefjord" added
$ mpt history | sed 's/  20[0-9-]* [0-9:]*  /  TIME  /' | sed -n '2,3p'
16  TIME  tester: remove-project cell-pack --cascade --quiet
  link electric-car-ferry-sognefjord.complements.battery-pack removed
# --quiet says only what was made; -o leaves a whole file or none.
$ mpt add-project "A quiet one" --mission pilot-e -q
a-quiet-one
$ mpt list projects code=a-quiet-one -o list.txt
$ cat list.txt
code         title        mission
a-quiet-one  A quiet one  pilot-e
$ mpt list projects code=a-quiet-one -o no/such/folder/list.txt
mpt: no/such/folder/list.txt cannot be written: No such file or directory
[exit 4]
$ mpt list projects 'starts<someday' -o other.txt
mpt: starts: 'someday' is not allowed; expected date (2030, 2030-06 or 2030-06-30)
[exit 3]
$ ls
list.txt
p.mpt
$ mpt doctor
p.mpt is healthy.
# Words in titles, summaries and aliases, on the demonstration: begun words, phrases, and what is not wanted.
$ mpt init --demo --quiet --db demo.mpt
$ mpt list projects --search 'electrolys* NOT alkaline' --fields code,title --db demo.mpt --quiet
code                     title
co-electrolysis (e)      Synthesis gas by co-electrolysis
offshore-wind (e)        Scoping of offshore wind for electrolysis
operator-training (e)    Training hub for plant operators
test-bench (e)           Electrolyser test bench
wastewater-megawatt (e)  Megawatt electrolyser at a sewage works
water-reuse (e)          Mine water for electrolysis in dry regions
$ mpt list projects --search '"sewage works"' --fields code,title --db demo.mpt --quiet
code                     title
wastewater-megawatt (e)  Megawatt electrolyser at a sewage works
$ mpt list projects --search 'sewage OR harbours' --fields code,title --db demo.mpt --quiet
code                     title
wastewater-megawatt (e)  Megawatt electrolyser at a sewage works
skagerrak-power (e)      Shore power shared by four Skagerrak harbours
$ mpt list projects mission=hydrogen stage=demonstration 'ends<2025-01-01' --sort -committed --limit 3 --db demo.mpt --quiet
code               title                                mission   status    stage          starts      ends          committed
network-blend (e)  Blending trial in a gas network      hydrogen  finished  demonstration  2021-07-19  2023-06-30  AUD 900 000
rail-shunter (e)   Shunting locomotive with fuel cells  hydrogen  stopped   demonstration  2021-12-06  2024-06-28  AUD 500 000
$ mpt list projects --sort -committed mission=hydrogen --limit 3 --fields code,committed --db demo.mpt --quiet
code                  committed
port-plant (e)         AUD 6.2m
truck-refuelling (e)   AUD 2.4m
steel-heat (e)         AUD 2.1m
