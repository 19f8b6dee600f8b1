#!/usr/bin/env bash
# Builds the dev preset, checks that every public header compiles alone, and runs all tests.
set -euo pipefail
cd "$(dirname "$0")/.."

started=$(date +%s)
if [ -z "${CHUHAI_DATA:-}" ] && [ -d ../shared/data ]; then
  CHUHAI_DATA=$(realpath ../shared/data)
  export CHUHAI_DATA
fi

tools/bootstrap.sh test
tools/build.sh dev all all_verify_interface_header_sets

code=0
ctest --preset dev --parallel 2 || code=$?

log=build/dev/Testing/Temporary/LastTest.log
skipped=$(grep -aoE '^\[  SKIPPED \] [A-Za-z0-9_/]+\.[A-Za-z0-9_/]+' "$log" | sort -u | sed 's/^.*\] /  /' || true)
if [ -n "$skipped" ]; then
  echo "not run here (they say why in $log; most need the data sets, see CHUHAI_DATA in CONTRIBUTING.md):"
  echo "$skipped"
fi
took=$(($(date +%s) - started))
if [ "$code" -eq 0 ]; then
  echo "make test: all tests passed in ${took} s"
else
  echo "make test: FAILED after ${took} s; the failing tests are listed above" >&2
fi
exit "$code"
