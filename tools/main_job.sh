# The main job, sourced by run: train, compose, render. The results replace those in out/ only when
# all are there; other files in out/ are left alone.
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

started=$(now)
step 'Learning from the six cello suites' train --preset notebook -o model.safetensors
learning=$took
step 'Composing' compose -m model.safetensors -o piece.mid
composing=$took
step 'Rendering the sound' render piece.mid -o piece.wav
rendering=$took

mkdir -p -- "$root/out" || exit 1
for file in model.safetensors piece.mid piece.wav; do
  mv -f -- "$fresh/$file" "$root/out/$file" || exit 1
done

out=$root/out
[ "$(pwd -P)" != "$root" ] || out=out
cat <<END

Done in $(seconds_since "$started") s: learning $learning s, composing $composing s, sound $rendering s.
  $out/piece.mid          the new piece, for MuseScore and the like
  $out/piece.wav          its sound
  $out/model.safetensors  the network that wrote it (PyTorch loads it)
Listen: $(
  for player in aplay paplay pw-play play ffplay mpv afplay; do
    if command -v "$player" >/dev/null; then
      printf '%s "%s"' "$player" "$out/piece.wav"
      exit
    fi
  done
  printf '%s is plain 16-bit PCM; any player takes it (aplay: apt-get install alsa-utils)' \
    "$out/piece.wav"
)
Another piece: $0 compose -m "$out/model.safetensors" --seed 7 -o another.mid
END
