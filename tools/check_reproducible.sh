#!/bin/bash
# The same program from any folder: builds it twice, from two copies of the sources in different folders,
# without ccache, and compares byte for byte. tools/check_reproducible.sh [TARGET]   (bach; a quicker one: bach_midi)
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "$0")")/.."
target=${1:-bach}
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
commit=$(git rev-parse HEAD)  # whoever commits meanwhile
export CCACHE_DISABLE=1
for copy in one another/farther; do
  mkdir -p "$work/$copy"
  git archive "$commit" | tar -x -C "$work/$copy"
  if ! { cmake -S "$work/$copy" -B "$work/$copy/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBACH_BUILD_TESTS=OFF &&
    cmake --build "$work/$copy/build" --parallel "${JOBS:-$(nproc)}" --target "$target"; } >"$work/log" 2>&1; then
    tail -n 20 "$work/log" >&2
    exit 1
  fi
done
file=$target
[ "$target" = bach ] || file=lib$target.a
cmp "$work/one/build/$file" "$work/another/farther/build/$file"
if strings -a "$work/one/build/$file" | grep -F "$work"; then
  echo "$file names the folder it was built in" >&2
  exit 1
fi
echo "$file: the same bytes from two folders, and no folder in them"
