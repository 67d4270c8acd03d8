#!/bin/bash
# What goes wrong around the program: full disks, limits, folders and files that may not be written or
# read, readers that go away. Each is one line, an exit code, and everything there was before.
# Arguments: the project's folder, the program.
set -u
project=$1
# shellcheck source=tests/scripts/toy.sh
. "$project/tests/scripts/toy.sh"
work=$(mktemp -d) || exit 1
unmount() { ! mountpoint -q "$work/small" 2>/dev/null || umount "$work/small"; }
trap 'unmount; chmod -R u+rwX "$work"; rm -rf -- "$work"' EXIT
cd "$work" || exit 1
# Where somebody without rights may run it, too.
chmod 755 "$work"
cp "$2" bach
program=$work/bach

# refused WHAT CODE PATTERN COMMAND…: it ends with that code and one line that matches
refused() {
  local what=$1 code=$2 pattern=$3
  shift 3
  "$@" >out 2>err
  expect "$what: exit code" $? "$code"
  expect "$what: lines" "$(wc -l <err)" 1
  expect_line "$what" err "^bach: .*$pattern"
}

train=("$program" train cs1-4sar --preset sequences --hidden 32 --lanes 4 --steps 16 --epochs 6
  --threads 1 --quiet)
"${train[@]}" -o whole || fail 'training'
size=$(stat -c %s whole)
echo 'the old one' >model
kept=(--checkpoint kept --checkpoint-every 2)

# interrupted COMMAND…: a SIGTERM as soon as there are two checkpoints
interrupted() {
  "$@" 2>err &
  local pid=$!
  for _ in $(seq 2000); do
    [ "$(find kept -name 'step-*' 2>/dev/null | wc -l)" -lt 2 ] || break
    sleep 0.005
  done
  kill -TERM $pid
  wait $pid
}

echo '-- SIGTERM: a checkpoint, no model, and how to resume'
interrupted "$program" train cs1-4sar --preset sequences --hidden 32 --lanes 4 --steps 16 \
  --epochs 5000 --threads 1 --checkpoint kept --checkpoint-every 2 -o long >/dev/null
expect 'exit code' $? 130
expect_line 'how to resume' err 'kept holds them: the same command with --resume continues'
[ ! -e long ] || fail 'a model was written'
expect 'checkpoints' "$(find kept -type f | wc -l)" 2
refused 'checkpoints are not run over' 1 '--resume continues it' "${train[@]}" "${kept[@]}" -o new
refused 'another training' 2 '--epochs was 5000 and is 6' "${train[@]}" "${kept[@]}" -o new --resume
refused 'a checkpoint as a model' 1 'bach train --resume goes on with it' \
  "$program" compose -m "$(printf '%s\n' kept/step-* | head -n 1)" -o new.mid
refused '--resume alone' 2 '--resume: needs --checkpoint' "${train[@]}" -o new --resume
rm -rf kept

# write_limit BLOCKS COMMAND…: files of at most so many blocks of 1024 bytes
write_limit() (
  ulimit -f "$1"
  shift
  "$@"
)

echo '-- a training that diverges: noticed at the step, the last good weights are left'
refused 'divergence' 1 'diverged at step [0-9]*: .*learning rate.*; good holds the weights of step' \
  "$program" train cs1-4sar --preset sequences --hidden 32 --lanes 4 --steps 16 --epochs 200 \
  --warmup 1000 --learning-rate 1.5 --clip 0 --threads 1 --quiet -o good
"$program" compose -m good --notes 5 -o good.mid --quiet || fail 'the weights left are no model'

echo '-- a limit on file sizes: what was there stays, without anything half done'
refused 'a model over the limit' 1 'cannot write model: File too large' \
  write_limit 8 "${train[@]}" -o model --force
expect 'the old model' "$(cat model)" 'the old one'
refused 'a checkpoint over the limit' 1 'cannot write kept/step-0000000002' \
  write_limit 8 "${train[@]}" "${kept[@]}" -o new
expect 'files' "$(find . -name '.*tmp*' -o -name new)" ''
# One that fits before, one that does not after.
"${train[@]}" "${kept[@]}" -o new || fail 'a training with checkpoints'
cmp whole new || fail 'checkpoints change the model'
rm "$(printf '%s\n' kept/step-* | sort | tail -n 1)"
before=$(sha256sum kept/*)
refused 'a later checkpoint over the limit' 1 'File too large' \
  write_limit 8 "${train[@]}" "${kept[@]}" -o new --force --resume
expect 'the checkpoint before' "$(sha256sum kept/*)" "$before"
"${train[@]}" "${kept[@]}" -o new --force --resume || fail 'going on'
cmp whole new || fail 'the model after a failed write is another'
rm -rf kept new

echo '-- a full disk'
# shellcheck disable=SC2016  # the inner shell expands it
refused 'standard output' 1 'standard output' sh -c '"$0" inspect cs1-1pre --json >/dev/full' "$program"
refused 'a model to a full device' 1 'No space left' "${train[@]}" -o /dev/full --force
[ -c /dev/full ] || fail 'the device was replaced'
refused 'a log to a full device' 1 'No space left' "${train[@]}" -o log-model --log /dev/full --force
mkdir small
if mount -t tmpfs -o size=$((size * 3)) tmpfs small 2>/dev/null; then
  echo 'the old one' >small/model
  head -c $((size * 3 - 8192)) /dev/zero >small/ballast
  refused 'a model' 1 'No space left on device' "${train[@]}" -o small/model --force
  expect 'the old model' "$(cat small/model)" 'the old one'
  refused 'a piece' 1 'No space left on device' "$program" render cs1-1pre -o small/piece.wav
  rm small/ballast
  refused 'checkpoints' 1 'cannot write small/kept/step-.*No space left' \
    "${train[@]}" --checkpoint small/kept --checkpoint-every 2 -o new
  expect 'nothing half done' "$(find small -name '.*')" ''
  mount -o remount,ro small
  refused 'a folder that is read-only' 1 'Read-only file system' \
    "${train[@]}" --checkpoint small/kept -o new
  refused 'a file in it' 1 'Read-only file system' "$program" compose -o small/piece.mid
  unmount
else
  echo 'no tmpfs here: not tried'
fi

echo '-- no permission'
mkdir closed
cp "$work/whole" closed/model
"$program" corpus export music cs1-2all --quiet >out || fail 'export'
chmod 000 music/bwv1007-2.mid
chmod 555 closed
without_rights=()
[ "$(id -u)" -ne 0 ] || without_rights=(setpriv --reuid 65534 --regid 65534 --clear-groups)
if "${without_rights[@]}" "$program" --version >out 2>&1 && ! "${without_rights[@]}" test -w closed; then
  chmod 777 .
  refused 'a folder' 1 'cannot write closed/model: Permission denied' \
    "${without_rights[@]}" "${train[@]}" -o closed/model --force
  cmp whole closed/model || fail 'the old model is another'
  refused 'a folder for checkpoints' 1 'closed.*Permission denied' \
    "${without_rights[@]}" "${train[@]}" -o new --checkpoint closed
  refused 'a file to read' 1 'Permission denied' \
    "${without_rights[@]}" "$program" render music/bwv1007-2.mid -o x.mid
else
  echo 'nobody without rights here: not tried'
fi
chmod 755 closed

echo '-- input that is not there'
refused 'a file' 1 'cannot read music/none.mid: No such file' "$program" train music/none.mid -o new
ln -s nowhere.mid broken.mid
refused 'a link to nothing' 1 'cannot read broken.mid' "$program" render broken.mid -o x.mid
refused 'a folder to write to' 1 'cannot write none/x.mid' "$program" compose -o none/x.mid
[ ! -e new ] || fail 'a model of nothing'

echo '-- readers that go away'
# A reader that takes a line and goes while there is more than a pipe holds.
gone() {
  "$@" 2>err | head -c 10 >/dev/null
  status=${PIPESTATUS[0]}
  # All may have fitted into the pipe.
  case $status in
    0) expect 'messages' "$(grep -c '^bach: ' err)" 0 ;;
    1)
      expect "lines of $2" "$(grep -c '^bach: ' err)" 1
      expect_line "$2" err 'standard output'
      ;;
    *) fail "$2 to a closed pipe ends with $status" ;;
  esac
}
"$program" corpus export all --quiet >out || fail 'export'
gone "$program" inspect all --json
gone "$program" inspect all
gone "$program" corpus list --json
gone "$program" corpus show cs1-1pre
gone "$program" render cs1-1pre -o -
gone "$program" compose --notes 50 -o -
gone "$program" help --format man
# Nobody there from the beginning.
# shellcheck disable=SC2016
refused 'a closed standard output' 1 'standard output' sh -c '"$0" corpus list >&-' "$program"
expect 'nothing half done stays' "$(find . -name '.*tmp*')" ''

finish
