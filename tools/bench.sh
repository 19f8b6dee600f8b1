#!/usr/bin/env bash
# Builds and runs the benchmarks: all of bench/*_bench, or the one topic named.
#   tools/bench.sh [TOPIC]
set -euo pipefail
cd "$(dirname "$0")/.."

tools/bootstrap.sh bench
tools/build.sh bench
topic=${1:-}
if [ -n "$topic" ]; then
  exec "build/bench/bench/${topic}_bench"
fi
for program in build/bench/bench/*_bench; do
  [ -x "$program" ] || continue
  echo "== $(basename "$program" _bench)"
  "$program"
done
