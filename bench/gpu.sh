#!/bin/sh
# How fast a device trains beside this processor: bench/gpu.sh [PROGRAM [DEVICE]]
# PROGRAM: bach, .build/release/bach when not given. DEVICE: gpu:0, as `bach devices` numbers them.
# A table of seconds for a few sizes of network, each of the same steps, in under four minutes: a run is
# stopped after 12 seconds. Needs nothing but the program and the device's driver.
set -eu
program=${1:-.build/release/bach} device=${2:-gpu:0}
[ -x "$program" ] || { echo "bench/gpu.sh: no program $program; give its path" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM

"$program" devices >&2
# Builds the kernels, so that no row of the table waits for that; says what is missing.
run() {
  where=$1 hidden=$2 lanes=$3 batches=$4
  timeout 12 "$program" train cello --preset sequences --device "$where" --layers 1 --hidden "$hidden" --dense 0 \
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
printf '%6s %6s %8s %14s %14s\n' hidden lanes batches "$device" cpu
while read -r hidden lanes batches; do
  printf '%6s %6s %8s %14s %14s\n' "$hidden" "$lanes" "$batches" "$(rate "$device" "$hidden" "$lanes" "$batches")" \
    "$(rate cpu "$hidden" "$lanes" "$batches")"
done <<'ROWS'
256 64 10
512 64 5
1024 64 2
2048 64 2
ROWS
