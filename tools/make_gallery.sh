#!/bin/bash
# Composes the pieces of doc/gallery again, with pages, ABC and sound: after a change of the model, the plans or the settings.
# Which seeds they are was chosen by reading; choose again when they have changed.
#   tools/make_gallery.sh [BACH]     needs MuseScore, FluidSynth and the module of python/
set -euo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)
bach=${1-$root/.build/release/bach}
gallery=$root/doc/gallery
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT

while IFS=: read -r kind key seed; do
  name=$kind-$seed
  "$bach" compose --kind "$kind" --key "$key" --seed "$seed" -o "$folder/$name.musicxml" --quiet
  "$bach" render "$folder/$name.musicxml" --engraver musescore -o "$folder/$name.png" --quiet
  "$bach" render "$folder/$name.musicxml" -o "$folder/$name.abc" --quiet
done < "$gallery/pieces.txt"
# Sound small enough to keep: how each begins.
PYTHONPATH=${bach%/*}/python /usr/bin/python3 - "$folder"/*.abc <<'END'
import sys
import bach

for path in sys.argv[1:]:
    with open(path[: -len("abc")] + "ogg", "wb") as file:
        file.write(bach.sound(bach.load(path), "ogg", seconds=40, quality=0))
END
rm -f -- "$gallery"/*.png "$gallery"/*.abc "$gallery"/*.ogg
mv -- "$folder"/*.png "$folder"/*.abc "$folder"/*.ogg "$gallery"
