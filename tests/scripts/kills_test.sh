#!/bin/bash
# kill -9 at random moments of a training that keeps checkpoints: never is more than the last
# interval lost, never is a file left that does not load, and the model is the one of a training that
# was never killed. Arguments: the project's folder, the program, how many kills (20), the preset
# (sequences; suite, notebook).
set -u
project=$1
program=$2
kills=${3:-20}
preset=${4:-sequences}
# shellcheck source=tests/scripts/toy.sh
. "$project/tests/scripts/toy.sh"
work=$(mktemp -d) || exit 1
trap 'rm -rf -- "$work"' EXIT
cd "$work" || exit 1

every=3
train=("$program" train cs1-4sar cs2-4sar cs3-4sar --preset "$preset" --threads 1 --quiet)
case $preset in
  notebook) train+=(--epochs 2 --batches 30 --batch-size 16) ;;
  sequences) train+=(--hidden 96 --lanes 8 --steps 16 --epochs 14) ;;
  suite) train+=(--hidden 32 --lanes 4 --steps 16 --epochs 8) ;;
esac
kept=(--checkpoint kept --checkpoint-every "$every" --resume)

# step_of FILE: of the last whole line of a log
step_of() { sed -n 's/^{"step":\([0-9]*\),.*}$/\1/p' "$1" 2>/dev/null | tail -n 1; }
newest() { printf '%s\n' kept/step-*.safetensors | sort | tail -n 1; }

begin=$(date +%s%N)
"${train[@]}" -o whole --log whole.log || fail 'the training without a break'
# How long it takes, in microseconds, decides when it is killed.
took=$((($(date +%s%N) - begin) / 1000))

done_kills=0
attempts=0
finished=0
lost_most=0
within_writing=0
while [ "$done_kills" -lt "$kills" ] && [ "$failures" -eq 0 ]; do
  attempts=$((attempts + 1))
  [ "$attempts" -le $((kills * 10)) ] || fail 'it ends before it can be killed'
  rm -f model
  "${train[@]}" "${kept[@]}" -o model --log run.log 2>err &
  pid=$!
  after=$((RANDOM * took / 2 / 32768))
  sleep "$((after / 1000000)).$(printf %06d $((after % 1000000)))"
  kill -9 "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  status=$?
  # What it said of the checkpoint it began with: nothing, or a warning or an error.
  expect 'messages' "$(cat err)" ''
  if [ "$status" -eq 0 ]; then
    finished=$((finished + 1))
    cmp whole model || fail "the model after $done_kills kills is another"
    cmp whole.log run.log || fail "the log after $done_kills kills is another"
    rm -rf kept run.log
    continue
  fi
  expect 'exit code' "$status" 137
  done_kills=$((done_kills + 1))
  compgen -G 'kept/.step-*' >/dev/null && within_writing=$((within_writing + 1))
  reached=$(step_of run.log)
  file=$(newest)
  saved=0
  [ ! -e "$file" ] || saved=$((10#$(basename "$file" .safetensors | tr -dc 0-9)))
  lost=$((${reached:-0} - saved))
  [ "$lost" -le "$lost_most" ] || lost_most=$lost
  [ "$lost" -le "$every" ] || fail "at step $reached only $file is there"
  # The one before the newest has to do when the newest is lost, now and then.
  if [ $((done_kills % 10)) -eq 0 ] && [ "$(printf '%s\n' kept/step-* | wc -l)" -ge 2 ]; then
    rm -rf other
    mkdir other
    cp "$(printf '%s\n' kept/step-*.safetensors | sort -r | sed -n 2p)" other/
    "${train[@]}" --checkpoint other --checkpoint-every "$every" --resume -o model 2>err
    expect 'messages from the older checkpoint' "$(cat err)" ''
    cmp whole model || fail 'the model from the older checkpoint is another'
  fi
done
"${train[@]}" "${kept[@]}" -o model --log run.log --force 2>err
expect 'messages at the end' "$(cat err)" ''
cmp whole model || fail 'the last model is another'
cmp whole.log run.log || fail 'the last log is another'
expect 'nothing half done stays' "$(compgen -G 'kept/.*tmp*')" ''

echo "$preset: $done_kills kills, $within_writing of them while a checkpoint was written, $finished trainings ended meanwhile;" \
  "at most $lost_most steps lost of $every between checkpoints"
finish
