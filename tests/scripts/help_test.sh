#!/bin/bash
# Manual pages and completions as the build makes them. Arguments: the project's folder, the program.
set -u
project=$1
program=$2
# shellcheck source=tests/scripts/toy.sh
. "$project/tests/scripts/toy.sh"
work=$(mktemp -d) || exit 1
trap 'rm -rf -- "$work"' EXIT
cd "$work" || exit 1
export LC_ALL=C.UTF-8

for format in man bash zsh; do
  "$program" help --format "$format" -o "$format" || fail "help --format $format"
done
mv bash/bach zsh/_bach . || exit 1

echo '-- every command has a page, and the same help by both names'
# The commands as --help lists them.
"$program" --help | awk '/^Subcommands:/ { on = 1; next } /^Examples:/ { on = 0 } on && NF { print $1 }' >verbs
[ "$(wc -l <verbs)" -ge 10 ] || fail 'too few commands in --help'
while read -r verb; do
  [ -s "man/bach-$verb.1" ] || fail "no page for $verb"
  expect_line 'the list of commands' man/bach.1 "^\\\\fBbach\\\\-$verb\\\\fR(1)"
  expect "help $verb" "$("$program" help "$verb")" "$("$program" "$verb" --help)"
  # Each option its help names stands on the page.
  "$program" "$verb" --help | grep -oE '^ +(-.,)?--[a-z-]+' | grep -oE -- '--[a-z-]+' |
    grep -vx -- --help | while read -r option; do
    grep -qF -- "${option//-/\\-}" "man/bach-$verb.1" || echo "$verb $option"
  done >missing
  expect "options missing on the page of $verb" "$(cat missing)" ''
done <verbs
expect 'pages' "$(find man -type f | wc -l)" "$(($(wc -l <verbs) + 1))"
expect 'help alone' "$("$program" help)" "$("$program" --help)"
expect 'help of a command below another' "$("$program" help plot roll)" "$("$program" plot roll --help)"
"$program" help trian >out 2>err
expect 'exit code of help for nobody' $? 2
expect 'a guess' "$(cat err)" "bach: unknown command 'trian', did you mean train?; see bach --help"

echo '-- examples run as they stand, but for those that take long, the network, loudspeakers or a browser'
mkdir examples && cd examples || exit 1
mkdir my-folder
"$program" -q corpus export my-folder cs1-1pre
# What later examples start from, made in less time.
"$program" -q train --preset notebook --epochs 1 --batches 2 -o two.safetensors
"$program" -q train my-folder --epochs 1 -o mine.safetensors
PATH=$(dirname "$program"):$PATH
while read -r verb; do
  "$program" help "$verb" | sed -n '/^Examples:/,$ s/^  bach /bach /p' >list
  [ -s list ] || fail "no examples for $verb"
  while read -r line; do
    case $line in
      'bach train'* | 'bach fetch'* | 'bach play'* | 'bach suite'* | 'bach studio'* | *'--split A') continue ;;
    esac
    bash -c "$line" >out 2>&1 </dev/null || { fail "example: $line"; cat out >&2; }
  done <list
done <../verbs
cd ..

echo '-- pages are clean'
for page in man/*.1; do
  LC_ALL=C grep -q '[^ -~]' "$page" && fail "$page is not plain ASCII"
  ! command -v groff >/dev/null || expect "groff about $page" "$(groff -ww -man -Tutf8 "$page" 2>&1 >/dev/null)" ''
done

echo '-- completion in bash'
bash -n bach || fail 'bash does not take its completion'
# complete WORD…: what is offered for the last word
complete_in_bash() {
  bash -c '. ./bach; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _bach; printf "%s\n" "${COMPREPLY[@]}"' \
    bash "$@"
}
mkdir tunes && : >tunes/a.mid
expect 'a command' "$(complete_in_bash bach tra)" train
expect 'one below' "$(complete_in_bash bach plot ro)" roll
expect 'an option' "$(complete_in_bash bach plot roll --quot)" --quotations
expect 'no option of another command' "$(complete_in_bash bach train --quot)" ''
expect 'a choice' "$(complete_in_bash bach train --preset n)" notebook
expect 'a choice after =' "$(complete_in_bash bach train --preset = s)" "$(printf 'suite\nsequences')"
expect 'a movement' "$(complete_in_bash bach inspect cs1-1)" cs1-1pre
expect 'a file' "$(complete_in_bash bach inspect tunes/)" tunes/a.mid
expect 'a command after options' "$(complete_in_bash bach -v ren)" render

echo '-- completion in zsh'
if command -v zsh >/dev/null; then
  zsh -n _bach || fail 'zsh does not take its completion'
  zsh -f "$project/tests/scripts/complete.zsh" 'bach tra' 'bach train --preset n' \
    'bach plot surp' 'bach inspect cs1-1' >out 2>err
  expect 'completed lines' "$(cat out err)" "bach train
bach train --preset notebook
bach plot surprise
bach inspect cs1-1pre"
else
  echo 'no zsh here: not tried'
fi
finish
