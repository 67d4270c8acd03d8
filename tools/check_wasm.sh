#!/bin/bash
# Builds the program for browsers and Node and tries it there: tools/check_wasm.sh [PROGRAM [FOLDER]]
# PROGRAM is the native one, whose bytes it has to make. Without emscripten it says so and leaves 77.
set -eu
root=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)
program=$(readlink -f -- "${1:-$root/.build/release/bach}")
folder=${2:-$root/.build/wasm}
cd -- "$root"
if ! command -v em++ >/dev/null; then
  echo 'wasm: skipped, there is no emscripten; its packages are those marked web in tools/packages'
  exit 77
fi
# Two of these at a time would build into one folder.
mkdir -p -- "$folder"
exec 9>>"$folder/lock"
flock 9
cmake --preset wasm -B "$folder" -DBACH_BUILD_TESTS=ON -DBACH_WERROR=ON >"$folder/configure.log" 2>&1 || {
  cat -- "$folder/configure.log" >&2
  exit 1
}
cmake --build "$folder" --target bach_web --target core_test --parallel "$(nproc)"
export BACH_PROGRAM=$program
ctest --test-dir "$folder" --output-on-failure --no-tests=error --parallel "$(nproc)"

# A page cannot wait for more: program, model and corpus in one.
most=4500000
size=$(node -e 'const { brotliCompressSync } = require("zlib"), { readFileSync } = require("fs");
  let size = 0;
  for (const name of ["bach.wasm", "bach.js", "bach.mjs"]) size += brotliCompressSync(readFileSync(process.argv[1] + "/" + name)).length;
  console.log(size);' "$folder")
echo "wasm: $size bytes compressed (brotli), at most $most"
[ "$size" -le "$most" ]
