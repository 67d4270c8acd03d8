#!/usr/bin/env bash
# Whether MusicXML files are sound: tools/check_musicxml.sh [--schema musicxml.xsd] FILE…
# Order of elements, durations, ties, beams, repeats by tools/check_musicxml.py; with --schema all that
# the schema says, too, by xmllint (libxml2-utils). The schema is the W3C's, MusicXML 4.0 or 3.1.
set -u
here=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd -P) || exit 1
schema=
if [ "${1-}" = --schema ]; then
  schema=${2-}
  shift 2 || exit 2
  [ -r "$schema" ] || { echo "--schema $schema: there is no such file" >&2; exit 2; }
  command -v xmllint >/dev/null || { echo '--schema needs xmllint (libxml2-utils)' >&2; exit 2; }
fi
if [ $# -eq 0 ]; then
  sed -n '2,4s/^# //p' "$0" >&2
  exit 2
fi
status=0
python3 "$here/check_musicxml.py" "$@" || status=1
if [ -n "$schema" ]; then
  xmllint --nonet --noout --schema "$schema" "$@" 2>&1 | grep -v ' validates$'
  [ "${PIPESTATUS[0]}" -eq 0 ] || status=1
fi
exit $status
