#!/bin/bash
# The program with clang's control-flow integrity: built, its checks seen to work, its tests passed.
#     tools/check_cfi.sh [CTEST ARGUMENT…]        all tests but those labelled slow and scripts, or as given
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "$0")")/.."
command -v ld.lld clang++ >/dev/null || { echo 'skipped, there is no lld or no clang++: apt-get install lld clang'; exit 77; }
cmake --preset cfi >/dev/null
cmake --build .build/cfi --parallel "${JOBS:-$(nproc)}"
[ $# -gt 0 ] || set -- --label-exclude '^(scripts|slow)$'
ctest --test-dir .build/cfi --output-on-failure --no-tests=error --parallel "${JOBS:-$(nproc)}" -R forged_call
ctest --test-dir .build/cfi --output-on-failure --no-tests=error --parallel "${JOBS:-$(nproc)}" "$@"
