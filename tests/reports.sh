#!/bin/sh
# Makes the samples in reports/ from the seeds: reports.sh PROGRAM FOLDER
set -eu
program=$(realpath "$1")
folder=$2
portfolio=$(mktemp -d)
trap 'rm -rf "$portfolio"' EXIT
export MPT_DB="$portfolio/demo.mpt" MPT_TODAY=2024-07-07 MPT_USER=demo
unset MPT_RULES
"$program" init --demo --quiet
for format in text md json html; do
    suffix=$format
    [ $format = text ] && suffix=txt
    "$program" report --mission hydrogen --format $format -o "$folder/hydrogen.$suffix"
    "$program" gaps --format $format -o "$folder/gaps.$suffix"
    "$program" review --portfolio csiro --format $format -o "$folder/review.$suffix"
done
"$program" report --mission hydrogen --sources -o "$folder/hydrogen-sources.txt"
"$program" help kinds --format md -o "$folder/kinds.md"
