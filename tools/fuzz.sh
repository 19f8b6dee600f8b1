#!/usr/bin/env bash
# Runs every fuzz target for FUZZ_SECONDS (default 60) on its corpus in fuzz/corpus/NAME.
# New inputs go to build/fuzz/corpus/NAME, so the committed corpus stays small.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/bootstrap.sh fuzz
tools/build.sh fuzz
seconds=${FUZZ_SECONDS:-60}
count=0
for target in build/fuzz/fuzz/*_fuzz; do
  [ -x "$target" ] || continue
  name=$(basename "$target" _fuzz)
  found=build/fuzz/corpus/$name
  mkdir -p "$found"
  seeds=()
  [ -d "fuzz/corpus/$name" ] && seeds=("fuzz/corpus/$name")
  echo "fuzz $name: $seconds s"
  if ! "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$found/crash-" "$found" "${seeds[@]}" >"build/fuzz/$name.log" 2>&1; then
    tail -n 40 "build/fuzz/$name.log" >&2
    echo "make fuzz: $name failed; the whole log is build/fuzz/$name.log" >&2
    exit 1
  fi
  grep -E 'number_of_executed_units|peak_rss_mb' "build/fuzz/$name.log" | sed 's/^stat::/  /'
  count=$((count + 1))
done
if [ "$count" -eq 0 ]; then
  echo "make fuzz: there is no target in fuzz/" >&2
  exit 1
fi
echo "make fuzz: $count targets, nothing found"
