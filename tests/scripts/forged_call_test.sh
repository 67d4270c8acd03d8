#!/bin/bash
# A call through an overwritten object ends the program before it arrives: forged_call_test.sh PROGRAM
set -u
honest=$("$1" honest) || { echo 'the honest call fails' >&2; exit 1; }
[ "$honest" = read ] || { echo "the honest call says '$honest'" >&2; exit 1; }
forged=$("$1" forged 2>/dev/null)
code=$?
# 132: SIGILL, clang's trap.
[ "$code" -eq 132 ] && [ -z "$forged" ] && exit 0
echo "the forged call ends with $code and says '$forged'" >&2
exit 1
