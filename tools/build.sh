#!/usr/bin/env bash
# Configures and builds one preset.
#   tools/build.sh PRESET [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/.."

preset=${1:?usage: tools/build.sh PRESET [TARGET...]}
shift
targets=("${@:-all}")

# Configured every time: it takes two seconds and follows a preset that has changed.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! cmake --preset "$preset" >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
cmake --build --preset "$preset" --parallel "${CHUHAI_JOBS:-$(nproc)}" --target "${targets[@]}"
