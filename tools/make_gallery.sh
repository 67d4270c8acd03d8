#!/bin/bash
# Composes the pieces of doc/gallery again, with pages and ABC: after a change of the model, the plans or the settings.
# Which seeds they are was chosen by reading; choose again when they have changed.
#   tools/make_gallery.sh [BACH]     needs MuseScore
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
rm -f -- "$gallery"/*.png "$gallery"/*.abc
mv -- "$folder"/*.png "$folder"/*.abc "$gallery"
