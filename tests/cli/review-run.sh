# The guided review at a pseudo terminal: its keys, what the history says of them, and how it ends however it is ended.
# Needs python3, which plays the person at the terminal.
set -u
command -v python3 >/dev/null 2>&1 || { echo "there is no python3" && exit 77; }
python3 -c 'import pty; pty.openpty()' 2>/dev/null || { echo "there are no pseudo terminals here (/dev/pts)" && exit 77; }
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export MPT_DB=p.mpt MPT_TODAY=2024-07-07 MPT_USER=tester TERM=dumb LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
unset MPT_RULES
python3 "$TESTS/cli/review_run.py"
