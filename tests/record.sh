#!/usr/bin/env bash
# Rewrites tests/golden from CPython 3.15: `tests/record.sh PYTHON3.15 [SUBSTRING]`.
#
# Runs every program of tests/conformance (files and folders that start with `_` are what programs import) in its own
# folder and writes standard output, a line `exit: N`, and standard error, with the folder's path taken out. The
# environment is the one that tests/conformance.rs gives to pyish: change both together.
set -euo pipefail

python=$(command -v "${1:?usage: tests/record.sh PYTHON3.15 [SUBSTRING]}")
filter=${2:-}
tests=$(cd "$(dirname "$0")" && pwd)
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
[ "$version" = 3.15 ] || { echo "record.sh: $python is $version, the goldens are 3.15's" >&2; exit 2; }

record_one() {
    local path=${1%.py} source="$tests/conformance/$1" golden="$tests/golden/${1%.py}.out" work code=0
    local folder; folder=$(dirname "$source")
    work=$(mktemp -d)
    (
        cd "$folder"
        env -u PYTHONPATH -u PYTHONHOME -u PYTHON_GIL -u PYTHONUNBUFFERED -u PYTHONSTARTUP -u FORCE_COLOR \
            PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8 NO_COLOR=1 COLUMNS=80 TZ=UTC \
            timeout 60 "$python" "$(basename "$source")" </dev/null >"$work/out" 2>"$work/err"
    ) || code=$?
    [ "$code" != 124 ] || echo "record.sh: $path did not end within 60 s" >&2
    mkdir -p "$(dirname "$golden")"
    {
        cat "$work/out"
        [ ! -s "$work/out" ] || [ -z "$(tail -c1 "$work/out")" ] || echo
        echo "exit: $code"
        cat "$work/err"
        [ ! -s "$work/err" ] || [ -z "$(tail -c1 "$work/err")" ] || echo
    } | sed "s|$folder/||g" >"$golden"
    rm -r "$work"
}
export -f record_one
export python tests

cd "$tests/conformance"
find . -name '_*' -prune -o -name '*.py' -print | sed 's|^\./||' | grep -F -- "$filter" | sort |
    xargs -P "$(nproc)" -I{} bash -euo pipefail -c 'record_one {}'

# Goldens of programs that are gone.
if [ -z "$filter" ]; then
    cd "$tests/golden"
    find . -name '*.out' -print | while read -r golden; do
        [ -e "$tests/conformance/${golden%.out}.py" ] || rm -v "$golden"
    done
fi
