#!/usr/bin/env bash
# Everything that can be said about the code without running it: format, shell scripts, clang-tidy.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/bootstrap.sh lint
tools/build.sh dev all

tools/check_format.sh
git ls-files -z -- '*.sh' .ci/run | xargs -0 shellcheck -x

# One clang-tidy process per core over the compile database; generated unity and header-check files are left out.
echo "clang-tidy: $(git ls-files 'src/*.cpp' 'apps/*.cpp' | wc -l) files"
git ls-files -z -- 'src/*.cpp' 'apps/*.cpp' |
  xargs -0 -n 1 -P "${CHUHAI_JOBS:-2}" clang-tidy-14 --quiet -p build/dev --warnings-as-errors='*' 2>/dev/null
echo "make lint: clean"
