#!/bin/bash
# Fuzzes for hours, one target after the other: tools/fuzz_long.sh SECONDS [TARGET…]
#     tools/fuzz_long.sh 7200 midi_reader             two hours of one
#     tools/fuzz_long.sh $((22 * 7200))               two hours each, at least; half as long for half of that
# A turn takes a target TURN seconds (60). Every second turn is one of the four targets that try most inputs a
# second, with inputs of up to 256 bytes, so that executions grow. Goes on with what an earlier call left in
# .build/fuzz/corpus; what has grown is minimised. A line of .build/fuzz/long.tsv a turn: target, seconds of
# the processor, executions, edges, features, inputs; tools/fuzz_curve.py draws it. A target that fails leaves
# its input in tests/fuzz/crashes/TARGET and has no more turns. While the file exists that FUZZ_PAUSE names,
# nothing runs. Two may run beside one another with targets of their own. FUZZ_BUILT=1 takes the targets as
# they are built. FUZZ_TIMEOUT: seconds an input may take (60), by the clock: more where the machine is busy.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "$0")")/.."
. tools/fuzz_targets.sh
seconds=${1:?usage: tools/fuzz_long.sh SECONDS [TARGET…]}
shift
[ -n "${FUZZ_BUILT:-}" ] || build_fuzzers
targets=("$@")
[ $# -gt 0 ] || mapfile -t targets < <(fuzz_targets)
table=$fuzz_build/long.tsv
[ -e "$table" ] || printf 'target\tprocessor_s\texecutions\tedges\tfeatures\tinputs\n' >"$table"
log=$fuzz_build/long.$$.log
trap 'rm -f "$log"' EXIT
declare -A rate=() minimised=() failed=()

paused() { [ -n "${FUZZ_PAUSE:-}" ] && [ -e "$FUZZ_PAUSE" ]; }
count_files() { find "$1" -type f | wc -l; }

# run PROGRAM ARGUMENT…: into the log; interrupted where there is a pause. Sets `code` and `used`, microseconds.
run() {
  local pid
  while paused; do sleep 1; done
  {
    TIMEFORMAT='processor %U %S'
    time "$@"
  } >"$log" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    if paused; then pkill -INT -P "$pid" || true; fi
    sleep 0.5
  done
  code=0
  wait "$pid" || code=$?
  used=$(awk '/^processor / { printf "%d", 1e6 * ($2 + $3) }' "$log")
}

# minimise TARGET: of what was kept the fewest inputs that reach the same.
minimise() {
  local kept=$fuzz_build/corpus/$1 fewer=$fuzz_build/corpus/.$1
  rm -rf "$fewer"
  mkdir -p "$fewer"
  run "$fuzz_build/tests/fuzz/${1}_fuzz" -merge=1 -rss_limit_mb=2048 -max_len=8192 "$fewer" "$kept"
  if [ "$code" -eq 0 ]; then
    rm -rf "$kept"
    mv "$fewer" "$kept"
  else
    rm -rf "$fewer"
  fi
  minimised[$1]=$(count_files "$kept")
}

# turn TARGET [MOST_BYTES]
turn() {
  local target=$1 bytes=${2:-8192} kept=$fuzz_build/corpus/$1 crashes=tests/fuzz/crashes/$1 options executions
  mkdir -p "$kept" "$crashes"
  [ -n "${minimised[$target]:-}" ] || minimised[$target]=$(count_files "$kept")
  if [ "$(count_files "$kept")" -gt $((2 * minimised[$target] + 500)) ]; then minimise "$target"; fi
  options=(-seed=0 -max_total_time="${TURN:-60}" -timeout="${FUZZ_TIMEOUT:-60}" -report_slow_units="${FUZZ_TIMEOUT:-60}" -rss_limit_mb=2048 -max_len="$bytes"
    -artifact_prefix="$crashes/" -print_final_stats=1)
  mapfile -t -O ${#options[@]} options < <(dictionary_of "$target")
  run "$fuzz_build/tests/fuzz/${target}_fuzz" "${options[@]}" "$kept" "$fuzz_build/tests/fuzz/seeds/$target"
  rmdir --ignore-fail-on-non-empty "$crashes"
  # 72: interrupted, or none left of the time.
  if [ "$code" -ne 0 ] && [ "$code" -ne 72 ]; then
    failed[$target]=1
    cp "$log" "$fuzz_build/$target.failed.log"
    echo "$target FAILED: $fuzz_build/$target.failed.log" >&2
  fi
  executions=$(executions_in "$log")
  [ "${executions:-0}" -gt 0 ] || return 0
  rate[$target]=$((executions * 1000000 / (used + 1)))
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$target" "$(awk "BEGIN { printf \"%.1f\", $used / 1e6 }")" "$executions" \
    "$(last_number "$log" cov:)" "$(last_number "$log" ft:)" "$(last_number "$log" corp:)" >>"$table"
}

# The targets that try most a second.
fastest() {
  local target
  for target in "${!rate[@]}"; do
    [ -n "${failed[$target]:-}" ] || echo "${rate[$target]} $target"
  done | sort -rn | head -n 4 | cut -d ' ' -f 2
}

extra=0
while [ "$SECONDS" -lt "$seconds" ] && [ ${#failed[@]} -lt ${#targets[@]} ]; do
  for target in "${targets[@]}"; do
    [ -z "${failed[$target]:-}" ] || continue
    [ "$SECONDS" -lt "$seconds" ] || break
    turn "$target"
    [ ${#targets[@]} -gt 4 ] || continue
    mapfile -t fast < <(fastest)
    [ ${#fast[@]} -gt 0 ] || continue
    turn "${fast[extra++ % ${#fast[@]}]}" 256
  done
done
tools/fuzz_curve.py "$table"
[ ${#failed[@]} -eq 0 ]
