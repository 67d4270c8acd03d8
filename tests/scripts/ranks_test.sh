#!/bin/bash
# Training and measuring in several processes: the same bytes in however many, and ends that all agree on.
# Argument: the program. Skipped where no plug-in was built beside it, or no mpirun is there.
set -u
program=$1
beside=$(dirname -- "$program")
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1 \
  OMPI_MCA_btl_vader_single_copy_mechanism=none OMPI_MCA_btl_base_warn_component_unused=0
mpis=()
for mpi in openmpi mpich; do
  [ -e "$beside/bach_mpi_$mpi.so" ] && command -v "mpirun.$mpi" >/dev/null && mpis+=("$mpi")
done
if [ ${#mpis[@]} -eq 0 ]; then
  echo "skipped: no mpirun with a plug-in beside $program"
  exit 77
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf -- "$work"' EXIT
cd "$work" || exit 1
failures=0
fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}
# ranks N ARGUMENT…: the program as N processes of $mpi, its streams in out and err
ranks() {
  local count=$1
  shift
  timeout 100 "mpirun.$mpi" -n "$count" "$program" "$@" >out 2>err </dev/null
}

tiny=(train --preset sequences cs1-4sar cs1-1pre --holdout cs1-1pre --hidden 8 --dense 8
  --steps 8 --threads 1 --dropout 0.3 --average 0.5)
# says PATTERN: err has one line of the program, and that is it
says() { [ "$(grep -c '^bach: ' err)" = 1 ] && grep -q -- "$1" err; }

small=("${tiny[@]}" --lanes 6 --epochs 2 --batches 3)
"$program" "${small[@]}" --lane-sums -q -o one.safetensors --log one.log || fail 'one process alone'

mpi=${mpis[0]}
# All of it with the first, the rest with any.
for mpi in "${mpis[@]}"; do
  for count in 1 2 3; do
    ranks "$count" "${small[@]}" -o "$mpi$count.safetensors" --log "$mpi$count.log" ||
      fail "$mpi, $count ranks: $(cat err)"
    cmp -s one.safetensors "$mpi$count.safetensors" || fail "$mpi, $count ranks: another model"
    cmp -s one.log "$mpi$count.log" || fail "$mpi, $count ranks: another log"
  done
done

# A set, of which one process learns in the same way without being told.
mpi=${mpis[0]}
"$program" corpus export midi --format mid cs1-1pre cs1-2all cs1-3cou cs1-4sar >/dev/null || fail 'export'
"$program" corpus pack midi -o set -q --held-out 0 || fail 'packing'
suite=(train set --hidden 8 --lanes 4 --steps 8 --epochs 1 --batches 2 --threads 1 -q)
"$program" "${suite[@]}" -o suite1.safetensors || fail 'a set, one process'
ranks 2 "${suite[@]}" -o suite2.safetensors || fail "a set, 2 ranks: $(cat err)"
cmp -s suite1.safetensors suite2.safetensors || fail 'a set: another model with 2 ranks'

# Packed together, the same set.
ranks 3 corpus pack midi -o set3 -q --held-out 0 || fail "packing, 3 ranks: $(cat err)"
cmp -s set/000000.shard set3/000000.shard || fail 'packing: another set with 3 ranks'
ranks 2 corpus pack nowhere -o set4 && fail 'packing what is not there'
says '^bach: nowhere: no such file' || fail "packing what is not there: $(cat err)"

# From another model's weights.
"$program" "${small[@]}" --lane-sums -q --init one.safetensors --head-rate 2 -o more1.safetensors ||
  fail 'from weights, one process'
ranks 2 "${small[@]}" --init one.safetensors --head-rate 2 -o more2.safetensors ||
  fail "from weights, 2 ranks: $(cat err)"
cmp -s more1.safetensors more2.safetensors || fail 'from weights: another model'
cmp -s one.safetensors more1.safetensors && fail 'from weights: the same model'

# Until the time is over, on rank 0's clock; the steps it came to make the same model.
ranks 2 "${tiny[@]}" --lanes 6 --epochs 100000 --hours 0.0003 -o timed.safetensors ||
  fail "hours: $(cat err)"
steps=$(sed -n 's/.*--stop-after \([0-9]*\) .*/\1/p' out err | head -1)
[ -n "$steps" ] || fail "hours: no steps are told: $(cat out err)"
"$program" "${tiny[@]}" --lanes 6 --epochs 100000 --stop-after "${steps:-1}" --lane-sums -q \
  -o counted.safetensors || fail 'stopped after so many steps'
cmp -s timed.safetensors counted.safetensors || fail 'hours: so many steps make another model'

# The same figures, printed once.
"$program" evaluate -m one.safetensors cs1-1pre cs2-1pre cs3-4sar >alone.out 2>/dev/null
ranks 2 evaluate -m one.safetensors cs1-1pre cs2-1pre cs3-4sar || fail "evaluate: $(cat err)"
cmp -s alone.out out || fail 'evaluate prints something else'

# Resumed in another number of processes, at step 4 of 6.
ranks 2 "${small[@]}" --checkpoint kept --checkpoint-every 4 -o whole.safetensors ||
  fail "checkpoints: $(cat err)"
rm kept/step-*6.safetensors || fail 'no checkpoint of step 6'
ranks 3 "${small[@]}" --checkpoint kept --checkpoint-every 4 -o rest.safetensors --resume ||
  fail "resumed: $(cat err)"
cmp -s one.safetensors rest.safetensors || fail 'resumed: another model'

# Stopped, all stop, and what was reached is kept. Quietly: while Open MPI ends its processes it reads nothing of them.
timeout 100 "mpirun.$mpi" -n 2 "$program" "${tiny[@]}" --lanes 6 --epochs 100000 --checkpoint stopped \
  --checkpoint-every 1000 -q -o none.safetensors >out 2>err </dev/null &
job=$!
for _ in $(seq 400); do
  compgen -G 'stopped/step-*000.safetensors' >/dev/null && break
  sleep 0.05
done
pkill -TERM -P "$job"  # timeout's child
wait $job && fail 'stopped, but the exit code is 0'
[ -e none.safetensors ] && fail 'stopped, but a model was written'
compgen -G 'stopped/step-*[!0].safetensors' >/dev/null || fail "stopped: no checkpoint of then: $(cat err)"

# What one of them cannot do ends all, with one line of ours.
timeout 100 "mpirun.$mpi" -n 1 "$program" "${suite[@]}" -o x.safetensors : \
  -n 1 "$program" "${small[@]}" -o x.safetensors >out 2>err </dev/null &&
  fail 'two trainings at once'
says '^bach: rank 1 of 2 on .*: has other music' ||
  fail "two trainings at once say: $(cat err)"
ranks 3 "${tiny[@]}" --lanes 2 --epochs 1 -o x.safetensors && fail 'more processes than lanes'
says '^bach: --lanes: 2: ' || fail "lanes: $(cat err)"
ranks 2 train --preset notebook --epochs 1 -o x.safetensors && fail 'the notebook in two processes'
grep -q '^bach: --preset: notebook learns in one process' err || fail "notebook: $(cat err)"
[ -e x.safetensors ] && fail 'what failed wrote a model'

# Without the plug-in.
mkdir bare && cp "$program" bare/bach
timeout 100 "mpirun.$mpi" -n 2 bare/bach "${small[@]}" -o x.safetensors >out 2>err </dev/null &&
  fail 'trained without the plug-in'
says "built without bach_mpi_$mpi.so" ||
  fail "without the plug-in: $(cat err)"

# What is not shared, the first one does.
ranks 2 corpus show cs1-1pre || fail "corpus show: $(cat err)"
"$program" corpus show cs1-1pre >alone.out 2>/dev/null
cmp -s alone.out out || fail 'corpus show prints something else'

[ "$failures" -eq 0 ] && echo "the same with ${mpis[*]}"
exit $((failures > 0))
