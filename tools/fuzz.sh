#!/bin/bash
# Fuzzes: tools/fuzz.sh SECONDS [TARGET…]   (all targets of tests/fuzz, one a core)
# Prints a line for each: executions, coverage (edges, features), inputs kept. What is found grows in
# .build/fuzz/corpus (.build/fuzz is another folder where FUZZ_BUILD says so); an input that crashes is left in tests/fuzz/crashes/TARGET, where tests
# replay it. Fails when there was one. Needs clang.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "$0")")/.."
seconds=${1:?usage: tools/fuzz.sh SECONDS [TARGET…]}
shift
folder=${FUZZ_BUILD:-.build/fuzz}
export LSAN_OPTIONS=suppressions=$PWD/tests/leaks.supp:print_suppressions=0
mkdir -p .build
cmake --preset fuzz -B "$folder" >"$folder.log" 2>&1 || { cat "$folder.log" >&2; exit 1; }
cmake --build "$folder" --target fuzzers --parallel "$(nproc)" >"$folder.log" 2>&1 || {
  tail -n 30 "$folder.log" >&2
  exit 1
}
targets=("$@")
if [ $# -eq 0 ]; then
  for target in tests/fuzz/*_fuzz.cc; do
    target=${target##*/}
    targets+=("${target%_fuzz.cc}")
  done
fi

# fuzz TARGET: prints its line; false when something was found.
fuzz() {
  local target=$1 kept crashes log options verdict='' last
  kept=$folder/corpus/$target
  crashes=tests/fuzz/crashes/$target
  log=$folder/$target.log
  mkdir -p "$kept" "$crashes"
  # The same inputs each time, as far as the time goes; FUZZ_SEED=0 tries others.
  options=(-seed="${FUZZ_SEED:-1}" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 -max_len=8192 -entropic=0
    -artifact_prefix="$crashes/" -print_final_stats=1)
  case $target in
    midi_* | musicxml | musicxml_round_trip) options+=(-dict=tests/fuzz/midi.dict) ;;
    musicxml_reader) options+=(-dict=tests/fuzz/musicxml.dict) ;;
    plan_text) options+=(-dict=tests/fuzz/plan.dict) ;;
    abc_*) options+=(-dict=tests/fuzz/abc.dict) ;;
  esac
  "$folder/tests/fuzz/${target}_fuzz" "${options[@]}" "$kept" "$folder/tests/fuzz/seeds/$target" \
    >"$log" 2>&1 || {
    verdict=' FAILED'
    grep -a -m 5 -E 'ERROR|SUMMARY|promise|Test unit' "$log" >&2 || true
  }
  # "#123 DONE cov: 456 ft: 789 corp: 12/3Kb …"
  last=$(grep -a -E 'cov: [0-9]+ ft: ' "$log" | tail -n 1)
  number() { sed -nE "s/.*$1 ([0-9]+).*/\1/p" <<<"$last"; }
  printf '%-16s %8d %10s %7s %7s %7s%s\n' "$target" "$seconds" \
    "$(sed -nE 's/.*number_of_executed_units: *([0-9]+).*/\1/p' "$log")" \
    "$(number cov:)" "$(number ft:)" "$(number corp:)" "$verdict"
  rmdir --ignore-fail-on-non-empty "$crashes"
  [ -z "$verdict" ]
}

printf '%-16s %8s %10s %7s %7s %7s\n' target seconds executions edges features inputs
failed=0 running=0
for target in "${targets[@]}"; do
  if [ "$running" -ge "$(nproc)" ]; then
    wait -n || failed=1
    running=$((running - 1))
  fi
  fuzz "$target" &
  running=$((running + 1))
done
while [ "$running" -gt 0 ]; do
  wait -n || failed=1
  running=$((running - 1))
done
exit $failed
