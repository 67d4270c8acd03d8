#!/bin/bash
# Makes the model that travels in the program, models/suite.safetensors, again:
#   tools/make_model.sh [--check] [BACH]
# With --check nothing is replaced: says whether it comes out the same, byte for byte. BACH is the built
# program (.build/release/bach). Takes a minute or two on two cores.
set -euo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)
check=false
[ "${1-}" = --check ] && { check=true; shift; }
bach=${1-$root/.build/release/bach}
model=$root/models/suite.safetensors
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT

"$bach" train cello --also violin --also keyboard --epochs 28 --alone 10 --hidden 320 --seed 42 \
  --weights float16 -o "$folder/suite.safetensors" --quiet
if ! $check; then
  mv -- "$folder/suite.safetensors" "$model"
  sha256sum "$model" | cut -d' ' -f1
elif cmp -s "$folder/suite.safetensors" "$model"; then
  echo "models/suite.safetensors: comes out the same"
else
  echo "models/suite.safetensors: training gives another file; run tools/make_model.sh" >&2
  exit 1
fi
