#!/bin/bash
# What the Python module promises beside its tests (./test -L python): its types, its packages, its recipes and
# its notebook. tools/check_python.sh [BUILD_FOLDER], which has to have the module, as the preset release does
# where tools/packages' are installed.
set -eu
root=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)
build=$(cd -- "${1:-$root/.build/release}" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
cd -- "$root"

fail() {
  printf 'python: %s\n' "$*" >&2
  exit 1
}
# quietly COMMAND…: what it says is shown if it fails
quietly() { "$@" >"$work/log" 2>&1 || { cat -- "$work/log" >&2; fail "failed: $*"; }; }

quietly cmake --build "$build" --target python --parallel "$(nproc)"
python=$(cat -- "$build/python/interpreter")

echo '-- types: the module by mypy, the stubs beside what is there'
types=(--config-file "$root/pyproject.toml" --cache-dir "$work/mypy")
PYTHONPATH=$build/python quietly "$python" -m mypy "${types[@]}" -p bach
PYTHONPATH=$build/python quietly "$python" -m mypy.stubtest --mypy-config-file "$root/pyproject.toml" \
  --ignore-missing-stub --allowlist "$root/python/stubtest.txt" bach._bach

echo '-- a source package has all that the build asks for'
quietly "$python" -m build --no-isolation --sdist --outdir "$work/made" .
mkdir -- "$work/source"
tar --extract --gzip --file "$work"/made/bach-*.tar.gz --directory "$work/source" --strip-components 1
quietly cmake -S "$work/source" -B "$work/configured" -DBACH_BUILD_PYTHON=ON -DBACH_BUILD_PROGRAM=OFF \
  -DBACH_BUILD_TESTS=OFF
missing=$(cd -- "$root" && git ls-files src cmake corpus models python 2>/dev/null | while read -r file; do
  [ -e "$work/source/$file" ] || echo "$file"
done)
[ -z "$missing" ] || fail "not in the source package: $missing"

echo '-- a wheel, of what is built already, that asks for nothing but NumPy'
BACH_BUILD_FOLDER=$build quietly "$python" -m build --no-isolation --wheel --outdir "$work/made" .
wheel=$(echo "$work"/made/bach-*.whl)
mkdir -- "$work/unpacked"
"$python" -m zipfile --extract "$wheel" "$work/unpacked"
# Of these the first five are on every Debian, and zlib comes with Python.
foreign=$(readelf --dynamic "$work"/unpacked/bach/_bach.*.so | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' |
  grep -vxE 'ld-linux-x86-64\.so\.2|lib(c|m|gcc_s|stdc\+\+)\.so\.[0-9]+|libz\.so\.1' || true)
[ -z "$foreign" ] || fail "the wheel needs $foreign"
[ -e "$work/unpacked/bach/py.typed" ] || fail 'the wheel has no py.typed'

echo '-- installed by pip in a virtual environment'
quietly "$python" -m venv --system-site-packages "$work/venv"
quietly "$work/venv/bin/pip" install --no-deps --no-index "$wheel"
(cd -- "$work" && "$work/venv/bin/python" -c 'import bach; print("bach", bach.__version__, bach.__file__)') >"$work/said"
grep -q "^bach [0-9.]* $work/venv/" "$work/said" || fail "not the installed module: $(cat -- "$work/said")"

echo '-- recipes: examples/python, with the installed module'
# recipe NAME PATTERN: it runs, and says a line like this
recipe() {
  (cd -- "$work" && "$work/venv/bin/python" "$root/examples/python/$1.py") >"$work/said" 2>&1 ||
    { cat -- "$work/said" >&2; fail "examples/python/$1.py failed"; }
  grep -Eq -- "$2" "$work/said" || { cat -- "$work/said" >&2; fail "$1.py said no line like '$2'"; }
  tried+=" $1.py"
}
tried=
recipe batch_composing '^written: menuet-[0-9].musicxml menuet-[0-9].musicxml$'
recipe better_bars '^written again: [0-9.]+ nats per note$'
recipe counting_baseline '^counting:  2\.49 nats per note, 2072 notes$'
recipe export_to_pytorch '^alike: True$'
recipe notes_to_pandas '^1pre +0\.25'
recipe originality '^6-gigue: [0-9]+ notes, '
recipe own_corpus '^again from its file: sequences$'
recipe own_sampler '^the same: True$'
recipe stop_and_go_on '^as if it had not been stopped: True$'
recipe windows_without_copies '^23781 windows: 37\.6 MB'
for file in examples/python/*.py; do
  [[ "$tried " == *" ${file##*/} "* ]] || fail "$file is not tried"
done

echo '-- what README.md types, and what it gets'
(cd -- "$work" && quietly "$work/venv/bin/python" -m doctest "$root/README.md")

echo '-- the notebook: kept without outputs, runs from top to bottom'
"$python" tools/notebook.py check examples/bach.ipynb
PYTHONPATH=$build/python "$python" tools/notebook.py run examples/bach.ipynb 2>"$work/log" ||
  { cat -- "$work/log" >&2; fail 'examples/bach.ipynb failed'; }
grep 'ran in' "$work/log"

echo 'the Python module is as it should be'
