#!/usr/bin/env bash
# Installs the Debian packages that one kind of work needs. Makes no apt call when all are there.
#   tools/bootstrap.sh run|test|models|lint|fuzz|bench|package
set -euo pipefail

group=${1:?usage: tools/bootstrap.sh run|test|models|lint|fuzz|bench|package}

build=(g++ cmake ninja-build ccache mold pkg-config ca-certificates
  libboost1.81-dev libboost-json1.81-dev libcli11-dev libintelrdfpmath-dev libminizip-dev
  libssl-dev libtomlplusplus-dev libxlsxwriter-dev libxml2-dev zlib1g-dev)
test=(libgtest-dev librapidcheck-dev shellcheck clang-format-14)

# A newer Node than Debian's may be there already, and its npm would clash with Debian's.
bench=()
command -v node >/dev/null || bench+=(nodejs)
command -v npm >/dev/null || bench+=(npm)

case $group in
  run) wanted=("${build[@]}") ;;
  bench) wanted=("${build[@]}" "${bench[@]}") ;;
  test) wanted=("${build[@]}" "${test[@]}") ;;
  models)
    wanted=(nodejs chromium)
    # Some builds of nodejs bring npm along.
    command -v npm >/dev/null || wanted+=(npm)
    ;;
  lint) wanted=("${build[@]}" "${test[@]}" clang-14 clang-tidy-14) ;;
  fuzz) wanted=("${build[@]}" clang-14 libclang-rt-14-dev) ;;
  package) wanted=("${build[@]}" dpkg-dev file) ;;
  *)
    echo "tools/bootstrap.sh: unknown group '$group'" >&2
    exit 2
    ;;
esac

if ! command -v dpkg-query >/dev/null; then
  echo "packages: this is not Debian; please install the equivalents of: ${wanted[*]}" >&2
  exit 0
fi

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  exit 0
fi

echo "packages: installing ${#missing[@]} missing for '$group' with apt-get: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "packages: need root: run 'apt-get install ${missing[*]}' as root, then try again" >&2
    exit 3
  fi
  as_root=(sudo)
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 && return
  cat "$log" >&2
  echo "packages: 'apt-get $1' failed, see above" >&2
  exit 3
}
apt update
apt install -y --no-install-recommends "${missing[@]}"
