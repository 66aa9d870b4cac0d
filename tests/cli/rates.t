# Exchange rates: taken in, looked at, used; and what is no rate is refused, nothing of its file being taken.
$ mpt init --quiet
$ mpt rates
EXCHANGE RATES  of the euro
CURRENCIES
  No exchange rates are kept here. `mpt rates update FILE` takes in
  eurofxref-hist.csv or eurofxref-daily.xml of the European Central Bank.
$ mpt rates convert 'NOK 12 500' --to EUR
mpt: there is no rate of NOK on any day; no rates are kept here yet, `mpt rates update FILE` takes them in
[exit 3]
$ mpt rates update
mpt: there are no rates here yet; take the whole history first: download https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip, unpack it, mpt rates update eurofxref-hist.csv
[exit 2]
$ cp "$TESTS"/data/rates/* .
$ mpt rates update history.csv
Took in 25 rates of 4 January 1999 to 5 July 2024 from history.csv; 0 were there already.
$ mpt rates update daily.xml
Took in 3 rates of 8 July 2024 from daily.xml; 0 were there already.
$ mpt rates update daily.xml
Nothing new in daily.xml; 3 rates were there already.
$ mpt rates
EXCHANGE RATES  of the euro
CURRENCIES
  currency  from        to          rates
  JPY       1999-01-04  2024-07-08      7
  NOK       1999-01-04  2024-07-08      7
  RUB       2022-03-01  2022-03-01      1
  SEK       1999-01-04  2024-07-05      6
  USD       1999-01-04  2024-07-08      7

SOURCES
  received    from        to          rates  source
  2024-07-07  2024-07-08  2024-07-08      3  daily.xml
  2024-07-07  1999-01-04  2024-07-05     25  history.csv
$ mpt rates --format json | head -n 16
{
  "schema": "mpt.rates/1",
  "as_of": "2024-07-07",
  "currencies": [
    {
      "currency": "JPY",
      "first_day": "1999-01-04",
      "last_day": "2024-07-08",
      "rates": 7
    },
    {
      "currency": "NOK",
      "first_day": "1999-01-04",
      "last_day": "2024-07-08",
      "rates": 7
    },
$ mpt history --format json | grep '"after"'
          "after": "daily.xml, received 2024-07-07: 3 rates, 2024-07-08 to 2024-07-08"
          "after": "history.csv, received 2024-07-07: 25 rates, 1999-01-04 to 2024-07-05"
# On a Sunday by Friday's rate; through the euro; currencies without decimals; the same currency.
$ mpt rates convert 'NOK 12 500' --to EUR
NOK 12500.00 = EUR 1090.04                                        on 7 July 2024
  rate  EUR 1 = NOK 11.4675 (5 Jul 2024); history.csv, received 7 Jul 2024
$ mpt rates convert 12 500 NOK --to usd --on 2024-07-05
NOK 12500.00 = USD 1179.86                                        on 5 July 2024
  rate  EUR 1 = NOK 11.4675 (5 Jul 2024); history.csv, received 7 Jul 2024
  rate  EUR 1 = USD 1.0824 (5 Jul 2024); history.csv, received 7 Jul 2024
$ mpt rates convert 'USD 1' --to JPY --on 2024-07-05 --format json
{
  "schema": "mpt.conversion/1",
  "as_of": "2024-07-05",
  "amount": "USD 1.00",
  "converted": "JPY 161",
  "rates": [
    {
      "currency": "USD",
      "rate": "1.0824",
      "day": "2024-07-05",
      "source": "history.csv",
      "received": "2024-07-07"
    },
    {
      "currency": "JPY",
      "rate": "174.01",
      "day": "2024-07-05",
      "source": "history.csv",
      "received": "2024-07-07"
    }
  ]
}
$ mpt rates convert 'EUR 1' --to EUR --on 1990-01-01
EUR 1.00 = EUR 1.00                                            on 1 January 1990
  It is in that currency.
# Seven days and no more, never the day after; a currency that ended; one that never was.
$ mpt rates convert 'USD 1' --to EUR --on 2024-07-15 | tail -n 1
  rate  EUR 1 = USD 1.0835 (8 Jul 2024); daily.xml, received 7 Jul 2024
$ mpt rates convert 'USD 1' --to EUR --on 2024-07-16
mpt: there is no rate of USD for 2024-07-16 or the 7 days before it; the nearest is of 2024-07-08
[exit 3]
$ mpt rates convert 'USD 1' --to EUR --on 2024-06-30
mpt: there is no rate of USD for 2024-06-30 or the 7 days before it; the nearest is of 2024-07-01
[exit 3]
$ mpt rates convert 'RUB 1m' --to EUR --on 2022-03-02 | head -n 1
RUB 1000000.00 = EUR 8532.35                                     on 2 March 2022
$ mpt rates convert 'RUB 1m' --to EUR
mpt: there is no rate of RUB for 2024-07-07 or the 7 days before it; the nearest is of 2022-03-01
[exit 3]
$ mpt rates convert 'KWD 1' --to EUR
mpt: there is no rate of KWD on any day; `mpt rates` lists the currencies there are
[exit 3]
# A value that differs is said, and taken only when asked for; undo brings the old one back.
$ sed 's/1.0824/1.0825/' history.csv >changed.csv
$ mpt rates update changed.csv
Nothing new in changed.csv; 24 rates were there already.
  USD on 2024-07-05: was 1.0824, is 1.0825 in changed.csv
1 differ and were not taken; --update takes them.
$ mpt rates convert 'USD 1' --to EUR --on 2024-07-05 | tail -n 1
  rate  EUR 1 = USD 1.0824 (5 Jul 2024); history.csv, received 7 Jul 2024
$ mpt rates update changed.csv --update
Took in 1 rate of 5 July 2024 from changed.csv; 24 were there already.
  USD on 2024-07-05: was 1.0824, is 1.0825 in changed.csv
1 differed; the new ones are in force, the old ones are kept.
$ mpt rates convert 'USD 1' --to EUR --on 2024-07-05 | tail -n 1
  rate  EUR 1 = USD 1.0825 (5 Jul 2024); changed.csv, received 7 Jul 2024
$ mpt undo --quiet
$ mpt rates convert 'USD 1' --to EUR --on 2024-07-05 | tail -n 1
  rate  EUR 1 = USD 1.0824 (5 Jul 2024); history.csv, received 7 Jul 2024
# A portfolio with its rates goes through a bundle unchanged.
$ mpt add-mission "A mission" --code m --planned 'NOK 40m' --quiet
m
$ mpt add-funding "Grant" --mission m --amount 'NOK 12 500 000' --stage committed --source-kind own --quiet
m.committed
$ mpt add-funding "Gift" --mission m --amount 'KWD 5 000' --stage committed --source-kind philanthropic --quiet
m.committed-2
$ mpt add-funding "Share" --mission m --amount 'USD 1 500 000.50' --stage spent --source-kind own --quiet
m.spent
$ mpt export --format json -o bundle.json
$ mpt init --db other.mpt --quiet
$ mpt import bundle.json --db other.mpt
Imported: 4 new, 0 changed, 0 unchanged.
Exchange rates: 28 new.
$ mpt export --format json --db other.mpt | cmp - bundle.json
$ grep '"amount"' bundle.json
        "amount": "NOK 12500000.00",
        "amount": "KWD 5000.000",
        "amount": "USD 1500000.50",
$ mpt doctor
p.mpt is healthy.
# One total beside the currencies as they are; what is not in it is named.
$ mpt report --mission m --currency EUR | sed -n '/^MONEY/,/^$/p'
MONEY
  NOK        committed NOK 12.5m of NOK 40m planned; spent not recorded
  by source  own NOK 12.5m
  ratio      no outside money is recorded as committed
  lasts      no commitment says until when its money lasts
  KWD        committed KWD 5 000; spent not recorded
  by source  philanthropic KWD 5 000
  lasts      no commitment says until when its money lasts
  USD        committed USD 0; spent USD 1.5m
  in EUR     committed EUR 1.09m of EUR 3.49m planned; spent EUR 1.39m, without
             what is in KWD
  without    committed KWD 5 000: there is no rate of KWD on any day; `mpt
             rates` lists the currencies there are
  rate       EUR 1 = NOK 11.4675 (5 Jul 2024); history.csv, received 7 Jul 2024
  rate       EUR 1 = USD 1.0824 (5 Jul 2024); history.csv, received 7 Jul 2024
  rates of   7 Jul 2024, one day for all; --rate-date DATE takes another

$ mpt report --mission m --currency usd --rate-date 2024-07-01 --sources | sed -n '/^MONEY/,/^$/p; /total in USD/,/$/p'
MONEY
  NOK        committed NOK 12.5m of NOK 40m planned; spent not recorded
  by source  own NOK 12.5m
  ratio      no outside money is recorded as committed
  lasts      no commitment says until when its money lasts
  KWD        committed KWD 5 000; spent not recorded
  by source  philanthropic KWD 5 000
  lasts      no commitment says until when its money lasts
  USD        committed USD 0; spent USD 1.5m
  in USD     committed USD 1.18m of USD 3.77m planned; spent USD 1.5m, without
             what is in KWD
  without    committed KWD 5 000: there is no rate of KWD on any day; `mpt
             rates` lists the currencies there are
  rate       EUR 1 = NOK 11.414 (1 Jul 2024); history.csv, received 7 Jul 2024
  rate       EUR 1 = USD 1.0745 (1 Jul 2024); history.csv, received 7 Jul 2024
  rates of   1 Jul 2024, one day for all; --rate-date DATE takes another

  total in USD                           the sums by currency, each converted
                                         once; mpt rates
$ mpt report --mission m --currency EUR --rate-date 2020-01-01 | sed -n '/^MONEY/,/^$/p'
MONEY
  NOK        committed NOK 12.5m of NOK 40m planned; spent not recorded
  by source  own NOK 12.5m
  ratio      no outside money is recorded as committed
  lasts      no commitment says until when its money lasts
  KWD        committed KWD 5 000; spent not recorded
  by source  philanthropic KWD 5 000
  lasts      no commitment says until when its money lasts
  USD        committed USD 0; spent USD 1.5m
  in EUR     nothing could be converted
  without    planned NOK 40m: there is no rate of NOK for 2020-01-01 or the 7
             days before it; the nearest is of 2022-03-01
  without    committed NOK 12.5m: there is no rate of NOK for 2020-01-01 or the
             7 days before it; the nearest is of 2022-03-01
  without    committed KWD 5 000: there is no rate of KWD on any day; `mpt
             rates` lists the currencies there are
  without    spent USD 1.5m: there is no rate of USD for 2020-01-01 or the 7
             days before it; the nearest is of 2022-03-01

$ mpt report --mission m --currency EUR --format json | sed -n '/"money_in"/,/^  }/p'
  "money_in": {
    "currency": "EUR",
    "rate_date": "2024-07-07",
    "complete": false,
    "planned": "EUR 3488118.60",
    "applied": null,
    "pledged": null,
    "committed": "EUR 1090037.06",
    "spent": "EUR 1385809.77",
    "rates": [
      {
        "currency": "NOK",
        "rate": "11.4675",
        "day": "2024-07-05",
        "source": "history.csv",
        "received": "2024-07-07"
      },
      {
        "currency": "USD",
        "rate": "1.0824",
        "day": "2024-07-05",
        "source": "history.csv",
        "received": "2024-07-07"
      }
    ],
    "missing": [
      {
        "currency": "KWD",
        "committed": "KWD 5000.000",
        "reason": "there is no rate of KWD on any day; `mpt rates` lists the currencies there are"
      }
    ]
  },
$ mpt report --mission m --rate-date 2024-07-01
mpt: --rate-date says of which day the rates are of --currency CODE
[exit 2]
$ mpt report --mission m --currency EURO
mpt: --currency 'EURO' is no currency of ISO 4217, like EUR
[exit 2]
$ mpt report --mission m --currency EUR --rate-date 2024
mpt: --rate-date '2024' is no day, like 2024-07-05
[exit 2]
# What is no rate.
$ bad() { printf "$1" >bad.csv; mpt rates update bad.csv; }; for cell in 0 -1.08 1e400 many 1.2.3 1,08; do bad "Date,USD,\n2024-07-09,\"$cell\",\n"; done
mpt: bad.csv, line 2: USD: '0' is no rate; expected a number above 0 of at most 15 digits, like 1.0824
mpt: bad.csv, line 2: USD: '-1.08' is no rate; expected a number above 0 of at most 15 digits, like 1.0824
mpt: bad.csv, line 2: USD: '1e400' is no rate; expected a number above 0 of at most 15 digits, like 1.0824
mpt: bad.csv, line 2: USD: 'many' is no rate; expected a number above 0 of at most 15 digits, like 1.0824
mpt: bad.csv, line 2: USD: '1.2.3' is no rate; expected a number above 0 of at most 15 digits, like 1.0824
mpt: bad.csv, line 2: USD: '1,08' is no rate; expected a number above 0 of at most 15 digits, like 1.0824
[exit 3]
$ printf 'Date,SEK,\n2024-07-09,11.4,\n09/07/2024,11.3,\n' >bad.csv; mpt rates update bad.csv
mpt: bad.csv, line 3: '09/07/2024' is no day since 1999, when the euro began, like 2024-07-05
[exit 3]
$ printf 'Date,SEK,\n2024-07-09,11.4,\n1998-12-31,11.3,\n' >bad.csv; mpt rates update bad.csv
mpt: bad.csv, line 3: '1998-12-31' is no day since 1999, when the euro began, like 2024-07-05
[exit 3]
$ printf 'Date,SEK,\n2024-07-09,11.4,\n2024-07-09,11.4,\n' >bad.csv; mpt rates update bad.csv
mpt: bad.csv, line 3: the day 2024-07-09 is there twice
[exit 3]
$ printf '2024-07-09,11.4,\n2024-07-08,11.4,\n' >bad.csv; mpt rates update bad.csv
mpt: bad.csv: is no history of euro rates: the header begins with '2024-07-09', expected 'Date' and currencies, as in eurofxref-hist.csv of the European Central Bank
[exit 3]
$ printf 'Date,SEK,NOK,\n2024-07-09,11.4,\n' >bad.csv; mpt rates update bad.csv
mpt: bad.csv, line 2: has 3 fields, the header has 4
[exit 3]
$ printf 'Date,SEK,NOK\n2024-07-09,11.4,11.5,\n' >bad.csv; mpt rates update bad.csv
mpt: bad.csv, line 2: has 4 fields, the header has 3
[exit 3]
$ printf 'Date,SEK,\n2024-07-09,11.4,11.5\n' >bad.csv; mpt rates update bad.csv
mpt: bad.csv, line 2: column 3 has no currency above it, but '11.5' in it
[exit 3]
$ printf 'Date,SEK,SEK\n2024-07-09,11.4,11.5\n' >bad.csv; mpt rates update bad.csv
mpt: bad.csv, line 1: two fields are called 'SEK' (columns 2 and 3); expected names that are there once
[exit 3]
$ printf 'Date,Krona,\n2024-07-09,11.4,\n' >bad.csv; mpt rates update bad.csv
mpt: bad.csv, header, column 2: 'Krona' is no currency; expected three capitals such as USD
[exit 3]
$ printf 'Date,SEK\n2024-07-09,N/A\n' >bad.csv; mpt rates update bad.csv
mpt: bad.csv: holds no rate; expected lines like 2024-07-05,1.0824,174.01
[exit 3]
$ : >bad.csv; mpt rates update bad.csv
mpt: bad.csv is empty; expected CSV, JSON, XML or XLSX, packed with gzip or not
[exit 3]
$ sed "s/1.0835/0/" daily.xml >bad.xml; mpt rates update bad.xml
mpt: bad.xml, line 7: 2024-07-08: USD: '0' is no rate; expected a number above 0 of at most 15 digits, like 1.0824
[exit 3]
$ sed "s/ rate='1.0835'//" daily.xml >bad.xml; mpt rates update bad.xml
mpt: bad.xml, line 7: 2024-07-08: a <Cube> has a currency or a rate, but not both
[exit 3]
$ sed "s/ time='2024-07-08'//" daily.xml >bad.xml; mpt rates update bad.xml
mpt: bad.xml, line 7: a rate stands in no <Cube time="...">
[exit 3]
$ sed "s/JPY/USD/; s/07-08/07-09/" daily.xml >bad.xml; mpt rates update bad.xml
mpt: bad.xml, line 7: 2024-07-09: the rate of USD for 2024-07-09 is there twice
[exit 3]
$ head -n 10 daily.xml >bad.xml; mpt rates update bad.xml
mpt: bad.xml, line 11, column 1: is not complete: it ends here, within <Cube> in the record <Cube> that begins in line 7
[exit 3]
$ echo '<html><body>404</body></html>' >bad.xml; mpt rates update bad.xml
mpt: bad.xml, line 1, column 1: is a web page (HTML), not data; expected XML with records
[exit 3]
$ echo '{"USD": 1.08}' >bad.json; mpt rates update bad.json
mpt: bad.json: is JSON; expected the European Central Bank's CSV or XML
[exit 3]
$ mpt rates update nothing.csv
mpt: nothing.csv cannot be read: No such file or directory
[exit 3]
$ mpt rates update eurofxref-hist.zip
mpt: eurofxref-hist.zip is packed; unpack it and name the file that was in it
[exit 2]
$ mpt rates update history.csv daily.xml
mpt: one file at a time: mpt rates update FILE
[exit 2]
$ mpt rates update history.csv --as-of 2024-01-01
mpt: rates update changes the portfolio as it is now; --as-of is for reading
[exit 2]
$ mpt rates upgrade
mpt: 'upgrade' is neither update nor convert; `mpt rates --help` says more
[exit 2]
$ mpt rates --to EUR
mpt: --to and --on go with: mpt rates convert AMOUNT --to EUR
[exit 2]
$ mpt rates --update
mpt: --update goes with: mpt rates update FILE
[exit 2]
$ mpt rates convert 'NOK 12 500'
mpt: say what and to what: mpt rates convert 'NOK 12 500' --to EUR
[exit 2]
$ mpt rates convert --to EUR
mpt: say what and to what: mpt rates convert 'NOK 12 500' --to EUR
[exit 2]
$ mpt rates convert '12 500' --to EUR
mpt: '12 500' has no currency; write it like AUD 6.2m, DKK 700 000 000 or 12 500 NOK
[exit 3]
$ mpt rates convert 'NOK 12 500' --to EURO
mpt: --to 'EURO' is no currency of ISO 4217, like EUR
[exit 2]
$ mpt rates convert 'NOK 12 500' --to EUR --on 2024-07
mpt: --on '2024-07' is no day, like 2024-07-05
[exit 2]
$ mpt history --limit 1 | tail -n 3
  funding m.spent "Share" added

  Older entries: --all, or --limit N.
