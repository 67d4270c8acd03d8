# The main job, sourced by run: a suite. Its files replace those in out/ only when all are there;
# other files in out/ are left alone.
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

step 'Composing a suite' suite -o .

mkdir -p -- "$root/out" || exit 1
for file in "$fresh"/*; do
  mv -f -- "$file" "$root/out/" || exit 1
done

out=$root/out
[ "$(pwd -P)" != "$root" ] || out=out
cat <<END

Done in $took s. In $out:
  suite.wav                 how it sounds
  suite.mid, 1-prelude.mid  and each movement, for a sequencer
  suite.musicxml            and each movement, for MuseScore
  suite.abc                 and each movement, as text
  1-prelude.png             and each movement, as a piano roll
  report.txt                key, forms, originality, and the command that does it again
Listen: $(
  for player in aplay paplay pw-play play ffplay mpv afplay; do
    if command -v "$player" >/dev/null; then
      printf '%s "%s"' "$player" "$out/suite.wav"
      exit
    fi
  done
  printf '%s is plain 16-bit PCM; any player takes it (aplay: apt-get install alsa-utils)' \
    "$out/suite.wav"
)
Another suite: $0 suite --key "A minor" --seed 7 -o another
See it learn:  $0 train
END
