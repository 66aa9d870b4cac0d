#!/bin/sh
# Installs what is missing, and asks the package tool only then.
#   install.sh build|test|lint|fuzz|bench LIBRARY...   (libraries by their pkg-config names)
set -u
purpose=$1
shift

missing=
compiler=$(command -v gcc || command -v clang) || missing="$missing gcc libc6-dev"
# gcc may stand there without the C library's headers; clang without what sanitizers and coverage need, which gcc has.
[ -z "$compiler" ] || echo '#include <stdio.h>' | "$compiler" -E - >/dev/null 2>&1 || missing="$missing libc6-dev"
case $compiler in
*/clang)
    [ -z "${SAN:-}" ] || [ -d "$(clang -print-runtime-dir)" ] || missing="$missing gcc"
    [ -z "${COVERAGE:-}" ] || missing="$missing gcc"
    ;;
esac
command -v ar >/dev/null 2>&1 || missing="$missing binutils"
if command -v pkg-config >/dev/null 2>&1; then
    for library in "$@"; do
        pkg-config --exists "$library" || missing="$missing $library"
    done
else
    missing="$missing pkg-config $*"
fi
# pkg-config does not know this one.
[ -z "$compiler" ] || echo '#include <libstemmer.h>' | "$compiler" -E - >/dev/null 2>&1 || missing="$missing libstemmer-dev"
if [ "$purpose" = test ]; then
    command -v sqlite3 >/dev/null 2>&1 || missing="$missing sqlite3-shell"
    # The mail server of the tests and its certificates.
    for tool in python3 openssl; do
        command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
    done
fi
if [ "$purpose" = lint ]; then
    for tool in clang-format clang-tidy cppcheck; do
        command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
    done
fi
if [ "$purpose" = fuzz ]; then
    if ! command -v clang >/dev/null 2>&1; then
        missing="$missing clang libclang-rt-14-dev"
    elif [ ! -e "$(clang -print-runtime-dir)/libclang_rt.fuzzer-$(uname -m).a" ]; then
        missing="$missing libclang-rt-14-dev"
    fi
fi
if [ "$purpose" = bench ]; then
    # Debian's own Python alone has Debian's packages.
    /usr/bin/python3 -c 'import sklearn' 2>/dev/null || missing="$missing python3-sklearn"
fi
[ -n "$missing" ] || exit 0

# Debian's names of what the compiler and pkg-config call otherwise.
packages=
for name in $missing; do
    case $name in
    sqlite3) packages="$packages libsqlite3-dev" ;;
    sqlite3-shell) packages="$packages sqlite3" ;;
    libutf8proc) packages="$packages libutf8proc-dev" ;;
    jansson) packages="$packages libjansson-dev" ;;
    libcurl) packages="$packages libcurl4-openssl-dev" ;;
    expat) packages="$packages libexpat1-dev" ;;
    zlib) packages="$packages zlib1g-dev" ;;
    libzip) packages="$packages libzip-dev" ;;
    xlsxwriter) packages="$packages libxlsxwriter-dev" ;;
    cmocka) packages="$packages libcmocka-dev" ;;
    *) packages="$packages $name" ;;
    esac
done

if ! command -v apt-get >/dev/null 2>&1; then
    echo "mpt needs these to $purpose, and there is no apt-get to install them with:$packages" >&2
    echo "(Debian's names; your system's may differ.)" >&2
    exit 1
fi
root=
by_hand() {
    echo "mpt needs these to $purpose: run as root: apt-get update && apt-get install$packages" >&2
    exit 1
}
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || by_hand
    root=sudo
fi
echo "Installing$packages" >&2
$root apt-get update -qq || by_hand
# shellcheck disable=SC2086 # a list of packages
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null || by_hand
