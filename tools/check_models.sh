#!/usr/bin/env bash
# Opens every shipped decision model in dmn-js, the editor that rule writers use, in a real browser.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/bootstrap.sh models
here=tests/models
# Installed again only when the lock file is newer than what was installed from it.
if [ ! -e $here/node_modules/.package-lock.json ] || [ $here/package-lock.json -nt $here/node_modules/.package-lock.json ]; then
  (cd $here && npm ci --loglevel=error)
fi
git ls-files -z -- 'rules/*.dmn' | xargs -0 node $here/open_models.mjs
