#!/bin/bash
# The studio: its server's tests, the page's types, its lock file, and its scenarios in Chromium and, in short, Firefox, served by
# `bach studio` and as a static site: tools/check_studio.sh [BUILD [WASM]]
# BUILD is a release build, WASM that of tools/check_wasm.sh; without WASM there the static site is left out.
# SHOTS=FOLDER keeps pictures of the page. Leaves 77 where something it needs is missing.
set -eu
root=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)
build=$(readlink -f -- "${1:-$root/.build/release}")
wasm=$(readlink -m -- "${2:-$root/.build/wasm}")
cd -- "$root"
for program in node npm chromium; do
  command -v "$program" >/dev/null && continue
  echo "studio: skipped, there is no $program; see tools/packages"
  exit 77
done

# Where npm packages come from is the visitor's business.
if grep -n '"resolved"' web/package-lock.json; then
  echo 'web/package-lock.json names a registry: npm install with omit-lockfile-registry-resolved, as web/.npmrc has it'
  exit 1
fi

cmake -S . -B "$build" -DBACH_BUILD_TESTS=ON -DBACH_BUILD_STUDIO=ON -DBACH_STUDIO_PAGE= >/dev/null
cmake --build "$build" --target studio studio_test --parallel "$(nproc)"
ctest --test-dir "$build" --output-on-failure --no-tests=error -L '^studio$'
cd -- "$build/web"
npm run --silent check
[ -f "$wasm/bach.wasm" ] || { echo 'studio: the static site is left out, there is no bach.wasm'; wasm=; }
export BACH_PAGE=$build/page BACH_PROGRAM=$build/bach BACH_WASM=$wasm BACH_SHOTS=${SHOTS-}
node --test --test-reporter=spec tests/
