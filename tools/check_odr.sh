#!/bin/bash
# Each type and function of the program and its tests is defined in one way, however many files define
# it: tools/check_odr.sh [BUILD_FOLDER]
# The folder was configured with g++ and -DBACH_CHECK_ODR=ON and is built; without one, all is built into
# .build/odr first, without optimisation. The definitions are compared by the first half of link-time
# optimisation, which reads the objects and stops before it makes code.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "$0")")/.."
folder=${1:-}
if [ -z "$folder" ]; then
  folder=.build/odr
  mkdir -p .build
  { cmake --preset odr && cmake --build --preset odr --parallel "$(nproc)"; } >"$folder.log" 2>&1 || {
    tail -n 30 "$folder.log" >&2
    exit 1
  }
fi
# Several programs cannot be compared at once when each has a main(): bach and the tests, whose main() is
# GoogleTest's. The plug-ins for MPI are one file built twice, against two MPIs, and are never in one process.
mapfile -d '' objects < <(find "$(readlink -f -- "$folder")/CMakeFiles" -name '*.o' \
  ! -path '*/bach_mpi_*.dir/*' \( -path '*/bach*.dir/*' -o -path '*_test.dir/*' \) -print0 | LC_ALL=C sort -z)
[ "${#objects[@]}" -gt 20 ] || { echo "$folder: not built" >&2; exit 1; }
plain=$(grep -LaF .gnu.lto_ "${objects[@]}" || true)
[ -z "$plain" ] || { echo "not built with -DBACH_CHECK_ODR=ON: $plain" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cd -- "$work"
"$(g++ -print-prog-name=lto1)" -quiet -fwpa -flto-partition=one -fltrans-output-list=list \
  -Werror=odr -Werror=lto-type-mismatch "${objects[@]}"
echo "${#objects[@]} objects, each definition the same in all of them"
