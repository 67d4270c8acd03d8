#!/bin/sh
# Checks that doc/dependencies.md tells of every package in tools/packages.
set -eu
cd -- "$(dirname -- "$0")/.."
awk '
  FILENAME == "doc/dependencies.md" { text = text $0 }
  FILENAME == "tools/packages" && !/^#/ && !index(text, "`" $2 "`") {
    print "doc/dependencies.md does not name " $2 ", which tools/packages lists"
    failed = 1
  }
  END { exit failed }' doc/dependencies.md tools/packages >&2
