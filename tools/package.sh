#!/usr/bin/env bash
# A Debian package of the release binary with its rule packs, catalogue and examples.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/bootstrap.sh package
tools/build.sh release
(cd build/release && cpack -G DEB)
