# --profile: no byte of a value that may not leave is in anything that is printed.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 MPT_USER=tester LC_ALL=C.UTF-8
unset MPT_RULES MPT_DISCLOSURE
command -v python3 >/dev/null || {
    echo 'python3 is needed'
    exit 77
}
python3 "$TESTS/cli/disclosure.py" "$PROGRAM" "$TESTS/../sql/disclosure/rcn.txt"
