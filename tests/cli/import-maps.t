# Each of the built-in maps on a small file of the form in which it is published, with what is awkward about it.
$ mpt init --quiet
$ cp -r "$TESTS/data/maps" m
$ mkdir refused
# CORDIS: the map is known by the columns; decimal commas, total cost 0, line ends in titles.
$ mpt import m/cordis-project.csv
CORDIS projects (Horizon Europe, Horizon 2020, FP7), project.csv: CSV with ';', quoted with ", header in line 1, UTF-8
Read 3 from m/cordis-project.csv: 3 new, 0 changed, 0 unchanged, 0 refused (map cordis-project).
Added: 1 vocabulary, 4 tags, 1 stakeholder, 1 programme, 3 calls, 3 projects, 3 fundings, 4 taggings.
$ mpt import m/cordis-organization.csv --refused refused/organization.csv
CORDIS participants, organization.csv: CSV with ';', quoted with ", header in line 1, UTF-8
Read 5 from m/cordis-organization.csv: 4 new, 0 changed, 0 unchanged, 1 refused (map cordis-organization).
Added: 4 stakeholders, 4 participations.
Refused records, with reasons: refused/organization.csv; correct them there and import that file.
$ cut -d , -f 1-4 refused/organization.csv
mpt_line,mpt_field,mpt_value,mpt_reason
6,participation.project,cordis:990000109,"there is no project 'cordis:990000109'
$ mpt import m/cordis-euroscivoc.csv m/cordis-topics.csv
CORDIS fields of science, euroSciVoc.csv: CSV with ';', quoted with ", header in line 1, UTF-8
CORDIS topics, topics.csv: CSV with ';', quoted with ", header in line 1, UTF-8
Read 3 from m/cordis-euroscivoc.csv: 3 new, 0 changed, 0 unchanged, 0 refused (map cordis-euroscivoc).
Added: 1 vocabulary, 3 tags, 3 taggings.
Read 3 from m/cordis-topics.csv: 3 new, 0 changed, 0 unchanged, 0 refused (map cordis-topics).
$ mpt list projects
code                                      title                                     status    starts      ends          committed
a-valve-nobody-bought                     A valve nobody bought                     stopped   2018-06-01  2019-05-31   EUR 50 000
fuel-cells-for-ferries-that-cross-fjords  Fuel cells for ferries that cross fjords  running   2021-01-01  2024-12-31     EUR 4.2m
wings-of-salt-marsh-birds                 Wings of salt marsh birds                 finished  2019-03-01  2021-02-28  EUR 191 852
$ mpt show project:fuel-cells
project fuel-cells-for-ferries-that-cross-fjords
  title                  Fuel cells for ferries that cross fjords
  alias                  FJORDCELL
  summary                Ferries carry people & cars.
We put "cells" into three of them.
  programme              h2020
  call                   h2020-xx-2020-1
  status                 running
  instrument             project-grant
  starts                 2021-01-01
  ends                   2024-12-31
  outside_id             cordis:990000101
  committed              EUR 4.2m
  tag                    cordis-topic:xx-ferry-01-2020; cordis-topic:xx-port-02-2020; euroscivoc:91-92-93-94; euroscivoc:91-92-93-95
  source                 cordis:990000101

Referred to by
  participations         4: naytiko-institouto.fuel-cells-for-ferries-that-cross-fjords.deliver nordfjord-verft-as.fuel-cells-for-ferries-that-cross-fjords.orchestrate nordfjord-verft-service.fuel-cells-for-ferries-that-cross-fjords.deliver university-of-the-isles.fuel-cells-for-ferries-that-cross-fjords.deliver
  funding                1: fuel-cells-for-ferries-that-cross-fjords.european-commission.committed
$ mpt list fundings --fields project,giver,receiver,stage,whole,amount
project                                   giver                stage      whole       amount
a-valve-nobody-bought                     european-commission  committed  yes     EUR 50 000
fuel-cells-for-ferries-that-cross-fjords  european-commission  committed  yes       EUR 4.2m
wings-of-salt-marsh-birds                 european-commission  committed  yes    EUR 191 852
$ mpt list stakeholders --fields code,alias,actor_group,country,place,outside_id
code                     alias  actor_group    country  place         outside_id
european-commission      EC     international
naytiko-institouto              research       GR       PIRAEUS       pic:999000003
nordfjord-verft-as       NOV    industry       NO       NORDFJORDEID  pic:999000001
nordfjord-verft-service         industry       NO       OSLO          pic:999000004
university-of-the-isles  UOI    research       GB       STORNOWAY     pic:999000002
$ mpt list participations project=fuel-cells-for-ferries-that-cross-fjords --fields stakeholder,role,responsibility,gets
stakeholder              role         responsibility  gets
naytiko-institouto       deliver      participant     EUR 1000000 of the EU contribution
nordfjord-verft-as       orchestrate  coordinator     EUR 1500000.25 of the EU contribution
nordfjord-verft-service  deliver      thirdParty
university-of-the-isles  deliver      participant     EUR 1700000 of the EU contribution
$ mpt list tags
code                           title                vocabulary
cordis-topic:xx-ferry-01-2020  XX-FERRY-01-2020     cordis-topic
cordis-topic:xx-if-2018        XX-IF-2018           cordis-topic
cordis-topic:xx-port-02-2020   XX-PORT-02-2020      cordis-topic
cordis-topic:xx-smeinst-2018   XX-SMEInst-2018      cordis-topic
euroscivoc:91-92-93-94         fuel cells           euroscivoc
euroscivoc:91-92-93-95         hydrogen energy      euroscivoc
euroscivoc:96-97               biological sciences  euroscivoc
# The same again changes nothing.
$ mpt import m/cordis-project.csv m/cordis-euroscivoc.csv m/cordis-topics.csv
CORDIS projects (Horizon Europe, Horizon 2020, FP7), project.csv: CSV with ';', quoted with ", header in line 1, UTF-8
CORDIS fields of science, euroSciVoc.csv: CSV with ';', quoted with ", header in line 1, UTF-8
CORDIS topics, topics.csv: CSV with ';', quoted with ", header in line 1, UTF-8
Read 3 from m/cordis-project.csv: 0 new, 0 changed, 3 unchanged, 0 refused (map cordis-project).
Read 3 from m/cordis-euroscivoc.csv: 0 new, 0 changed, 3 unchanged, 0 refused (map cordis-euroscivoc).
Read 3 from m/cordis-topics.csv: 0 new, 0 changed, 3 unchanged, 0 refused (map cordis-topics).
# The Norwegian part of one of these projects: one project, its money not counted twice.
$ mpt import m/rcn-eu-grants.csv
EU grants to Norway (Bevilgninger EU), a row a participation: CSV with ';', quoted with ", header in line 1, UTF-8
Read 3 from m/rcn-eu-grants.csv: 3 new, 0 changed, 0 unchanged, 0 refused (map rcn-eu-grants).
Added: 1 tag, 2 stakeholders, 1 call, 1 project, 2 participations, 2 fundings, 1 tagging.
$ mpt list projects --fields code,status,ends,committed,outside_id
code                                      status    ends          committed  outside_id
a-valve-nobody-bought                     stopped   2019-05-31   EUR 50 000  cordis:990000103
fuel-cells-for-ferries-that-cross-fjords  running   2024-12-31     EUR 4.2m  cordis:990000101
moss-a-study                              finished  2021-08-31  EUR 626 200  cordis:990000104
wings-of-salt-marsh-birds                 finished  2021-02-28  EUR 191 852  cordis:990000102
$ mpt list fundings project=fuel-cells-for-ferries-that-cross-fjords --fields giver,receiver,whole,amount,source
giver                receiver            whole    amount  source
european-commission                      yes    EUR 4.2m  cordis:990000101
european-commission  nordfjord-verft-as         EUR 1.5m  rcn-eu:990000101-999888777-1-coordinator.52aacf4e
# In the other order it comes to the same.
$ mpt init --quiet --db other.mpt
$ mpt import --db other.mpt --quiet m/rcn-eu-grants.csv
$ mpt list projects --db other.mpt --fields code,committed
code                                        committed
fuel-cells-for-ferries-that-cross-fjords     EUR 1.5m
moss-a-study                              EUR 626 200
$ mpt import --db other.mpt --quiet m/cordis-project.csv
$ mpt list projects --db other.mpt --fields code,committed
code                                        committed
a-valve-nobody-bought                      EUR 50 000
fuel-cells-for-ferries-that-cross-fjords     EUR 4.2m
moss-a-study                              EUR 626 200
wings-of-salt-marsh-birds                 EUR 191 852
# A changed row is shown, and taken with --update; what was removed by hand stays away.
$ sed -e 's/4200000,25/4100000/' -e 's/"SIGNED"/"TERMINATED"/' m/cordis-project.csv >changed.csv
$ mpt import changed.csv
CORDIS projects (Horizon Europe, Horizon 2020, FP7), project.csv: CSV with ';', quoted with ", header in line 1, UTF-8
line 2  project fuel-cells-for-ferries-that-cross-fjords status: 'running' -> 'stopped'
line 2  funding fuel-cells-for-ferries-that-cross-fjords.european-commission.committed amount: 'EUR 4.2m' -> 'EUR 4.1m'
Read 3 from changed.csv: 0 new, 1 changed, 2 unchanged, 0 refused (map cordis-project).
What changed was not taken over; --update does.
$ mpt import changed.csv --update
CORDIS projects (Horizon Europe, Horizon 2020, FP7), project.csv: CSV with ';', quoted with ", header in line 1, UTF-8
line 2  project fuel-cells-for-ferries-that-cross-fjords status: 'running' -> 'stopped'
line 2  funding fuel-cells-for-ferries-that-cross-fjords.european-commission.committed amount: 'EUR 4.2m' -> 'EUR 4.1m'
Read 3 from changed.csv: 0 new, 1 changed, 2 unchanged, 0 refused (map cordis-project).
$ mpt list projects status=stopped --fields code,committed
code                                       committed
a-valve-nobody-bought                     EUR 50 000
fuel-cells-for-ferries-that-cross-fjords    EUR 4.1m
$ mpt import m/cordis-project.csv --update --quiet
# Applications: rejected ones are none of the projects; an award above what was sought stays as it is.
$ mpt import m/rcn-applications.csv
Applications to the Research Council of Norway (Søknader, version 2): CSV with ',', quoted with ", header in line 1, UTF-8
Read 5 from m/rcn-applications.csv: 5 new, 0 changed, 0 unchanged, 0 refused (map rcn-applications).
Added: 1 vocabulary, 3 tags, 4 stakeholders, 2 programmes, 3 calls, 2 projects, 3 applications (no projects), 5 participations, 6 fundings, 4 taggings.
1 organisation name resembles one that is there: mpt duplicates --of stakeholders
$ mpt list projects 'outside_id~rcn:' --fields outside_id,title,status,call,instrument,starts,ends
outside_id  title                                 status    call                  instrument      starts  ends
rcn:990001  Batterier i ferger som "aldri" sover  finished  gronn-skipsfart-2022  business-grant  2023    2025
rcn:990003  Hjerter i kulde                       approved  helse-2022            project-grant   2023    2025
rcn:990002  Hvorfor søvn teller for skift         rejected                        project-grant   2023    2024
rcn:990005  Tall som mangler                      applied                         business-grant  2023    2025
rcn:990004  Tare som fôr                          applied                         business-grant  2023    2025
$ mpt list fundings 'giver=research-council-of-norway' --fields project,stage,amount
project                             stage         amount
batterier-i-ferger-som-aldri-sover  applied       NOK 7m
batterier-i-ferger-som-aldri-sover  committed  NOK 9.25m
hjerter-i-kulde                     applied       NOK 8m
hjerter-i-kulde                     committed     NOK 8m
hvorfor-sovn-teller-for-skift       applied       NOK 8m
tare-som-for                        applied       NOK 3m
$ mpt list projects 'outside_id~rcn:' --fields code,committed
code                                committed
batterier-i-ferger-som-aldri-sover  NOK 9.25m
hjerter-i-kulde                        NOK 8m
hvorfor-sovn-teller-for-skift
tall-som-mangler
tare-som-for
$ mpt list stakeholders 'source~rcn:' --fields title,form,actor_group,outside_id
title                         form          actor_group
Deep Tare AS                  organisation  industry
DET MEDISINSKE FAKULTET, UIX  unit          research
DET MEDISINSKE FAKULTET, UIY  unit          research
Research Council of Norway                  government-sti
# SweCRIS: two languages, subjects parted by |, an award that ends before it starts.
$ mpt import m/swecris.csv --refused refused/swecris.csv
SweCRIS, Swedish research grants: CSV with ',', quoted with ", header in line 1, UTF-8
Read 3 from m/swecris.csv: 2 new, 0 changed, 0 unchanged, 1 refused (map swecris).
Added: 1 vocabulary, 3 tags, 2 stakeholders, 2 projects, 2 participations, 1 funding, 3 taggings.
Refused records, with reasons: refused/swecris.csv; correct them there and import that file.
$ cut -d , -f 1-5 refused/swecris.csv
mpt_line,mpt_field,mpt_value,mpt_reason,project_id
6,project,,ends 2030-12-31 is before starts 2032-01-01; expected the other way round,2030-00003_XX
$ mpt list projects 'outside_id~swecris' --fields outside_id,title,alias,instrument,committed,tag
outside_id             title                        alias                instrument       committed  tag
swecris:2030-00002_XX  Endast svensk titel                               fellowship                  scb:99999
swecris:2030-00001_XX  Hydrogen in the archipelago  Vätgas i skärgården  project-grant  SEK 500 000  scb:10303; scb:20304
# NSF: Windows-1252, dollars in words, month first, names of programmes with commas.
$ mpt import m/nsf-awards.csv --refused refused/nsf.csv
NSF awards (award search, CSV): CSV with ',', quoted with ", header in line 1, Windows-1252
Read 3 from m/nsf-awards.csv: 2 new, 0 changed, 0 unchanged, 1 refused (map nsf-awards).
Added: 1 vocabulary, 3 tags, 3 stakeholders, 2 projects, 2 participations, 1 funding, 3 taggings.
Refused records, with reasons: refused/nsf.csv; correct them there and import that file.
0.85 co-funded collaborative-research-waves-naive-sets, "Collaborative Research: Waves & Naïve Sets"
               collaborative-research-waves-naive-sets-2, "Collaborative Research: Waves & Naïve Sets"
1 likely duplicate: mpt duplicates
$ cut -d , -f 1-5 refused/nsf.csv
mpt_line,mpt_field,mpt_value,mpt_reason,AwardNumber
4,project.starts,13/45/2030,"starts: '13/45/2030' is not allowed; expected date (2030, 2030-06 or 2030-06-30)"
$ mpt show project:collaborative-research-waves-naive-sets
project collaborative-research-waves-naive-sets
  title                  Collaborative Research: Waves & Naïve Sets
  summary                Waves are studied.

So are <sets>.
  manager                Ada Invented
  instrument             project-grant
  starts                 2030-07-01
  ends                   2033-06-30
  place                  NOWHERE, CA
  country                US
  outside_id             nsf:9900001
  committed              USD 149 754
  tag                    nsf-program:1263; nsf-program:1269
  source                 nsf:9900001

Referred to by
  participation          1: university-of-nowhere.collaborative-research-waves-naive-sets.orchestrate
  funding                1: collaborative-research-waves-naive-sets.national-science-foundation.committed
$ mpt list projects 'outside_id~nsf' --fields outside_id,instrument,starts,committed,tag
outside_id   instrument     starts        committed  tag
nsf:9900001  project-grant  2030-07-01  USD 149 754  nsf-program:1263; nsf-program:1269
nsf:9900002  project-grant  2030-07-01               nsf-program:2970
$ mpt list tags vocabulary=nsf-program
code              title                                                  vocabulary
nsf-program:1263  PROBABILITY                                            nsf-program
nsf-program:1269  STATISTICS                                             nsf-program
nsf-program:2970  Artificial Intelligence (AI), Machine Learning Theory  nsf-program
# World Bank: two forms of dates, a ministry of finance in every country, rows with nothing but an id.
$ mpt import m/world-bank.csv --refused refused/world-bank.csv
World Bank projects: CSV with ',', quoted with ", header in line 1, UTF-8
line 7  names too many borrowers or agencies in one cell for one name; that cell is not taken
Read 5 from m/world-bank.csv: 3 new, 0 changed, 0 unchanged, 2 refused (map world-bank).
Added: 1 vocabulary, 3 tags, 5 stakeholders, 3 projects, 5 participations, 3 fundings, 3 taggings.
Refused records, with reasons: refused/world-bank.csv; correct them there and import that file.
$ cut -d , -f 1-5 refused/world-bank.csv
mpt_line,mpt_field,mpt_value,mpt_reason,id
6,project,,a project needs title (text),P990004
7,project,,ends 2029-01-01 is before starts 2030-01-01; expected the other way round,P990005
$ mpt list projects 'outside_id~world-bank' --fields outside_id,title,status,instrument,starts,ends,country,committed
outside_id          title                 status    instrument  starts      ends        country  committed
world-bank:P990003  Grid beyond the Lake  stopped                                       UG
world-bank:P990002  Grid for the Lake     finished  loan        2001-01-09  2006-12-31  KE         USD 20m
world-bank:P990001  Wells of the Plateau  running   loan        2030-05-25  2036-06-30  IN        USD 105m
$ mpt list fundings giver=world-bank --fields project,title,amount
project               title         amount
grid-for-the-lake     commitment   USD 20m
wells-of-the-plateau  commitment  USD 100m
wells-of-the-plateau  grant         USD 5m
$ mpt list participations 'source~world-bank' --fields project,stakeholder,role,responsibility
project               stakeholder                             role     responsibility
grid-for-the-lake     ministry-of-finance-republic-of-kenya   decide   borrower
grid-for-the-lake     ministry-of-finance-republic-of-kenya   deliver  implements
grid-beyond-the-lake  ministry-of-finance-republic-of-uganda  decide   borrower
wells-of-the-plateau  ministry-of-water-department-of-wells   deliver  implements
wells-of-the-plateau  republic-of-india                       decide   borrower
# ANID: two editions with other columns; thousands of pesos, missing values in words.
$ mpt import m/anid.csv m/anid-2030.csv --refused refused
ANID, research projects of Chile: CSV with ',', quoted with ", header in line 1, UTF-8
line 4  the amount is in Dolares, which is not taken: 12
ANID, research projects of Chile: CSV with ';', quoted with ", header in line 1, UTF-8 with a byte order mark
Read 3 from m/anid.csv: 3 new, 0 changed, 0 unchanged, 0 refused (map anid).
Added: 1 vocabulary, 2 tags, 2 stakeholders, 1 programme, 2 calls, 3 projects, 2 participations, 1 funding, 2 taggings.
Read 3 from m/anid-2030.csv: 2 new, 0 changed, 0 unchanged, 1 refused (map anid).
Added: 2 tags, 2 calls, 2 projects, 1 participation, 2 fundings, 2 taggings.
3 records that came in before by the ids anid:... are not in this; nothing of theirs was changed.
Refused records, with reasons: refused/anid-2030.refused.csv; correct them there and import that file.
$ cut -d , -f 1-4 refused/anid-2030.refused.csv
mpt_line,mpt_field,mpt_value,mpt_reason
3,funding.amount,"CLP 100,5"
$ mpt list projects 'outside_id~anid' --fields outside_id,title,call,instrument,starts,place,committed
outside_id    title                                   call                     instrument     starts  place                committed
anid:9900002  DOCTORADO 9900002 (no title published)  concurso-doctorado-1999  fellowship     1999
anid:9900003  DÓLARES DEL NORTE                       concurso-regular-1999    project-grant  1999
anid:9900001  NIEVES DE LA CORDILLERA.                concurso-regular-1999    project-grant  1999    REGION DE ATACAMA     CLP 7.5m
anid:9900101  OLAS Y "PUERTOS"                        iniciacion-2030          project-grant  2030    VALPARAÍSO          CLP 86.22m
anid:9900103  SIN CASA                                regular-2030             project-grant  2030    METROPOLITANA      CLP 100 500
$ mpt list participations 'source~anid' --fields project,stakeholder
project                  stakeholder
dolares-del-norte        universidad-inventada
nieves-de-la-cordillera  universidad-inventada
olas-y-puertos           universidad-inventada
# NIH: institutes that fund together are givers of one award; its years are one project; subprojects bring no money.
$ mpt import m/nih-reporter.json
NIH RePORTER projects (API v2, JSON): JSON, records in "results", UTF-8
Read 4 from m/nih-reporter.json: 4 new, 0 changed, 0 unchanged, 0 refused (map nih-reporter).
Added: 3 stakeholders, 3 projects, 3 participations, 4 fundings.
$ mpt import m/nih-exporter.csv
NIH ExPORTER projects (RePORTER_PRJ_C_FY...csv): CSV with ',', quoted with ", header in line 1, UTF-8
Read 4 from m/nih-exporter.csv: 4 new, 0 changed, 0 unchanged, 0 refused (map nih-exporter).
Added: 3 projects, 3 participations, 4 fundings.
4 records that came in before by the ids nih:... are not in this; nothing of theirs was changed.
0.92 co-funded sleep-tides, "Sleep & tides"
               sleep-under-bridges, "Sleep under bridges"
0.85 co-funded center-of-cores, "Center of Cores"
               center-of-cores-2, "Center of Cores"
0.85 co-funded core-a, "Core A"
               core-a-2, "Core A"
3 likely duplicates: mpt duplicates
$ mpt list projects 'outside_id~nih' --fields outside_id,title,manager,status,committed
outside_id            title                manager                       status      committed
nih:P50XX990002       Center of Cores                                    finished  USD 500 000
nih:P50XX991002       Center of Cores                                              USD 500 000
nih:P50XX990002-5001  Core A                                             finished
nih:P50XX991002-5001  Core A
nih:R01XX990001       Sleep & tides        Ada Invented                  running   USD 794 000
nih:R01XX991001       Sleep under bridges  INVENTED, ADA; INVENTED, BEN            USD 794 000
$ mpt list fundings 'source~nih:' --fields project,giver,year,amount,ends
project              giver                          year       amount  ends
center-of-cores-2    institute-of-sleep             2030  USD 500 000
center-of-cores      national-institutes-of-health  2030  USD 500 000
sleep-tides          institute-of-sleep             2030  USD 350 000  2031-06-30
sleep-tides          institute-of-sleep             2031  USD 350 000
sleep-tides          institute-of-tides             2030   USD 94 000  2031-06-30
sleep-under-bridges  institute-of-sleep             2030  USD 350 000  2031-06-30
sleep-under-bridges  institute-of-tides             2030   USD 94 000  2031-06-30
sleep-under-bridges  institute-of-tides             2031  USD 350 000  2032-06-30
# Gateway to Research: milliseconds, shares of subjects, a title that is missing.
$ mpt import m/ukri-gtr.json --refused refused/gtr.jsonl
UKRI Gateway to Research, projects (GtR-2, JSON): JSON, records in "project", UTF-8
Read 3 from m/ukri-gtr.json: 2 new, 0 changed, 0 unchanged, 1 refused (map ukri-gtr).
Added: 1 vocabulary, 2 tags, 2 stakeholders, 2 projects, 4 participations, 1 funding, 2 taggings.
Refused records, with reasons: refused/gtr.jsonl; correct them there and import that file.
$ cut -c 1-140 refused/gtr.jsonl
{"mpt_line":"18","mpt_field":"project","mpt_value":null,"mpt_reason":"a project needs title (text)","id": "AAAA0000-0000-0000-0000-000000000
$ mpt show project:hydrogen-for-hill-farms
project hydrogen-for-hill-farms
  title                  Hydrogen for hill farms
  summary                Tractors & kilns.
  status                 running
  instrument             project-grant
  starts                 2030-01-01
  ends                   2032-12-31
  country                GB
  outside_id             gtr:AAAA0000-0000-0000-0000-000000000001
                         ukri:XX/Z990001/1
  committed              GBP 250 000
  tag                    gtr-subject:agriculture; gtr-subject:energy
  source                 gtr:aaaa0000-0000-0000-0000-000000000001.145d1afa

Referred to by
  participations         3: hill-kilns-ltd.hydrogen-for-hill-farms.deliver university-of-the-isles.hydrogen-for-hill-farms.orchestrate xxrc.hydrogen-for-hill-farms.co-fund
  funding                1: hydrogen-for-hill-farms.xxrc.committed
$ mpt list fundings giver=xxrc --fields project,receiver,amount
project                  receiver                      amount
hydrogen-for-hill-farms  university-of-the-isles  GBP 250 000
# 360Giving: applied for, awarded and spent are one grant's money; regrants are remarked on.
$ mpt import m/360giving.json --refused refused/360.jsonl
360Giving grants (JSON): JSON, records in "grants", UTF-8
line 9  is meant to be granted on (FRG010); with the grants made of it its money counts twice
No record had the column actualDates, which the map asks for.
Read 4 from m/360giving.json: 3 new, 0 changed, 0 unchanged, 1 refused (map 360giving).
Added: 2 stakeholders, 1 programme, 3 projects, 2 participations, 5 fundings.
Refused records, with reasons: refused/360.jsonl; correct them there and import that file.
$ cut -c 1-160 refused/360.jsonl
{"mpt_line":"16","mpt_field":"funding.amount","mpt_value":"XSH 7","mpt_reason":"amount: 'XSH 7': there is no currency XSH in ISO 4217; write it like AUD 6.2m, D
$ mpt show project:boats-for-the-bay
project boats-for-the-bay
  title                  Boats for the bay
  summary                Two boats.
Then a third.
  programme              small-boats
  starts                 2030-06-01
  ends                   2031-05-31
  place                  Whitby
  country                GB
  outside_id             360g:360G-invented-001
  committed              GBP 10 000
  source                 360g:360g-invented-001.edac0022

Referred to by
  participation          1: bay-trust.boats-for-the-bay.orchestrate
  fundings               3: boats-for-the-bay.invented-foundation.applied boats-for-the-bay.invented-foundation.committed boats-for-the-bay.invented-foundation.spent
$ mpt list fundings 'giver=invented-foundation' --fields project,title,stage,amount
project             title            stage          amount
a-person-s-lessons                   committed     EUR 300
boats-for-the-bay                    applied    GBP 12 000
boats-for-the-bay                    committed  GBP 10 000
boats-for-the-bay                    spent       GBP 4 000
money-to-grant-on   regrant: FRG010  committed  GBP 50 000
# UK major projects: a column a project, headers that carry a definition, cells that are exempt.
$ mpt import m/uk-gmpp.csv
UK Government Major Projects Portfolio, a department's file (a column a project): CSV with ',', quoted with ", a record a column, UTF-8
No record had the column NISTA Delivery Confidence Assessment, which the map asks for.
Read 3 from m/uk-gmpp.csv: 3 new, 0 changed, 0 unchanged, 0 refused (map uk-gmpp).
Added: 1 stakeholder, 3 projects, 3 participations, 2 fundings.
$ mpt list projects 'outside_id~gmpp' --fields outside_id,title,starts,ends
outside_id            title                starts      ends
gmpp:XX_0003_3031_Q4  Paper to Pixels      2030-09-01  2033-12-31
gmpp:XX_0002_3031_Q4  Secret Lighthouse
gmpp:XX_0001_3031_Q4  Tunnel of the Moors  2030-04-01  2040-03-31
$ mpt show project:tunnel-of-the-moors
project tunnel-of-the-moors
  title                  Tunnel of the Moors
  summary                A tunnel

under the moors.
Delivery confidence (IPA): Amber/Red
Delivery confidence (senior responsible owner): Amber
Since last year, the drill has moved.
  starts                 2030-04-01
  ends                   2040-03-31
  country                GB
  outside_id             gmpp:XX_0001_3031_Q4
  source                 gmpp:xx_0001_3031_q4.e74f4412

Referred to by
  participation          1: department-for-invention.tunnel-of-the-moors.decide
  funding                1: tunnel-of-the-moors.department-for-invention.planned
$ mpt list fundings giver=department-for-invention --fields project,stage,title,amount
project              stage    title                          amount
paper-to-pixels      planned  whole life cost, baseline   GBP 45.1m
tunnel-of-the-moors  planned  whole life cost, baseline  GBP 1.23bn
# All of it again: nothing changes, and what is exported is the same byte for byte.
$ mpt export --format json -o before.json
$ mpt import m/*.csv m/*.json --refused refused 2>remarks | grep Read
Read 3 from m/anid-2030.csv: 0 new, 0 changed, 2 unchanged, 1 refused (map anid).
Read 3 from m/anid.csv: 0 new, 0 changed, 3 unchanged, 0 refused (map anid).
Read 3 from m/cordis-euroscivoc.csv: 0 new, 0 changed, 3 unchanged, 0 refused (map cordis-euroscivoc).
Read 5 from m/cordis-organization.csv: 0 new, 0 changed, 4 unchanged, 1 refused (map cordis-organization).
Read 3 from m/cordis-project.csv: 0 new, 0 changed, 3 unchanged, 0 refused (map cordis-project).
Read 3 from m/cordis-topics.csv: 0 new, 0 changed, 3 unchanged, 0 refused (map cordis-topics).
Read 4 from m/nih-exporter.csv: 0 new, 0 changed, 4 unchanged, 0 refused (map nih-exporter).
Read 3 from m/nsf-awards.csv: 0 new, 0 changed, 2 unchanged, 1 refused (map nsf-awards).
Read 5 from m/rcn-applications.csv: 0 new, 0 changed, 5 unchanged, 0 refused (map rcn-applications).
Read 3 from m/rcn-eu-grants.csv: 0 new, 0 changed, 3 unchanged, 0 refused (map rcn-eu-grants).
Read 3 from m/swecris.csv: 0 new, 0 changed, 2 unchanged, 1 refused (map swecris).
Read 3 from m/uk-gmpp.csv: 0 new, 0 changed, 3 unchanged, 0 refused (map uk-gmpp).
Read 5 from m/world-bank.csv: 0 new, 0 changed, 3 unchanged, 2 refused (map world-bank).
Read 4 from m/360giving.json: 0 new, 0 changed, 3 unchanged, 1 refused (map 360giving).
Read 4 from m/nih-reporter.json: 0 new, 0 changed, 4 unchanged, 0 refused (map nih-reporter).
Read 3 from m/ukri-gtr.json: 0 new, 0 changed, 2 unchanged, 1 refused (map ukri-gtr).
$ mpt export --format json -o after.json && cmp before.json after.json
$ mpt doctor
p.mpt is healthy.
# A record that came in before and is refused now is in the file all the same; what the file has no more is named.
$ printf 'id,title,start\n1,River,2020-01-01\n2,Brook,2020-01-01\n3,Hill,2020-01-01\n' > land.csv
$ mpt import land.csv --yes --quiet
$ printf 'id,title,start\n1,River,2020-01-01\n2,Brook,no date\n' > land.csv
$ mpt import land.csv --map land.sql 2>&1 | grep -v '^Projects of'
Read 2 from land.csv: 0 new, 0 changed, 1 unchanged, 1 refused (map land).
1 record that came in before by the ids land:... is not in this; nothing of theirs was changed.
Refused records, with reasons: land.refused.csv; correct them there and import that file.
# What cannot be read is not empty.
$ mpt import - < .
mpt: standard input cannot be kept while it is read: Is a directory
[exit 4]
# A map that goes round in circles ends, and says so of each record.
$ printf -- '-- map: loop\n-- title: Loop\n-- format: csv\n-- scheme: loop\n-- key: id\n-- kind: project\nWITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)\nSELECT title, (SELECT count(*) FROM n) AS summary FROM source;\n' > loop.sql
$ printf 'id,title\n1,A\n' > loop.csv
$ mpt import loop.csv --map loop.sql --quiet
$ cat loop.refused.csv
mpt_line,mpt_field,mpt_value,mpt_reason,id,title
2,,,"map loop, line 7: takes more than 50 million steps on this record, as if it went round in circles",1,A
