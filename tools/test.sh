#!/usr/bin/env bash
# Builds a preset, checks that every public header compiles alone, and runs all tests.
#   tools/test.sh [dev|asan-ubsan|tsan]
set -euo pipefail
cd "$(dirname "$0")/.."

preset=${1:-dev}
started=$(date +%s)
if [ -z "${CHUHAI_DATA:-}" ] && [ -d ../shared/data ]; then
  CHUHAI_DATA=$(realpath ../shared/data)
  export CHUHAI_DATA
fi

tools/bootstrap.sh test
tools/build.sh "$preset" all all_verify_interface_header_sets

code=0
ctest --preset "$preset" --parallel 2 || code=$?
# The models are the same under every preset: once is enough.
if [ "$preset" = dev ]; then
  tools/check_models.sh || code=1
fi

log=build/$preset/Testing/Temporary/LastTest.log
skipped=$(grep -aoE '^\[  SKIPPED \] [A-Za-z0-9_/]+\.[A-Za-z0-9_/]+' "$log" | sort -u | sed 's/^.*\] /  /' || true)
if [ -n "$skipped" ]; then
  echo "not run here (they say why in $log; most need the data sets, see CHUHAI_DATA in CONTRIBUTING.md):"
  echo "$skipped"
fi
took=$(($(date +%s) - started))
if [ "$code" -eq 0 ]; then
  echo "make test: all tests passed ($preset) in ${took} s"
else
  echo "make test: FAILED ($preset) after ${took} s; the failing tests are listed above" >&2
fi
exit "$code"
