# The main job, sourced by run: a suite, into out/ or, where something is in there already, into
# out-2/, out-3/ … The folder is there when all its files are.
# shellcheck shell=sh disable=SC2154

now() { date +%s.%N; }

# seconds_since START, with one decimal
seconds_since() { awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.1f", to - from }'; }

# step TITLE BACH-ARGUMENT…: one command of the program, in the folder of the new results. Leaves in
# `took` how many seconds it took.
step() {
  printf '\n== %s: bach' "$1"
  shift
  printf ' %s' "$@"
  printf '\n'
  begin=$(now)
  (cd -- "$fresh" && exec "$build/bach" "$@") 9>&- || exit
  took=$(seconds_since "$begin")
}

take_lock out || exit 1
fresh=$root/.build/out.new
rm -rf -- "$fresh"
mkdir -- "$fresh" || exit 1
trap 'rm -rf -- "$fresh"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

step 'Composing a suite' suite -o . --pages auto

name=out
number=1
until rmdir -- "$root/$name" 2>/dev/null || [ ! -e "$root/$name" ]; do
  number=$((number + 1))
  name=out-$number
done
mv -- "$fresh" "$root/$name" || exit 1
[ "$name" = out ] || earlier=", beside the earlier ones"

out=$root/$name
[ "$(pwd -P)" != "$root" ] || out=$name
pages=
[ ! -e "$root/$name/suite.pdf" ] || pages='
  suite.pdf                 to print and play from'
cat <<END

Done in $took s. In $out${earlier-}:
  suite.flac                how it sounds$pages
  suite.mid, 1-prelude.mid  and each movement, for a sequencer
  suite.musicxml            and each movement, for MuseScore
  suite.abc                 and each movement, as text
  1-prelude.png             and each movement, as a piano roll
  report.txt                key, forms, originality, and the command that does it again
Listen: $(
  for player in paplay pw-play play ffplay mpv vlc; do
    if command -v "$player" >/dev/null; then
      printf '%s "%s"' "$player" "$out/suite.flac"
      exit
    fi
  done
  printf '%s play "%s"' "$0" "$out/suite.mid"
)
Another suite: $0 suite --key "A minor" --seed 7 -o another
See it learn:  $0 train
END
