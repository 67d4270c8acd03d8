#!/bin/bash
# Runs the tests of the Python module under AddressSanitizer, Python's allocator off, and looks for memory that
# the module left behind. tools/check_python_asan.sh [BUILD_FOLDER], by default that of the preset asan, which
# is made where there is none. The build takes minutes, the tests about one.
set -eu
root=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)
cd -- "$root"
build=${1:-.build/asan}
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

[ -e "$build/CMakeCache.txt" ] || cmake --preset asan -B "$build" >"$work/configure" || {
  cat -- "$work/configure" >&2
  exit 1
}
cmake --build "$build" --target bach python --parallel "$(nproc)"
build=$(cd -- "$build" && pwd -P)
python=$(cat -- "$build/python/interpreter")
compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")
# Before Python: the runtime and, as it looks for throw there, the standard library.
if "$compiler" --version | grep -q clang; then
  runtime=$("$compiler" -print-file-name="libclang_rt.asan-$(uname -m).so")
else
  runtime=$("$compiler" -print-file-name=libasan.so)
fi
standard=$("$compiler" -print-file-name=libstdc++.so)

export PYTHONPATH=$build/python PYTHONDONTWRITEBYTECODE=1 PYTHONMALLOC=malloc BACH_SANITIZED=1
export BACH_PROGRAM=$build/bach BACH_TEST_DATA=$root/tests/data
status=0
for file in tests/python/test_{scores,models,composing}.py; do
  LD_PRELOAD="$runtime $standard" ASAN_OPTIONS="detect_leaks=1:log_path=$work/report" \
    LSAN_OPTIONS="exitcode=0" "$python" -m pytest -q -p no:cacheprovider -k "not pytorch" "$file" ||
    status=1
done

# What Python and NumPy leave to the system at their end is theirs; a leak is ours where the first frame
# below the allocator lies in the module.
"$python" - "$work" <<'PY' || status=1
import glob
import re
import sys

ours = []
for path in glob.glob(sys.argv[1] + "/report.*"):
    text = open(path, errors="replace").read()
    if "ERROR: AddressSanitizer" in text:
        print(text)
        sys.exit("an error of memory")
    for block in re.split(r"\n(?=(?:Direct|Indirect) leak)", text):
        if not block.startswith("Direct leak"):
            continue
        frames = [line for line in block.splitlines() if re.match(r"\s+#\d+ ", line)]
        below = [f for f in frames if not re.search(r"libasan|libclang_rt|operator new|allocator|malloc", f)]
        if below and "/bach/_bach." in below[0]:
            ours.append(block)
print("\n".join(ours))
if ours:
    sys.exit(f"{len(ours)} leaks of the module")
print("no leak of the module")
PY
exit "$status"
