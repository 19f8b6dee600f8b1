#!/usr/bin/env bash
# Checks one pair: the file compiles as it is, and with -DMUST_NOT_COMPILE it fails with the message
# that its first line expects ("// expect: EXTENDED-REGEX").
#   must_not_compile.sh FILE COMPILER [-I...]
set -uo pipefail

file=$1
compiler=$2
shift 2
compile=("$compiler" -std=c++20 -fsyntax-only -Wall -Werror=unused-result "$@")

expected=$(sed -n '1s,^// expect: ,,p' "$file")
if [ -z "$expected" ]; then
  echo "$file:1: the first line must read '// expect: REGEX'" >&2
  exit 1
fi
if ! "${compile[@]}" "$file"; then
  echo "$file: the good half must compile, see above" >&2
  exit 1
fi
if output=$("${compile[@]}" -DMUST_NOT_COMPILE "$file" 2>&1); then
  echo "$file: the bad half compiles; the types no longer forbid it" >&2
  exit 1
fi
if ! grep -qE -- "$expected" <<<"$output"; then
  echo "$file: the bad half fails, but without '$expected':" >&2
  echo "$output" >&2
  exit 1
fi
echo "refused as expected: $(grep -m1 -E -- "$expected" <<<"$output")"
