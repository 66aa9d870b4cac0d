# What is refused, with which words, and with which exit code.
$ mpt init --quiet
# Commands, flags, kinds, fields: 2, and what was perhaps meant.
$ mpt lst projects
mpt: there is no command 'lst'; did you mean list?; `mpt help` lists them
[exit 2]
$ mpt zzzzzz
mpt: there is no command 'zzzzzz'; `mpt help` lists them
[exit 2]
$ mpt add-projct "x"
mpt: there is no command 'add-projct'; did you mean add-project or edit-project?; `mpt help` lists them
[exit 2]
$ mpt add-zzz "x"
mpt: there is no command 'add-zzz'; `mpt help` lists them
[exit 2]
$ mpt list projets
mpt: there is no kind 'projets'; did you mean projects?; `mpt help kinds` lists them
[exit 2]
$ mpt list qqqq
mpt: there is no kind 'qqqq'; `mpt help kinds` lists them
[exit 2]
$ mpt help nothing
mpt: there is no help on 'nothing'; `mpt help` lists the commands, `mpt help kinds` the kinds
[exit 2]
$ mpt add-project "x" --missoin y
mpt: add-project has no flag --missoin; did you mean --mission?; `mpt add-project --help` lists them
[exit 2]
$ mpt add-project "x" --qqqqqq y
mpt: add-project has no flag --qqqqqq; `mpt add-project --help` lists them
[exit 2]
$ mpt list missions -x
mpt: there is no flag -x; flags are written --name
[exit 2]
$ mpt add-project "x" --committed 'NOK 5'
mpt: add-project has no flag --committed; `mpt add-project --help` lists them
[exit 2]
$ mpt list projects --fields code,qqqqqq
mpt: --fields: projects have no field 'qqqqqq'; `mpt help kinds` lists them
[exit 2]
$ mpt list projects --limit -1
mpt: --limit '-1' is not a whole number of at least 0
[exit 2]
$ mpt list projects --limit many
mpt: --limit 'many' is not a whole number of at least 0
[exit 2]
$ mpt list projects --format xml
mpt: --format 'xml' is not possible here; list gives text, json, csv, md
[exit 2]
$ mpt list projects --format html
mpt: --format 'html' is not possible here; list gives text, json, csv, md
[exit 2]
$ mpt gaps --format csv
mpt: --format 'csv' is not possible here; gaps gives text, json, md, html
[exit 2]
$ mpt export --format md
mpt: --format 'md' is not possible here; export gives json, csv, iati, 360giving, kumu, dot, sql, xlsx
[exit 2]
$ mpt add-project --title
mpt: --title needs a value: text
[exit 2]
$ mpt list missions --quiet=yes
mpt: --quiet takes no value
[exit 2]
$ mpt show
mpt: something is missing: mpt show CODE
`mpt show --help` says more
[exit 2]
$ mpt show a b
mpt: that is too much: mpt show CODE
`mpt show --help` says more
[exit 2]
$ mpt list
mpt: something is missing: mpt list KINDS [FIELD=VALUE ...]
`mpt list --help` says more
[exit 2]
$ mpt remove-mission
mpt: something is missing: mpt remove-mission CODE [--cascade]
`mpt remove-mission --help` says more
[exit 2]
$ mpt link a follows
mpt: something is missing: mpt link A RELATION B
`mpt link --help` says more
[exit 2]
$ mpt report
mpt: say which mission: mpt report --mission CODE (`mpt list missions` lists them)
[exit 2]
$ mpt import
mpt: something is missing: mpt import FILE|URL|- ...
`mpt import --help` says more
[exit 2]
$ mpt gaps --as-of 2024-02-30
mpt: --as-of: '2024-02-30' is not a day; it takes a date like 2024-07-07
[exit 2]
$ mpt gaps --as-of tomorrow
mpt: --as-of: 'tomorrow' is not a day; it takes a date like 2024-07-07
[exit 2]
$ mpt gaps --severity bad
mpt: --severity 'bad' is none of critical, warning, info
[exit 2]
$ mpt gaps --class bad
mpt: --class 'bad' is none of setup, structure, drift, flow
[exit 2]
$ mpt gaps --rule no-such-rule
mpt: there is no rule 'no-such-rule'; `mpt rules` lists them
[exit 2]
$ mpt init --seed=all --db other.mpt
mpt: --seed=all is not possible; --seed or --seed=texts
[exit 2]
$ mpt add-measurement "no title"
mpt: a measurement has no title; `mpt add-measurement --help` lists what it has
[exit 2]
# Filters and orders: 3.
$ mpt list projects ferries
mpt: 'ferries' is no filter; write field=value, or with != < <= > >= or ~ (contains), like 'ends<2025-01-01'
[exit 3]
$ mpt list projects 'starts<tomorrow'
mpt: starts: 'tomorrow' is not allowed; expected date (2030, 2030-06 or 2030-06-30)
[exit 3]
$ mpt list projects stage=reserch
mpt: stage: 'reserch' is not allowed; expected one of: research, development, demonstration, deployment, diffusion
[exit 3]
$ mpt list projects mission=nowhere
mpt: there is no mission 'nowhere'; `mpt list missions` shows all
[exit 3]
$ mpt list projects 'mission~x'
mpt: mission is no text; ~ (contains) does not go with it
[exit 3]
$ mpt list projects qqqqqq=1 2>&1 | cut -c 1-50
mpt: projects have no field 'qqqqqq'; `mpt help pr
$ mpt list projects --sort qqqqqq 2>&1 | cut -c 1-50
mpt: projects have no field 'qqqqqq'; `mpt help pr
$ mpt list projects --search AND
mpt: --search 'AND' cannot be understood; write words, begin* , "a phrase", AND, OR, NOT
[exit 3]
# Dates that are none.
$ mpt add-mission Ferries --launched 2024-02-30
mpt: launched: there is no day 2024-02-30; expected date (2030, 2030-06 or 2030-06-30)
[exit 3]
$ mpt add-mission Ferries --launched 2023-02-29
mpt: launched: there is no day 2023-02-29; expected date (2030, 2030-06 or 2030-06-30)
[exit 3]
$ mpt add-mission Ferries --launched 2024-13
mpt: launched: '2024-13' is not allowed; expected date (2030, 2030-06 or 2030-06-30)
[exit 3]
$ mpt add-mission Ferries --launched 30.6.2024
mpt: launched: '30.6.2024' is not allowed; expected date (2030, 2030-06 or 2030-06-30)
[exit 3]
$ mpt add-mission Ferries --launched 2024-02-29 --planned 'NOK 12m'
Added mission ferries.
# Money: an amount and a currency.
$ mpt add-project Ferry --scale-cost 100
mpt: scale_cost: '100' has no currency; write it like AUD 6.2m, DKK 700 000 000 or 12 500 NOK
[exit 3]
$ mpt add-project Ferry --scale-cost 'XYZ 100'
mpt: scale_cost: 'XYZ 100': there is no currency XYZ in ISO 4217; write it like AUD 6.2m, DKK 700 000 000 or 12 500 NOK
[exit 3]
$ mpt add-project Ferry --scale-cost NOK
mpt: scale_cost: 'NOK' is not an amount of money; write it like AUD 6.2m, DKK 700 000 000 or 12 500 NOK
[exit 3]
$ mpt add-project Ferry --scale-cost 'NOK 1.234'
mpt: scale_cost: 'NOK 1.234' may mean thousands or decimals; write it like AUD 6.2m, DKK 700 000 000 or 12 500 NOK
[exit 3]
$ mpt add-project Ferry --scale-cost 'JPY 1.5'
mpt: scale_cost: 'JPY 1.5': JPY has 0 decimals, this amount has more
[exit 3]
$ mpt add-project Ferry --scale-cost 'NOK 99999999999999999999'
mpt: scale_cost: 'NOK 99999999999999999999' is too large an amount
[exit 3]
$ mpt add-project Ferry --scale-cost 'NOK 1e9'
mpt: scale_cost: 'NOK 1e9' is not an amount of money: 'e9' is left over; write it like AUD 6.2m, DKK 700 000 000 or 12 500 NOK
[exit 3]
$ mpt add-project Ferry --scale-cost 'NOK 5 apples'
mpt: scale_cost: 'NOK 5 apples' is not an amount of money: 'apples' is left over; write it like AUD 6.2m, DKK 700 000 000 or 12 500 NOK
[exit 3]
# Shares.
$ mpt add-mission Trains
Added mission trains.
$ mpt add-project Ferry --mission ferries:-5%
mpt: mission: 'ferries:-5%' is not allowed; a share is a number from 0 to 100 %
[exit 3]
$ mpt add-project Ferry --mission ferries:101%
mpt: mission: 'ferries:101%' is not allowed; a share is a number from 0 to 100 %
[exit 3]
$ mpt add-project Ferry --mission ferries:x%
mpt: mission: 'ferries:x%' is not allowed; a share is a number from 0 to 100 %
[exit 3]
$ mpt add-project Ferry --mission ferries:60% --mission trains:50%
mpt: mission: the shares sum to 110 %; they may not exceed 100 %
[exit 3]
$ mpt add-project Ferry --mission ferries:33.4% --mission trains:66.6%
Added project ferry.
$ mpt edit-project ferry --mission+ trains:67%
mpt: mission: the shares sum to 100.4 %; they may not exceed 100 %
[exit 3]
# Choices and numbers.
$ mpt add-project Train --stage demonstartion
mpt: stage: 'demonstartion' is not allowed; expected one of: research, development, demonstration, deployment, diffusion
[exit 3]
$ mpt add-project Train --trl 10
mpt: trl: '10' is not allowed; expected whole number from 1 to 9
[exit 3]
$ mpt add-project Train --trl 4.5
mpt: trl: '4.5' is not allowed; expected whole number from 1 to 9
[exit 3]
$ mpt add-project Train --trl many
mpt: trl: 'many' is not allowed; expected whole number from 1 to 9
[exit 3]
$ mpt add-project Train --pilot=maybe
mpt: pilot: 'maybe' is not allowed; expected yes or no
[exit 3]
$ mpt add-target Trains --value 1,5
mpt: value: '1,5' is not allowed; expected number
[exit 3]
$ mpt add-target Trains --value nan
mpt: value: 'nan' is not allowed; expected number
[exit 3]
$ mpt add-target Trains --value 1e999
mpt: value: '1e999' is not allowed; expected number
[exit 3]
# References, codes, names.
$ mpt add-project Train --mission ferrys
mpt: mission: there is no mission 'ferrys'; did you mean ferries?
[exit 3]
$ mpt add-project Train --mission zzzz
mpt: mission: there is no mission 'zzzz'; `mpt list missions` shows all
[exit 3]
$ mpt add-project Train --code 'Not A Code'
mpt: code: 'Not A Code' is not allowed; expected code (a-z, 0-9, '-', '.', ':')
[exit 3]
$ mpt add-project Train --code ferry
mpt: there is a project 'ferry' already; `mpt edit-project` changes it
[exit 3]
$ mpt show nothing
mpt: there is no record 'nothing'; `mpt list KINDS` shows what there is
[exit 3]
$ mpt edit-project nothing --stage research
mpt: there is no project 'nothing'; `mpt list projects` shows all
[exit 3]
$ mpt history nothing
mpt: there is no record 'nothing'; `mpt list KINDS` shows what there is
[exit 3]
$ mpt measure nothing 5
mpt: target: there is no target 'nothing'; `mpt list targets` shows all
[exit 3]
$ mpt report --mission zzz
mpt: there is no mission 'zzz'; `mpt list missions` shows all
[exit 3]
$ mpt explain nothing
mpt: there is no rule 'nothing'; `mpt rules` lists them
[exit 2]
$ mpt import nothing.json
mpt: nothing.json cannot be read: No such file or directory
[exit 3]
$ mpt edit-mission trains --code ferries
mpt: there is a mission 'ferries' already
[exit 3]
$ mpt edit-mission trains --title ''
mpt: a mission needs title (text)
[exit 3]
# Everything that is missing, at once.
$ mpt add-project
mpt: a project needs title (text)
[exit 3]
$ mpt add-project '   '
mpt: a project needs title (text)
[exit 3]
$ mpt add-funding
mpt: a funding needs amount (money (AUD 6.2m, DKK 700 000 000, 12 500 NOK)); stage (one of: planned, applied, pledged, committed, spent); one of project, mission, programme or portfolio
[exit 3]
$ mpt add-funding --amount 'NOK 5m' --stage committed
mpt: a funding needs one of project, mission, programme or portfolio
[exit 3]
$ mpt add-link
mpt: a link needs relation (one of: duplicate-of, co-funded-with, renews, overlaps, shares-wording, complements, competes-with, follows, parallel-to, part-of, aligned-with, distinct-from); one of project, mission or stakeholder; one of to_project, to_mission or to_stakeholder
[exit 3]
# A beginning that fits more than one record, and one that fits one.
$ mpt add-mission "Ferries of the north"
Added mission ferries-of-the-north.
$ mpt show ferr
mpt: more than one record begins with 'ferr': mission:ferries, mission:ferries-of-the-north, project:ferry
[exit 3]
$ mpt edit-mission ferr --status launched
mpt: more than one mission begins with 'ferr': ferries, ferries-of-the-north
[exit 3]
$ mpt add-project Train --mission ferr
mpt: mission: more than one mission begins with 'ferr': ferries, ferries-of-the-north
[exit 3]
$ mpt edit-mission ferries-of --status launched
Changed mission ferries-of-the-north.
  status: (empty) -> launched
$ mpt edit-mission ferries-of
Nothing to change on mission ferries-of-the-north.
# Of all that, this was kept.
$ mpt list missions --fields code,title,status,planned
code                  title                 status    planned
ferries               Ferries                         NOK 12m
ferries-of-the-north  Ferries of the north  launched
trains                Trains
$ mpt list projects --fields code,mission
code   mission
ferry  ferries:33.4%; trains:66.6%
$ mpt doctor
p.mpt is healthy.
