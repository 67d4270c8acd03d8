#!/bin/bash
# kill -9 at random moments of a command: tools/kill_test.sh N VERB [PROGRAM]   (suite, train, pack or fetch)
# After each kill what was there before is there still, byte for byte, or what a whole run writes in its
# place; the next run of the command ends well, and leaves nothing but what a first one would.
set -u
cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." || exit 1
kills=${1:?usage: tools/kill_test.sh N VERB [PROGRAM]}
verb=${2:?usage: tools/kill_test.sh N VERB [PROGRAM]}
program=$(readlink -f -- "${3:-.build/release/bach}")
work=$(mktemp -d) || exit 1
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf -- "$work"' EXIT
cd "$work" || exit 1

fail() { echo "$verb, kill $killed: $1" >&2; exit 1; }
# What a folder holds, name by name.
held() { (cd "$1" 2>/dev/null && find . -type f -print0 | sort -z | xargs -0r sha256sum); }

killed=0
mkdir here
case $verb in
  suite) command=("$program" suite --bars 4 --seed 1 --no-sound -o here/suite -q --force) ;;
  train)
    command=("$program" train cs1-4sar --preset sequences --hidden 32 --lanes 4 --steps 16 --epochs 4
      --threads 1 -o here/model -q --force)
    echo 'the old one' >here/model
    ;;
  pack)
    "$program" corpus export music cello violin --format mid -q || exit 1
    command=("$program" corpus pack music -o here/set --threads 1 -q)
    ;;
  fetch)
    # The real files of the corpus, from a server of our own.
    files=${BACH_MIDI_FILES:-}
    [ -d "$files" ] || { echo 'BACH_MIDI_FILES must name the folder of the 36 files' >&2; exit 2; }
    python3 -u -m http.server --bind 127.0.0.1 --directory "$files" 0 >port 2>/dev/null &
    server=$!
    until grep -q port port; do sleep 0.1; done
    port=$(sed -nE 's/.*port ([0-9]+).*/\1/p' port)
    export no_proxy=127.0.0.1
    command=("$program" fetch here --base-url "http://127.0.0.1:$port/" -q)
    ;;
  *) echo "no such verb: $verb" >&2; exit 2 ;;
esac

cp -a here before
begin=$(date +%s%N)
"${command[@]}" 2>err || { cat err >&2; exit 1; }
took=$((($(date +%s%N) - begin) / 1000))  # microseconds
held here >whole
held before >old

# A file is the old one or the new one, unless its name says that it is not done.
judge() {
  held here | grep -vE '/\.[^/]*(\.tmp|\.lock)|\.tmp[./]|\.part$' | while read -r line; do
    grep -qxF -- "$line" whole old || echo "$line"
  done >odd
  [ ! -s odd ] || fail "half done: $(head -n 1 odd)"
}

ended=0 left=0
while [ "$killed" -lt "$kills" ]; do
  rm -rf here
  cp -a before here
  "${command[@]}" >/dev/null 2>&1 &
  pid=$!
  after=$((RANDOM * took / 32768))
  sleep "$((after / 1000000)).$(printf %06d $((after % 1000000)))"
  kill -9 "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  [ $? -eq 137 ] || { ended=$((ended + 1)); continue; }
  killed=$((killed + 1))
  judge
  [ -z "$(find here \( -name '*.tmp*' -o -name '*.part' \) -print -quit)" ] || left=$((left + 1))
  # A lock that is still there is nobody's: the next one takes and removes it.
  if [ "$verb" = suite ] && [ -d here/suite ]; then
    held here | grep -v '/\.suite\.lock$' | cmp -s - whole || fail 'a suite that is not whole'
  fi
  # The next one ends well.
  [ $((killed % 5)) -eq 0 ] || continue
  "${command[@]}" >/dev/null 2>err || fail "the next run: $(head -n 1 err)"
  if [ "$verb" = train ]; then rm -f here/.*.tmp*; fi
  held here | cmp -s - whole || fail 'the next run leaves something else'
done
echo "$verb: $killed kills, $left of them while a file was written, $ended runs ended before"
