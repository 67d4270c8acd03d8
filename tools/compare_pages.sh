#!/bin/bash
# Our pages beside Bach's, for a person's eye: one HTML file with a page of each movement of a suite
# of his and of one composed now, left and right by chance, the answers under a fold.
# tools/compare_pages.sh OUTPUT.html [SEED [SUITE]]   SUITE: 1 … 6, whose key and movements to take
# Needs abcm2ps and gs; the program from ./run, or BACH=PROGRAM.
set -eu
root=$(cd -- "$(dirname -- "$0")/.." && pwd -P)
bach=${BACH:-$root/.build/release/bach}
output=${1:?compare_pages.sh OUTPUT.html [SEED [SUITE]]}
seed=${2:-1}
suite=${3:-1}
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

keys=('' 'G major' 'D minor' 'C major' 'Eb major' 'C minor' 'D major')
dances=('' menuet menuet bourree bourree gavotte gavotte)
"$bach" suite --key "${keys[suite]}" --galanterie "${dances[suite]}" --seed "$seed" --no-sound \
  --quiet -o "$work/ours"

# picture MIDI-OR-NAME STEM: its first page, without a title
picture() {
  "$bach" render "$1" -o "$work/$2.abc" --force --quiet 2>/dev/null
  sed -i -e 's/^T:.*/T:A movement/' -e '/^C:/d' "$work/$2.abc"
  "$bach" render "$work/$2.abc" -o "$work/$2.png" --force --quiet 2>/dev/null
  local page=$work/$2.png
  [ -e "$page" ] || page=$work/$2-1.png
  printf '<img alt="a page of music" src="data:image/png;base64,%s">' "$(base64 -w0 "$page")"
}

{
  cat <<'END'
<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Which one is Bach&rsquo;s?</title>
<style>
body { font-family: sans-serif; max-width: 110rem; margin: auto; padding: 1rem; background: #fff; color: #111 }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }
img { width: 100%; border: 1px solid #bbb }
</style>
<h1>Which one is Bach&rsquo;s?</h1>
<p>Of each pair of pages one is from his suites for cello, the other was composed by a program. Look
first; the answers are under each pair.</p>
END
  number=0
  for movement in 1-prelude 2-allemande 3-courante 4-sarabande 5-galanterie 6-gigue; do
    number=$((number + 1))
    theirs=$("$bach" corpus list | awk -v start="cs$suite-$number" 'index($2, start) == 1 { print $2 }')
    [ -n "$theirs" ] || { echo "compare_pages.sh: no movement cs$suite-$number" >&2; exit 1; }
    picture "$work/ours/$movement.abc" ours >"$work/ours.html"
    picture "$theirs" theirs >"$work/theirs.html"
    # The seed decides the sides, by the parity of a checksum.
    sum=$(printf '%s %s' "$seed" "$movement" | cksum | cut -d' ' -f1)
    if [ $((sum / 7 % 2)) -eq 0 ]; then sides=(ours theirs) answer=right; else sides=(theirs ours) answer=left; fi
    printf '<h2>%s</h2>\n<div class="pair">\n' "${movement#*-}"
    cat "$work/${sides[0]}.html" "$work/${sides[1]}.html"
    printf '\n</div>\n<details><summary>Answer</summary>Bach&rsquo;s is on the %s: %s.</details>\n' "$answer" "$theirs"
  done
  echo '</html>'
} >"$work/page.html"
mv -- "$work/page.html" "$output"
echo "wrote $output"
