#!/bin/bash
# The shared library exports what its public headers mark with BACH_API, all of it and nothing else:
# exports_test.sh NM LIBRARY HEADER_FOLDER
set -euo pipefail
nm=$1 library=$2 headers=$3

# Declared: "BACH_API … name(" and "class BACH_API Name {", as bach::name and bach::Name.
declared=$(find "$headers" -name '*.h' -exec cat {} + | sed 's|//.*||; /^#/d' | tr '\n' ' ' |
  grep -oE '(class|struct) BACH_API \w+|BACH_API [^;{(]*\(' |
  sed -E 's/.*\b(\w+)\(?$/bach::\1/' | LC_ALL=C sort -u)

# Exported: functions without their arguments, members as their class.
exported=$("$nm" --dynamic --defined-only --demangle --format=posix "$library" |
  sed -E 's/ [A-Za-z] [0-9a-f]+ [0-9a-f]+$//; s/ [A-Za-z] [0-9a-f]*$//; s/[[(].*//; s/^(bach::\w+)::.*/\1/' |
  LC_ALL=C sort -u)

[ -n "$declared" ] || { echo "no BACH_API in $headers" >&2; exit 1; }
if ! diff <(echo "$declared") <(echo "$exported") >&2; then
  echo "$library: '<' is declared in a public header and not exported, '>' the other way round" >&2
  exit 1
fi
echo "$(echo "$exported" | wc -l) functions and classes exported, all of them declared"
