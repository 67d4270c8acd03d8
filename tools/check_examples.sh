#!/bin/bash
# Installs a built project into a scratch folder, then builds and runs examples/ against what was
# installed: with CMake's find_package and with pkg-config, from a tree that was moved.
# tools/check_examples.sh [BUILD_FOLDER]
set -eu
root=$(cd -- "$(dirname -- "$0")/.." && pwd -P)
build=$(cd -- "${1:-$root/.build/release}" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
export LC_ALL=C.UTF-8

fail() {
  printf 'examples: %s\n' "$*" >&2
  exit 1
}
# expect_line FILE PATTERN
expect_line() { grep -Eq -- "$2" "$1" || { cat -- "$1" >&2; fail "no line like '$2'"; }; }

cmake --install "$build" --prefix "$work/first" >/dev/null
# Nothing installed may remember where it was made.
mv -- "$work/first" "$work/moved here"
prefix="$work/moved here"
pc=$(find "$prefix" -name bach.pc)
[ -n "$pc" ] || fail 'bach.pc is not installed'
if grep -rIlF -e "$root" -e "$work/first" -- "$prefix/include" "$(dirname -- "$pc")/../cmake/bach"; then
  fail 'the files above name folders of the build'
fi

for file in bin/bach share/man/man1/bach-train.1 share/bash-completion/completions/bach \
  share/zsh/site-functions/_bach; do
  [ -s "$prefix/$file" ] || fail "$file is not installed"
done

echo '-- each public header compiles alone'
export PKG_CONFIG_PATH=${pc%/*}
mapfile -t headers < <(cd -- "$prefix/include/bach" && find . -name '*.h' | LC_ALL=C sort)
[ "${#headers[@]}" -gt 5 ] || fail 'headers are missing'
for header in "${headers[@]}"; do
  echo "#include <${header#./}>" | ${CXX:-c++} -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic \
    -Werror -x c++ -I"$prefix/include/bach" -
done

echo '-- find_package'
cmake -S "$root/examples" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_CXX_FLAGS='-Wall -Wextra -Wpedantic -Werror' >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
cmake --build "$work/build" --parallel "$(nproc)" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }

echo '-- pkg-config'
# Its output is words for a shell, with blanks escaped.
declare -a flags
eval "flags=($(pkg-config --cflags --libs bach))"
"${CXX:-c++}" -std=c++20 "$root/examples/1_listen.cc" -o "$work/listen" "${flags[@]}"

echo '-- running them'
mkdir -- "$work/run"
cd -- "$work/run"
"$work/listen" cs1-1pre >out
expect_line out '^cs1-1pre: [0-9]+ notes'
[ "$(head -c 4 listen.wav)" = RIFF ] || fail '1_listen wrote no sound'
"$work/build/1_listen" cs3-1pre >out
"$work/build/2_one_hot" >out
expect_line out '^cs1-1pre +\(593, 79\)$'
expect_line out '#'
"$work/build/3_windows" >out
expect_line out '^23781 windows of 20 notes$'
"$work/build/4_train" 40 >out
expect_line out '^431183 parameters'
expect_line out 'held-out loss [1-4]\.'
"$work/build/5_sample" >out
[ "$(head -c 4 drawn.mid)" = MThd ] || fail '5_sample wrote no MIDI'
"$work/build/6_two_layers" 20 >out
expect_line out '^2 layers: 957519 parameters'
"$work/build/7_suite" 5 >out
expect_line out '^6-gigue'
grep -q score-partwise sarabande.musicxml || fail '7_suite wrote no MusicXML'
"$work/build/8_measure" >out
expect_line out '^back-off 5'
expect_line out 'longest shared run'
echo 'all examples built and ran'
