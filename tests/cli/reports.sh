# The samples in reports/ are what the program makes of the seeds now; `make reports` makes them anew.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
failed=0
sh "$TESTS/reports.sh" "$PROGRAM" "$folder" || exit 1
for made in "$folder"/*; do
    name=$(basename "$made")
    diff -u "$TESTS/../reports/$name" "$made" || failed=1
    # A page for a terminal of 80 columns.
    case $name in
    *.txt)
        # Only addresses, which cannot be broken, may be longer.
        awk -v name="$name" '{ gsub(/[\200-\277]/, "") } length($0) > 80 && !/[a-z]\.[a-z]+\// {
            print name ", line " NR " is wider than 80 columns: " $0; bad = 1 } END { exit bad }' "$made" || failed=1
        ;;
    esac
done
exit $failed
