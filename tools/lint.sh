#!/usr/bin/env bash
# Everything that can be said about the code without running it: format, shell scripts, clang-tidy.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/bootstrap.sh lint
cmake --preset tidy >/dev/null

tools/check_format.sh
git ls-files -z -- '*.sh' .ci/run | xargs -0 shellcheck -x

# One clang-tidy process per core. Its own build tree, because the compile database of a unity build does not
# name the sources; nothing needs to be built in it.
echo "clang-tidy: $(git ls-files 'src/*.cpp' 'apps/*.cpp' | wc -l) files"
git ls-files -z -- 'src/*.cpp' 'apps/*.cpp' |
  xargs -0 -n 1 -P "${CHUHAI_JOBS:-$(nproc)}" clang-tidy-14 --quiet -p build/tidy 2>/dev/null
echo "make lint: clean"
