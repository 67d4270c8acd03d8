#!/bin/sh
# How fast a device trains beside this processor, and beside PyTorch where it has a GPU: bench/gpu.sh [PROGRAM [DEVICE]]
# PROGRAM: bach, .build/release/bach when not given. DEVICE: gpu:0, as `bach devices` numbers them.
# A table of targets a second for sizes of network and numbers of lanes, in under four minutes: a run is
# stopped after 12 seconds, and none begins after 200. Needs nothing but the program and the device's driver.
set -eu
program=${1:-.build/release/bach} device=${2:-gpu:0}
[ -x "$program" ] || { echo "bench/gpu.sh: no program $program; give its path" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
begun=$(date +%s)

"$program" devices >&2
# Builds the kernels, so that no row of the table waits for that; says what is missing.
run() {
  where=$1 hidden=$2 lanes=$3 batches=$4
  [ $(($(date +%s) - begun)) -lt 200 ] || return 1
  timeout -s KILL 12 "$program" train cello --preset sequences --device "$where" --layers 1 --hidden "$hidden" --dense 0 \
    --dropout 0 --lanes "$lanes" --steps 20 --epochs 1 --batches "$batches" --force --quiet --json \
    -o "$folder/$where.safetensors"
}
run "$device" 16 16 1 >/dev/null || {
  echo "bench/gpu.sh: $device does not train; see the line above. A driver is a package of the device's vendor" >&2
  echo "(nvidia-opencl-icd, mesa-opencl-icd, intel-opencl-icd, pocl-opencl-icd …), its loader ocl-icd-libopencl1" >&2
  exit 1
}

# Targets a second of the steps after the first, which has the way there in it.
rate() {
  few=$(run "$1" "$2" "$3" 1 | sed -n 's/.*"seconds":\([0-9.e-]*\).*/\1/p') || few=
  many=$(run "$1" "$2" "$3" "$4" | sed -n 's/.*"seconds":\([0-9.e-]*\).*/\1/p') || many=
  awk -v few="$few" -v many="$many" -v lanes="$3" -v batches="$4" 'BEGIN {
    if (few == "" || many == "") print "over 12 s"
    else if (many <= few) print "too short"
    else printf "%.0f\n", (batches - 1) * lanes * 20 / (many - few) }'
}

# The same work in PyTorch, on its GPU: cuDNN's LSTM.
peer=$(dirname "$0")/peers/torch_peer.py
torch=
if python3 -c 'import sys, torch; sys.exit(not torch.cuda.is_available())' 2>/dev/null; then torch=yes; fi
torch_rate() {
  [ -n "$torch" ] || { echo none; return; }
  printf 'sequences %sx1x%s 2\nsequences %sx1x%s %s\n' "$1" "$2" "$1" "$2" "$3" | timeout 12 python3 "$peer" 1 cuda |
    awk -v lanes="$2" -v batches="$3" 'NR == 3 { printf "%.0f\n", batches * lanes * 20 / $2; done = 1 }
      END { if (!done) print "over 12 s" }'
}
printf '%6s %6s %8s %14s %14s %14s\n' hidden lanes batches "$device" cpu PyTorch
while read -r hidden lanes batches; do
  printf '%6s %6s %8s %14s %14s %14s\n' "$hidden" "$lanes" "$batches" "$(rate "$device" "$hidden" "$lanes" "$batches")" \
    "$(rate cpu "$hidden" "$lanes" "$batches")" "$(torch_rate "$hidden" "$lanes" "$batches")"
done <<'ROWS'
256 64 10
256 256 4
512 64 5
1024 64 2
2048 64 2
256 1024 2
512 1024 2
1024 1024 2
ROWS
