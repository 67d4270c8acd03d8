#!/bin/bash
# `bach studio` as it is used: started, asked, stopped; and its static site. Arguments: the real project's folder,
# the program.
set -u
project=$1
program=$2
. "$project/tests/scripts/toy.sh"
work=$(mktemp -d) || exit 1
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf -- "$work"' EXIT
cd "$work" || exit 1
unset DISPLAY WAYLAND_DISPLAY

echo '-- without its library the verb says what to do'
mkdir -p alone/bin
cp "$program" alone/bin/bach
alone/bin/bach studio >out 2>err
expect 'exit code' $? 1
expect 'nothing on stdout' "$(cat out)" ''
expect 'lines' "$(wc -l <err)" 1
expect_line 'what to do' err './run studio'
mkdir -p alone/lib/bach
echo 'no library' >alone/lib/bach/bach_studio.so
alone/bin/bach studio >out 2>err
expect 'exit code' $? 1
expect_line 'what is wrong' err 'cannot load .*bach_studio.so'
"$program" studio --port 70000 >out 2>err
expect 'exit code of a port there is not' $? 2
"$program" studio --force >out 2>err
expect 'exit code of --force alone' $? 2

if [ ! -f "$(dirname "$program")/bach_studio.so" ]; then
  echo 'this build has no studio: the rest is left out'
  finish
  exit
fi

echo '-- it prints its address, and answers there'
"$program" studio --no-open >address 2>err &
server=$!
wait_for address '^http://127\.0\.0\.1:[0-9]*/#token=[0-9a-f]*$'
address=$(cat address)
origin=${address%%#*}
token=${address##*token=}
expect 'without the token' "$(curl -s -o answer -w '%{http_code}' -d '{}' "${origin}api")" 401
curl -s -H "Authorization: Bearer $token" "${origin}api" \
  -d '{"version": 1, "request": "compose", "options": {"kind": "menuet", "bars": "8", "seed": 1}}' >events
expect 'the last event' "$(tail -n 1 events)" '{"event":"done","scores":1,"seed":1}'
sed -n 's/.*"files":{"mid":{"base64":"\([^"]*\)".*/\1/p' events | base64 -d >served.mid
"$program" -q compose --kind menuet --bars 8 --seed 1 -o typed.mid
cmp served.mid typed.mid || fail 'not the bytes of the command line'
curl -s "$origin" | grep -qi '<!doctype html>' || fail 'no page'

echo '-- a port that is taken'
port=${origin##*:}
"$program" studio --no-open --port "${port%/}" >out 2>err2
expect 'exit code' $? 1
expect_line 'what is wrong' err2 'is taken'

echo '-- Ctrl-C ends it'
kill -INT "$server"
wait "$server"
expect 'exit code' $? 130
server=
curl -s "${origin}engine.json" && fail 'it still answers'

echo '-- the static site'
mkdir -p whole/bin whole/lib/bach whole/share/bach/wasm
cp "$program" whole/bin/bach
cp "$(dirname "$program")/bach_studio.so" whole/lib/bach/
whole/bin/bach studio --export site >out 2>err
expect 'exit code' $? 1
expect 'lines' "$(wc -l <err)" 1
expect_line 'what to do' err './run studio --export DIR'
[ ! -e site ] || fail 'something was written'
for name in bach.wasm bach.js bach.mjs; do echo "$name" >"whole/share/bach/wasm/$name"; done
whole/bin/bach studio --export site >out 2>err
expect 'exit code' $? 0
expect 'engine' "$(cut -d , -f 1 site/engine.json)" '{"engine":"worker"'
expect 'program' "$(cat site/wasm/bach.mjs)" bach.mjs
[ -s site/index.html ] || fail 'no page'
expect 'files beside it' "$(find . -name '*.tmp*')" ''
whole/bin/bach studio --export site >out 2>err
expect 'exit code of a second time' $? 1
expect_line 'why' err '--force'
echo old >site/old
whole/bin/bach --json studio --export site/ --force >out 2>err
expect 'exit code with --force' $? 0
expect_line 'as JSON' out '"folder":"site/"'
[ ! -e site/old ] || fail 'the old site is still there'
mkdir mine && echo mine >mine/file
whole/bin/bach studio --export mine --force >out 2>err
expect 'exit code for a folder of others' $? 1
expect 'which stays' "$(cat mine/file)" mine
(mkdir here && cd here && ../whole/bin/bach studio --export . >../out 2>../err)
expect 'exit code for the folder one is in' $? 2
finish
