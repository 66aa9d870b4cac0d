# mpt calendar: open dates as iCalendar. Times of change and the portfolio's key are masked.
$ mpt init --quiet
$ mpt add-mission Hydrogen --status launched --governing-body 'the board' --governing-body-meets-on 2024-09 -q
hydrogen
$ mpt add-decision 'Choose the site; now' --code d-31 --status needed --due-on 2024-08-01 --mission hydrogen --level ministry --holds 'AUD 6.2m' --proposal 'Gladstone, the other site as reserve, and a second look at the port before the winter' -q
d-31
$ mpt add-step 'Permit hearing' --due 2030 --mission hydrogen -q
permit-hearing
$ mpt calendar 2>said | tr -d '\r' | sed -e 's/@[0-9a-f]*\.mpt/@KEY.mpt/' -e 's/^\(DTSTAMP\|LAST-MODIFIED\):[0-9TZ]*$/\1:TIME/'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//mpt//Mission portfolio//EN
CALSCALE:GREGORIAN
X-WR-CALNAME:p
BEGIN:VEVENT
UID:decision-d-31-due@KEY.mpt
DTSTAMP:TIME
LAST-MODIFIED:TIME
SEQUENCE:0
DTSTART;VALUE=DATE:20240801
DTEND;VALUE=DATE:20240802
SUMMARY:Decision due: Choose the site\; now (Hydrogen)
DESCRIPTION:Decides: ministry\nOn hold: AUD 6.2m\nProposal: Gladstone\, the
  other site as reserve\, and a second look at the port before the winter\n
 mpt show decision:d-31
CATEGORIES:Decision
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:mission-hydrogen-meets@KEY.mpt
DTSTAMP:TIME
LAST-MODIFIED:TIME
SEQUENCE:0
DTSTART;VALUE=DATE:20240930
DTEND;VALUE=DATE:20241001
SUMMARY:Meeting: the board (Hydrogen)
DESCRIPTION:Only the month is known: September 2024\nmpt show mission:hydro
 gen
CATEGORIES:Meeting
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
$ cat said
1 date known only to the year, left out since a day would be invented: step:permit-hearing
# It is moved: the same event, later. A file appears whole or not at all.
$ mpt calendar -o before.ics -q
$ mpt edit-decision d-31 --due-on 2024-08-15
Changed decision d-31.
  due_on: 2024-08-01 -> 2024-08-15
$ mpt calendar -o after.ics --mission hyd
2 dates
1 date known only to the year, left out since a day would be invented: step:permit-hearing
$ grep -h '^UID:decision' before.ics after.ics | uniq -c | grep -c ' 2 UID'
1
$ grep -h -A 6 '^UID:decision' before.ics after.ics | grep '^SEQ\|^DTSTART' | tr -d '\r'
SEQUENCE:0
DTSTART;VALUE=DATE:20240801
SEQUENCE:1
DTSTART;VALUE=DATE:20240815
$ mpt calendar -o after.ics --mission nothing
mpt: there is no mission 'nothing'; `mpt list missions` shows all
[exit 3]
$ mpt calendar --format json
mpt: --format 'json' is not possible here; calendar gives text
[exit 2]
# The same at any time, as long as nothing changes.
$ mpt calendar -q > one.ics; sleep 1; mpt calendar -q | cmp - one.ics
