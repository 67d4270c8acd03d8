#!/bin/bash
# What tools/fuzz.sh and tools/fuzz_long.sh have in common. Sourced in the root of the repository.
# FUZZ_BUILD names another folder to build in than .build/fuzz.
fuzz_build=${FUZZ_BUILD:-.build/fuzz}
export LSAN_OPTIONS=suppressions=$PWD/tests/leaks.supp:print_suppressions=0

# build_fuzzers: all targets, with all cores or so many as JOBS says.
build_fuzzers() {
  mkdir -p .build
  cmake --preset fuzz -B "$fuzz_build" >"$fuzz_build.log" 2>&1 || { cat "$fuzz_build.log" >&2; exit 1; }
  cmake --build "$fuzz_build" --target fuzzers --parallel "${JOBS:-$(nproc)}" >"$fuzz_build.log" 2>&1 || {
    tail -n 30 "$fuzz_build.log" >&2
    exit 1
  }
}

# Every target, one a line.
fuzz_targets() {
  local target
  for target in tests/fuzz/*_fuzz.cc; do
    target=${target##*/}
    echo "${target%_fuzz.cc}"
  done
}

# dictionary_of TARGET: the option that names it, if there is one.
dictionary_of() {
  case $1 in
    midi_* | musicxml | musicxml_round_trip) echo -dict=tests/fuzz/midi.dict ;;
    musicxml_reader) echo -dict=tests/fuzz/musicxml.dict ;;
    plan_text) echo -dict=tests/fuzz/plan.dict ;;
    abc_*) echo -dict=tests/fuzz/abc.dict ;;
  esac
}

# executions_in LOG: how many inputs were tried.
executions_in() { sed -nE 's/.*number_of_executed_units: *([0-9]+).*/\1/p' "$1"; }

# last_number LOG NAME: of "#123 DONE cov: 456 ft: 789 corp: 12/3Kb …" the number behind the name.
last_number() {
  grep -a -E 'cov: [0-9]+ ft: ' "$1" | tail -n 1 | sed -nE "s/.*$2 ([0-9]+).*/\1/p"
}
