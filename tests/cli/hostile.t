# Titles that are formulas, markup or escapes elsewhere: every format quotes them in its own way.
$ mpt init --quiet
$ mpt add-project '=cmd()' --quiet
cmd
$ mpt add-project '=HYPERLINK("http://x.example","click")' --code link --quiet
link
$ mpt add-project '+1' --summary '-5' --code plus --quiet
plus
$ mpt add-project '@SUM(A1)' --code at --quiet
at
$ mpt add-project --code minus --quiet -- '-2+3'
minus
$ mpt add-project 'a, "b"' --code quotes --summary "$(printf 'two\nlines')" --quiet
quotes
$ mpt list projects --format csv --fields code,title,summary | tr -d '\r'
code,title,summary,example
at,"'@SUM(A1)",,0
cmd,"'=cmd()",,0
link,"'=HYPERLINK(""http://x.example"",""click"")",,0
minus,"'-2+3",,0
plus,"'+1",-5,0
quotes,"a, ""b""","two
lines",0
$ mpt add-project 'a | b *c* _d_ <b>e</b> [f](javascript:1) `g` \ h' --code markup --quiet
markup
$ mpt list projects code=markup --format md --fields title
| title |
|---|
| a \| b \*c\* \_d\_ \<b\>e\</b\> \[f\](javascript:1) \`g\` \\ h |
$ mpt list projects code=markup --format json --fields title
{"schema": "mpt.list/1", "kind": "project", "as_of": "2024-07-07", "items": [
  {"title": "a | b *c* _d_ <b>e</b> [f](javascript:1) `g` \\ h", "example": false}
]}
$ mpt list projects code=quotes --format json --fields title,summary
{"schema": "mpt.list/1", "kind": "project", "as_of": "2024-07-07", "items": [
  {"title": "a, \"b\"", "summary": "two\nlines", "example": false}
]}
# Rows of CSV end in a carriage return and a line feed.
$ mpt list projects code=at --format csv --fields code | od -c
0000000   c   o   d   e   ,   e   x   a   m   p   l   e  \r  \n   a   t
0000020   ,   0  \r  \n
0000024
# Controls are refused; a line break is allowed where the text may have lines.
$ mpt add-project "$(printf 'a\033[31mb')"
mpt: title: the text holds control characters; only line breaks and tabs are allowed beside letters
[exit 3]
$ mpt add-project "$(printf 'a\302\233b')"
mpt: title: the text holds control characters; only line breaks and tabs are allowed beside letters
[exit 3]
$ mpt add-project "$(printf 'a\377b')"
mpt: title: the text is not UTF-8 (byte 0xff at position 2)
[exit 3]
$ mpt add-project "$(printf 'a\342\200\256b')"
mpt: title: the text holds control characters; only line breaks and tabs are allowed beside letters
[exit 3]
$ mpt add-project Good --summary "$(printf 'a\007b')"
mpt: summary: the text holds control characters; only line breaks and tabs are allowed beside letters
[exit 3]
$ mpt list projects title~Good
No projects match.
# What is quoted in a message is quoted without its controls.
$ mpt list "$(printf 'a\033[31mb')"
mpt: there is no kind 'a?[31mb'; `mpt help kinds` lists them
[exit 2]
$ mpt show "$(printf 'a\033]0;b\007c')"
mpt: there is no record 'a?]0;b?c'; `mpt list KINDS` shows what there is
[exit 3]
$ mpt import "$(printf 'a\302\233b.json')"
mpt: a??b.json cannot be read: No such file or directory
[exit 3]
# A reader that goes away early is no failure.
$ mpt help kinds | head -n 1
challenge: A societal challenge that missions answer.
$ mpt doctor
p.mpt is healthy.
