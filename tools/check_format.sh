#!/bin/sh
# Checks the C++ files with clang-format 14 (other versions differ); names the lines that do not fit.
set -eu
cd -- "$(dirname -- "$0")/.."
formatter=clang-format-14
command -v "$formatter" >/dev/null || formatter=clang-format
"$formatter" --version | grep -q 'version 14\.' || {
  echo 'clang-format 14 is needed (Debian: clang-format-14)' >&2
  exit 1
}
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  git ls-files -z -- '*.h' '*.cc'
else
  find src tests bench fuzz \( -name '*.h' -o -name '*.cc' \) -print0 2>/dev/null
fi | xargs -0 -r "$formatter" --dry-run -Werror
