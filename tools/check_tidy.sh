#!/bin/bash
# No file of src/ has a finding of clang-tidy's: tools/check_tidy.sh   (the checks: .clang-tidy)
# Most files are looked at several in one (CMake's unity build): the standard library's headers, which
# take the time, are gone through once for all of them.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "$0")")/.."
log=.build/tidy.log
mkdir -p .build
cmake --preset tidy >"$log" 2>&1 || { cat "$log" >&2; exit 1; }

if run-clang-tidy-14 -quiet -j "$(nproc)" -p .build/tidy >"$log" 2>/dev/null; then
  echo 'no findings'
else
  # Each finding once, however many files include where it lies.
  sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -E '(warning|error):' | sort -u >&2
  exit 1
fi
