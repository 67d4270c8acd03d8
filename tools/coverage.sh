#!/bin/bash
# Which lines the tests reach, a module a line: tools/coverage.sh [MODULE…]   (all modules with tests)
# Runs MODULE_test of each; what one reaches of another's module counts, too. The files with the most lines
# that none reaches stand in .build/coverage/lines.txt. Needs clang and llvm.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "$0")")/.."
folder=.build/coverage
tool() { command -v "$1-14" || command -v "$1" || { echo "$1 is not installed (Debian: llvm)" >&2; exit 1; }; }
cov=$(tool llvm-cov) profdata=$(tool llvm-profdata)
launcher=()
! command -v ccache >/dev/null || launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
mkdir -p "$folder"
cmake --preset release -B "$folder" -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_CXX_FLAGS_RELEASE='-O1' \
  -DCMAKE_CXX_FLAGS='-fprofile-instr-generate -fcoverage-mapping' -DBACH_BUILD_STUDIO=ON \
  -DBACH_STUDIO_PAGE="$PWD/tests/data/studio_page" "${launcher[@]}" >"$folder/configure.log"

modules=("$@")
[ $# -gt 0 ] || for tests in tests/*/; do
  name=$(basename "$tests")
  [ ! -d "src/$name" ] || ! compgen -G "tests/$name/*_test.cc" >/dev/null || modules+=("$name")
done
targets=("${modules[@]/%/_test}")
cmake --build "$folder" --parallel "${JOBS:-$(nproc)}" --target "${targets[@]}" >"$folder/build.log" || {
  tail -n 20 "$folder/build.log" >&2
  exit 1
}
rm -rf "$folder/raw"
export LLVM_PROFILE_FILE=$PWD/$folder/raw/%m.profraw
objects=()
for target in "${targets[@]}"; do
  program=$folder/$target
  "$program" >"$folder/$target.log" 2>&1 || echo "$target failed: $folder/$target.log" >&2
  objects+=(-object "$program")
done
"$profdata" merge -sparse "$folder"/raw/*.profraw -o "$folder/all.profdata"
"$cov" export -summary-only -instr-profile "$folder/all.profdata" "${objects[@]}" >"$folder/summary.json"
python3 - "$PWD" "$folder" "${modules[@]}" <<'PYTHON'
import collections, json, sys

root, folder, *modules = sys.argv[1:]
lines = collections.defaultdict(lambda: [0, 0])
files = []
for each in json.load(open(folder + "/summary.json"))["data"][0]["files"]:
    parts = each["filename"].removeprefix(root + "/").split("/")
    if parts[0] != "src" or parts[1] not in modules:
        continue
    found = each["summary"]["lines"]
    for name in (parts[1], "all of these"):
        lines[name][0] += found["covered"]
        lines[name][1] += found["count"]
    files.append((found["count"] - found["covered"], found["count"], "/".join(parts)))
print("| module | lines | reached |\n| --- | --- | --- |")
for name in [*modules, "all of these"]:
    reached, count = lines[name]
    print(f"| {name} | {count:,} | {100 * reached / max(count, 1):.1f} % |")
with open(folder + "/lines.txt", "w") as out:
    for missed, count, name in sorted(files, reverse=True):
        print(missed, "of", count, name, file=out)
PYTHON
