#!/bin/bash
# Builds on the library in every way doc/library.md names: installed and found by CMake or pkg-config,
# static and shared, from a tree that was moved, and as a part of another project. All of examples/ are
# run once, with the static library; elsewhere one of them speaks for all.
# tools/check_examples.sh [BUILD_FOLDER]
set -eu
root=$(cd -- "$(dirname -- "$0")/.." && pwd -P)
build=$(cd -- "${1:-$root/.build/release}" && pwd -P)
work=$(mktemp -d)
was=$(sed -n 's/^BUILD_SHARED_LIBS:BOOL=//p' "$build/CMakeCache.txt")
was=${was:-OFF}
now=$was
clean_up() {
  [ "$now" = "$was" ] || (library_of "$was") || true
  rm -rf -- "$work"
}
trap clean_up EXIT
export LC_ALL=C.UTF-8
warnings='-Wall -Wextra -Wpedantic -Werror'

fail() {
  printf 'examples: %s\n' "$*" >&2
  exit 1
}
# expect_line FILE PATTERN
expect_line() { grep -Eq -- "$2" "$1" || { cat -- "$1" >&2; fail "no line like '$2'"; }; }
# quietly COMMAND…: what it says is shown if it fails
quietly() { "$@" >"$work/log" 2>&1 || { cat -- "$work/log" >&2; fail "failed: $*"; }; }

# library_of ON|OFF: the build folder's library is shared, or static as it was. The objects are the same.
library_of() {
  now=$1
  quietly cmake -S "$root" -B "$build" -DBUILD_SHARED_LIBS="$1"
  quietly cmake --build "$build" --target product --parallel "$(nproc)"
}
# install_to FOLDER: where nothing may remember where it was made
install_to() {
  quietly cmake --install "$build" --prefix "$work/first"
  mv -- "$work/first" "$1"
}
# flags_of PREFIX: sets `flags` to what pkg-config says, words for a shell with blanks escaped
flags_of() {
  export PKG_CONFIG_PATH=$1/lib/pkgconfig
  eval "flags=($(pkg-config --cflags --libs bach))"
}
compile() { "${CXX:-c++}" -std=c++20 "$@"; }

library_of OFF
prefix="$work/moved here"
install_to "$prefix"
if grep -rIlF -e "$root" -e "$work" -- "$prefix/include" "$prefix/lib/cmake" "$prefix/lib/pkgconfig"; then
  fail 'the files above name folders of the build'
fi
for file in bin/bach share/man/man1/bach-train.1 share/bash-completion/completions/bach \
  share/zsh/site-functions/_bach lib/libbach.a lib/pkgconfig/bach.pc; do
  [ -s "$prefix/$file" ] || fail "$file is not installed"
done

echo '-- each public header compiles alone, installed and in the tree'
mapfile -t headers < <(cd -- "$prefix/include" && find . -name '*.h' | LC_ALL=C sort)
[ "${#headers[@]}" -gt 5 ] || fail 'headers are missing'
for header in "${headers[@]}"; do
  # shellcheck disable=SC2086  # a list of words
  echo "#include <${header#./}>" | compile -fsyntax-only $warnings -x c++ -I"$prefix/include" -
done
for header in "$root"/src/bach/*.h; do
  # shellcheck disable=SC2086
  echo "#include \"bach/${header##*/}\"" | compile -fsyntax-only $warnings -x c++ -I"$root/src" -
done

echo '-- find_package'
quietly cmake -S "$root/examples" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_CXX_FLAGS="$warnings"
quietly cmake --build "$work/build" --parallel "$(nproc)"

echo '-- pkg-config'
declare -a flags
flags_of "$prefix"
compile "$root/examples/1_listen.cc" -o "$work/listen" "${flags[@]}"

echo '-- the shared library: both'
library_of ON
shared="$work/shared here"
install_to "$shared"
library_of "$was"
[ ! -e "$shared/lib/libbach.a" ] || fail 'the static library was installed, too'
flags_of "$shared"
compile "$root/examples/1_listen.cc" -o "$work/listen_shared" "${flags[@]}" "-Wl,-rpath,$shared/lib"
readelf --dynamic "$work/listen_shared" >"$work/needed"
expect_line "$work/needed" 'NEEDED.*\[libbach\.so\.[0-9.]+\]'
quietly cmake -S "$root/examples" -B "$work/build_shared" -DCMAKE_PREFIX_PATH="$shared"
quietly cmake --build "$work/build_shared" --target 3_windows

echo '-- add_subdirectory'
mkdir -- "$work/parent"
cat >"$work/parent/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.25)
project(parent LANGUAGES CXX)
get_cmake_property(names VARIABLES)
list(FILTER names INCLUDE REGEX "^(CMAKE|BUILD)_")
list(FILTER names EXCLUDE REGEX "^CMAKE_(MATCH|CURRENT)")
foreach(name IN LISTS names)
  set(before_\${name} "\${\${name}}")
endforeach()
add_subdirectory("$root" bach)
foreach(name IN LISTS names)
  if(NOT "\${\${name}}" STREQUAL "\${before_\${name}}")
    message(SEND_ERROR "bach makes \${name} of its parent '\${\${name}}'")
  endif()
endforeach()
get_property(targets DIRECTORY "$root" PROPERTY BUILDSYSTEM_TARGETS)
if(targets MATCHES "(^|;)bach;|_test|_bench|manual")
  message(SEND_ERROR "bach brings more than its library: \${targets}")
endif()
add_executable(listen "$root/examples/1_listen.cc")
target_link_libraries(listen PRIVATE bach::bach)
END
# The library's objects would be those of the build folder: they are taken from there.
cat >"$work/compile" <<END
#!/bin/sh
for word; do
  [ "\$last" != -o ] || object=\$word
  last=\$word
done
made="$build/\${object#bach/}"
case \$object in bach/*) [ ! -f "\$made" ] || exec cp -- "\$made" "\$object" ;; esac
exec "\$@"
END
chmod +x -- "$work/compile"
quietly cmake -S "$work/parent" -B "$work/parent/build" -G Ninja -DCMAKE_CXX_COMPILER_LAUNCHER="$work/compile"
quietly cmake --build "$work/parent/build" --target listen
[ ! -e "$work/parent/build/bach/bach" ] || fail 'a part of another project, bach builds its program'

echo '-- running them'
"$work/parent/build/listen" cs1-1pre >"$work/out"
expect_line "$work/out" '^cs1-1pre: [0-9]+ notes'
mkdir -- "$work/run"
cd -- "$work/run"
"$work/listen" cs1-1pre >out
expect_line out '^cs1-1pre: [0-9]+ notes'
[ "$(head -c 4 listen.wav)" = RIFF ] || fail '1_listen wrote no sound'
"$work/listen_shared" cs1-1pre >out
expect_line out '^cs1-1pre: [0-9]+ notes'
"$work/build_shared/3_windows" >out
expect_line out '^23781 windows of 20 notes$'
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
"$work/build/9_note_by_note" >out
expect_line out '^wrote menuet.mid; [0-9]+ notes'
echo 'all examples built and ran'
