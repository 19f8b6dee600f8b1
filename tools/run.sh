#!/usr/bin/env bash
# The main job on the shipped example: every machine of the fleet against every destination.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/bootstrap.sh run
tools/build.sh release
code=0
build/release/chuhai screen examples/fleet.xlsx --to all --out out || code=$?
# Exit code 1 means "done, but something was refused", which is the point of a screening.
if [ "$code" -gt 1 ]; then
  exit "$code"
fi
echo
echo "make run: done. The results are in out/:"
find out -maxdepth 1 -type f | sort | sed 's/^/  /'
