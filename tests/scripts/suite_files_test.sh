#!/usr/bin/env bash
# Every file of suites, read by others: suite_files_test.sh PROJECT BACH [SEED…]
# MusicXML by tools/check_musicxml.sh, ABC by abc2midi and both kinds by MuseScore where they are
# installed; sound and pages are there when they are asked for.
set -u
root=$1 bach=$2
shift 2
[ $# -gt 0 ] || set -- 42
work=$(mktemp -d) || exit 1
trap 'rm -rf -- "$work"' EXIT
failed=0
fail() {
  echo "FAILED: $*"
  failed=1
}

for seed; do
  suite=$work/$seed
  "$bach" suite --seed "$seed" --no-sound --bowing -q -o "$suite" || fail "suite $seed"
  "$root/tools/check_musicxml.sh" "$suite"/*.musicxml || fail "MusicXML of suite $seed"
  [ "$(grep -c '^X:' "$suite/suite.abc")" = 6 ] || fail "suite $seed: not six tunes"
  for heading in '1. Prelude' '2. Allemande' '3. Courante' '4. Sarabande' '6. Gigue'; do
    grep -q ">$heading</words>" "$suite/suite.musicxml" || fail "suite $seed: no $heading"
  done
  if command -v abc2midi >/dev/null; then
    for abc in "$suite"/*.abc; do
      (cd -- "$work" && abc2midi "$abc" -o t.mid) >"$work/told" || fail "abc2midi: $abc"
      ! grep -iE 'error|warning' "$work/told" || fail "abc2midi complains: $abc"
    done
  fi
  if command -v musescore3 >/dev/null; then
    HOME=$work QT_QPA_PLATFORM=offscreen musescore3 -o "$work/$seed.mid" "$suite/suite.musicxml" \
      >/dev/null 2>&1 || fail "MuseScore: suite $seed"
    [ -s "$work/$seed.mid" ] || fail "MuseScore makes nothing of suite $seed"
  fi
done

[ $failed = 0 ] && echo 'all files are read'
exit $failed
