#!/bin/bash
# Fuzzes: tools/fuzz.sh SECONDS [TARGET…]   (all targets of tests/fuzz, one a core)
# Prints a line for each: executions, coverage (edges, features), inputs kept. What is found grows in
# .build/fuzz/corpus (.build/fuzz is another folder where FUZZ_BUILD says so); an input that crashes is left in tests/fuzz/crashes/TARGET, where tests
# replay it. Fails when there was one. Needs clang. Hours of it: tools/fuzz_long.sh.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "$0")")/.."
. tools/fuzz_targets.sh
seconds=${1:?usage: tools/fuzz.sh SECONDS [TARGET…]}
shift
build_fuzzers
targets=("$@")
[ $# -gt 0 ] || mapfile -t targets < <(fuzz_targets)

# fuzz TARGET: prints its line; false when something was found.
fuzz() {
  local target=$1 kept crashes log options verdict=''
  kept=$fuzz_build/corpus/$target
  crashes=tests/fuzz/crashes/$target
  log=$fuzz_build/$target.log
  mkdir -p "$kept" "$crashes"
  # The same inputs each time, as far as the time goes; FUZZ_SEED=0 tries others.
  options=(-seed="${FUZZ_SEED:-1}" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 -max_len=8192 -entropic=0
    -artifact_prefix="$crashes/" -print_final_stats=1)
  mapfile -t -O ${#options[@]} options < <(dictionary_of "$target")
  "$fuzz_build/tests/fuzz/${target}_fuzz" "${options[@]}" "$kept" "$fuzz_build/tests/fuzz/seeds/$target" \
    >"$log" 2>&1 || {
    verdict=' FAILED'
    grep -a -m 5 -E 'ERROR|SUMMARY|promise|Test unit' "$log" >&2 || true
  }
  printf '%-19s %8d %10s %7s %7s %7s%s\n' "$target" "$seconds" "$(executions_in "$log")" \
    "$(last_number "$log" cov:)" "$(last_number "$log" ft:)" "$(last_number "$log" corp:)" "$verdict"
  rmdir --ignore-fail-on-non-empty "$crashes"
  [ -z "$verdict" ]
}

printf '%-19s %8s %10s %7s %7s %7s\n' target seconds executions edges features inputs
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
