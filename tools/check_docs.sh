#!/bin/bash
# Runs the commands that documents show, each document in a scratch folder, and compares what they print.
# tools/check_docs.sh [--update] [-p PROGRAM] [DOCUMENT…]
# without a document: README.md, the tutorial, the notebook's page and the one of plans
#
# A command is a line of an indented block that begins with "$ "; a line that ends in \ goes on in the
# next. Lines below it, to the next command or the block's end, are what it prints: each must be there, in
# this order, other lines may stand between. "…" stands for anything, seconds ("16.8 s") for any number of
# them. A comment above a block changes how its first command is taken:
#   <!-- check: not run: WHY -->             it is left out
#   <!-- check: instead: COMMAND -->         COMMAND is run, and what it prints is not compared
#   <!-- check: other output: WHY -->        what it prints is not compared
# `./run` is the built program here. Downloads come from a server of this machine, which has the 36 files
# where shared/midi_bach lies beside the project; elsewhere commands that name midi_bach are left out.
# With --update every command is run as it stands, which takes longer, and the pictures and sounds a
# document shows are replaced by those its commands made.
set -u
root=$(cd -- "$(dirname -- "$0")/.." && pwd -P)
program=$root/.build/release/bach
update=
documents=()
while [ $# -gt 0 ]; do
  case $1 in
    --update) update=yes ;;
    -p) program=$(readlink -f -- "$2"); shift ;;
    *) documents+=("$1") ;;
  esac
  shift
done
[ ${#documents[@]} -gt 0 ] || documents=("$root/README.md" "$root/doc/tutorial.md" "$root/doc/notebook.md" "$root/doc/plans.md")
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf -- "$work"' EXIT
export LC_ALL=C.UTF-8 NO_COLOR=1 no_proxy=127.0.0.1
mkdir -- "$work/bin"
printf '#!/bin/sh\nexec "%s" "$@"\n' "$program" >"$work/bin/bach"
chmod +x "$work/bin/bach"
PATH=$work/bin:$PATH
failures=0
ran=0

fail() {
  printf '%s:%d: %s\n' "$document" "$1" "$2" >&2
  failures=$((failures + 1))
}

# Where `./run fetch` finds the files; empty where there are none to serve.
base_url=
start_server() {
  local files=$root/../shared/midi_bach
  [ -d "$files" ] && command -v python3 >/dev/null || return 0
  python3 -u -m http.server --bind 127.0.0.1 --directory "$files" 0 >"$work/server" 2>/dev/null &
  server=$!
  for _ in $(seq 50); do
    base_url=$(sed -n 's|.*(\(http://[^)]*\)).*|\1|p' "$work/server")
    [ -z "$base_url" ] || return 0
    sleep 0.1
  done
}

# A line as it is compared.
normalised() { sed -E 's/[0-9]+(\.[0-9]+)? s\b/T s/g'; }

# compare LINE: the expected lines against those of $work/out.
compare() {
  local -a got
  mapfile -t got < <(normalised <"$work/out")
  local at=0 wanted pattern
  for wanted in "${expected[@]}"; do
    pattern=$(normalised <<<"$wanted" | sed 's/[][*?\\]/\\&/g')
    pattern=${pattern//…/*}
    # shellcheck disable=SC2053  # a pattern
    while [ $at -lt ${#got[@]} ] && [[ ${got[at]} != $pattern ]]; do at=$((at + 1)); done
    if [ $at -ge ${#got[@]} ]; then
      fail "$1" "does not print: $wanted"
      sed 's/^/    /' "$work/out" >&2
      return
    fi
    at=$((at + 1))
  done
}

# The command that was read, with its mark and what it should print.
run_command() {
  [ -n "$command" ] || return 0
  local text=$command how=$mark line=$command_line
  command='' mark=''
  case $how in
    'not run: '*) echo "   (not run: ${how#not run: }) $text"; return ;;
    'instead: '*) [ -n "$update" ] || text=${how#instead: } ;;
  esac
  if [[ $text == *midi_bach* && -z $base_url ]]; then
    echo "   (no files to download) $text"
    return
  elif [[ $text == './run fetch'* ]]; then
    text="${text%% #*} --base-url $base_url"
  fi
  echo "   $text"
  ran=$((ran + 1))
  local status=0
  (cd -- "$folder" && timeout 550 bash -c "$text") >"$work/out" 2>"$work/messages" </dev/null || status=$?
  # Messages after results: a terminal would mix them as they come.
  cat "$work/messages" >>"$work/out"
  if [ $status -ne 0 ]; then
    fail "$line" "failed: $text"
    sed 's/^/    /' "$work/out" >&2
    return
  fi
  [ -n "$how" ] || compare "$line"
}

check_document() {
  document=$1
  folder=$work/$(basename -- "$document" .md)
  mkdir -- "$folder"
  ln -s "$work/bin/bach" "$folder/run"
  local number=0 line more='' mark_line=0
  command='' mark='' expected=()
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    if [ -n "$more" ]; then
      command+=$'\n'${line#    }
      [[ $line == *\\ ]] || more=''
    elif [[ $line == '    $ '* ]]; then
      run_command
      command=${line#'    $ '} command_line=$number expected=() mark=$pending pending=''
      [[ $line != *\\ ]] || more=yes
    elif [[ $line == '    '* ]]; then
      [[ ! $line =~ ^\ +(\./run|bach)\ [a-z] ]] || [ -n "$command" ] ||
        fail "$number" "write it as '\$ ${line#    }', so that it is tried"
      expected+=("${line#    }")
    elif [ -n "$line" ]; then
      run_command
      [ -z "$pending" ] || [[ $line == '<!--'* ]] || fail "$mark_line" 'a check comment without a command'
      pending=''
      if [[ $line =~ ^'<!-- check: '((not run|instead|other output): .+)' -->'$ ]]; then
        pending=${BASH_REMATCH[1]} mark_line=$number
      elif [[ $line == *'<!-- check'* ]]; then
        fail "$number" 'a check comment nobody understands'
      fi
    fi
  done <"$document"
  run_command
  check_links
}

# Every file the document shows or links is there; with --update, media are taken from the folder.
check_links() {
  local link target
  while read -r link; do
    [[ $link != http* ]] || continue
    target=$(dirname -- "$document")/$link
    if [[ -n $update && -f $folder/$(basename -- "$link") && $link =~ \.(png|svg|ogg|flac)$ ]]; then
      mkdir -p -- "$(dirname -- "$target")"
      cp -- "$folder/$(basename -- "$link")" "$target"
    fi
    [ -e "$target" ] || fail 0 "links $link, which is not there"
    # What a document shows, it tells how to make, too.
    if [[ $link == "$(basename -- "$document" .md)"/* && ! -e $folder/$(basename -- "$link") ]]; then
      fail 0 "shows $link, but no command made $(basename -- "$link")"
    fi
  done < <(grep -oE '(\]\(|src=")[^)"#: ]+' "$document" | sed -E 's/^(\]\(|src=")//' | LC_ALL=C sort -u)
}

pending=''
start_server
for document in "${documents[@]}"; do
  echo "-- ${document#"$root"/}"
  check_document "$document"
done
echo "$ran commands, $failures complaints"
[ $ran -gt 0 ] && [ $failures -eq 0 ]
