#!/usr/bin/env bash
# Fails when a C++ file is not formatted as .clang-format says. Repair: tools/check_format.sh --fix
set -euo pipefail
cd "$(dirname "$0")/.."

mode=(--dry-run -Werror)
[ "${1:-}" = --fix ] && mode=(-i)
find src apps tests bench fuzz examples \( -name '*.cpp' -o -name '*.hpp' \) -print0 |
  xargs -0 -n 16 -P 2 clang-format-14 "${mode[@]}"
