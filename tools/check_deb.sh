#!/bin/bash
# Makes the Debian packages of a built project, installs them, tries what is in them, and removes them
# again. Where it may not install (or bach is installed already), it unpacks them into a folder instead
# and tries them there.
# tools/check_deb.sh [BUILD_FOLDER]
set -eu
root=$(cd -- "$(dirname -- "$0")/.." && pwd -P)
build=$(cd -- "${1:-$root/.build/release}" && pwd -P)
work=$(mktemp -d)
installed=
clean_up() {
  [ -z "$installed" ] || dpkg --remove libbach-dev bach >/dev/null 2>&1 || true
  rm -rf -- "$work"
}
trap clean_up EXIT
export LC_ALL=C.UTF-8

fail() {
  printf 'packages: %s\n' "$*" >&2
  exit 1
}
# field PACKAGE_FILE FIELD WORD…: it names each word, and nothing after a '!'
field() {
  local value word
  value=$(dpkg-deb --field "$1" "$2")
  for word in "${@:3}"; do
    case $word in
      !*) [[ $value != *"${word#!}"* ]] || fail "$2 of ${1##*/} names ${word#!}: $value" ;;
      *) [[ $value == *"$word"* ]] || fail "$2 of ${1##*/} does not name $word: $value" ;;
    esac
  done
}

echo '-- making them'
cmake --build "$build" --target product >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
(cd -- "$work" && cpack --config "$build/CPackConfig.cmake" -B "$work/made") >"$work/log" 2>&1 ||
  { cat "$work/log"; exit 1; }
program=$(echo "$work"/made/bach_*.deb)
development=$(echo "$work"/made/libbach-dev_*.deb)
if [ ! -f "$program" ] || [ ! -f "$development" ]; then fail "missing in $(ls "$work/made")"; fi

field "$program" Version "$("$build/bach" --version | cut -d ' ' -f 2)"
# What is linked has to be there; what is loaded when used need not.
field "$program" Depends libc6 'libstdc++6' libminizip libnettle libpugixml \
  '!archive' '!cairo' '!curl' '!fluidsynth' '!sndfile'
field "$program" Recommends libarchive13 libcairo2 libcurl4 libfluidsynth3 libsndfile1 timgm6mb-soundfont
field "$development" Depends nettle-dev libpugixml-dev libminizip-dev pkg-config
for package in "$program" "$development"; do
  if dpkg-deb --fsys-tarfile "$package" | tar --list --verbose | grep -v ' root/root '; then
    fail "the files above, in ${package##*/}, belong to somebody"
  fi
done

if [ "$(id -u)" != 0 ]; then
  echo '-- not root: unpacking them into a folder'
  place=$work/unpacked
elif dpkg-query --show bach libbach-dev >/dev/null 2>&1; then
  echo '-- bach is installed already, and stays: unpacking them into a folder'
  place=$work/unpacked
else
  echo '-- installing them'
  place=
  installed=yes
  dpkg --install "$program" "$development" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
fi
if [ -n "$place" ]; then
  for package in "$program" "$development"; do dpkg --extract "$package" "$place"; done
fi

echo '-- trying the program'
cd -- "$work"
bach=$place/usr/bin/bach
"$bach" --version >/dev/null || fail 'bach --version'
"$bach" compose --kind menuet --key 'G major' --bars 8 --seed 1 -o x.mid >log 2>&1 ||
  { cat log; fail 'bach compose'; }
[ "$(head -c 4 x.mid)" = MThd ] || fail 'bach compose wrote no MIDI'
for page in bach bach-compose; do
  if [ -z "$place" ] && command -v man >/dev/null; then man --where "$page" >/dev/null; fi ||
    fail "man finds no page $page"
  gzip --test "$place/usr/share/man/man1/$page.1.gz" || fail "no manual page $page.1.gz"
done
for file in bash-completion/completions/bach zsh/site-functions/_bach doc/bach/copyright \
  doc/libbach-dev/copyright doc/libbach-dev/examples/1_listen.cc; do
  [ -s "$place/usr/share/$file" ] || fail "no /usr/share/$file"
done

echo '-- building on the library'
# Unpacked into a folder, pkg-config and CMake are told where.
[ -z "$place" ] || export PKG_CONFIG_PATH=$place/usr/lib/pkgconfig
read -r -a flags <<<"$(pkg-config --cflags --libs bach)"
"${CXX:-c++}" -std=c++20 "$place/usr/share/doc/libbach-dev/examples/1_listen.cc" -o listen "${flags[@]}"
./listen cs1-1pre | grep -q '^cs1-1pre: [0-9]* notes' || fail 'the example heard nothing'
mkdir found
cat >found/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.25)
project(found LANGUAGES CXX)
find_package(bach REQUIRED)
END
cmake -S found -B found/build -DCMAKE_PREFIX_PATH="$place/usr" >log 2>&1 ||
  { cat log; fail 'find_package(bach)'; }

if [ -n "$place" ]; then
  echo 'both packages unpacked and tried'
  exit 0
fi
echo '-- removing them'
# The folders that others have files in stay, and are not ours.
dpkg --listfiles bach libbach-dev | grep -E '/[^/]*bach|/examples' | LC_ALL=C sort -u >files
[ "$(wc -l <files)" -gt 20 ] || fail "few files: $(cat files)"
dpkg --remove libbach-dev bach >log 2>&1 || { cat log; fail 'dpkg --remove'; }
installed=
while read -r file; do
  [ ! -e "$file" ] || fail "$file is left"
done <files
if dpkg-query --show bach libbach-dev >/dev/null 2>&1; then fail 'dpkg still knows them'; fi
echo 'both packages installed, tried and removed'
