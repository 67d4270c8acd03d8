#!/bin/sh
# check_weak_symbols.sh NM OBJECT…
#
# Fails when one of the objects defines a weak or unique symbol (an inline function, a template, an
# inline variable). Objects compiled for one instruction set must not: the linker keeps one copy of
# such a symbol for the whole program, whatever processor it was made for.
set -eu
nm=$1
shift
test $# -gt 0 || { echo "no objects to look at" >&2; exit 2; }
found=$("$nm" --defined-only -C -A "$@" | grep -E ' [VvWwu] ' || true)
if [ -n "$found" ]; then
  echo "weak symbols in objects compiled for one instruction set:" >&2
  echo "$found" >&2
  exit 1
fi
echo "$# objects, no weak symbols"
