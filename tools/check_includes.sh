#!/bin/sh
# Checks that every file under src/ includes only what its module may use, and that nothing but its
# own tests and what runs whole commands in a process includes cli/. The map is the USES of the bach_module() calls in CMakeLists.txt.
# tools/check_includes.sh [ROOT]
set -eu
cd -- "${1:-$(dirname -- "$0")/..}"
{
  # Files of modules nobody declared are found this way too.
  find src tests -name '*.h' -o -name '*.cc' | LC_ALL=C sort
} | awk '
  # "bach_module(midi USES base EXTERNAL …)" sets uses["midi", "base"].
  function read_modules(line, text, calls, n, i, words, count, k, in_uses) {
    while ((getline line < "CMakeLists.txt") > 0) {
      sub(/#.*/, "", line)
      text = text " " line
    }
    n = split(text, calls, /bach_module\(/)
    for (i = 2; i <= n; ++i) {
      sub(/\).*/, "", calls[i])
      count = split(calls[i], words, " ")
      in_uses = 0
      for (k = 2; k <= count; ++k) {
        if (words[k] == "USES") in_uses = 1
        else if (words[k] == "EXTERNAL" || words[k] == "OUTSIDE" || words[k] == "TOGETHER") in_uses = 0
        else if (in_uses) {
          # Declared above: so the map has no circles.
          if (!(words[k] in module))
            complain("CMakeLists.txt", words[1] " uses " words[k] ", which is not declared above it")
          if (words[k] == "cli") complain("CMakeLists.txt", words[1] " uses cli; nothing may")
          uses[words[1], words[k]] = 1
        }
      }
      module[words[1]] = 1
    }
  }
  function complain(where, what) {
    print where ": " what
    ++complaints
  }
  # The path in an include line, with its quotes or brackets.
  function included(line) {
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", line)
    if (line ~ /^"/) { sub(/^"/, "", line); sub(/".*/, "", line); return "\"" line }
    if (line ~ /^</) { sub(/^</, "", line); sub(/>.*/, "", line); return "<" line }
    return ""
  }
  function check(file, parts, own, in_tests, line, number, target, path, theirs, ignored) {
    split(file, parts, "/")
    in_tests = parts[1] == "tests"
    own = parts[2]
    if (!in_tests && !(own in module)) {
      complain(file, "src/" own " is not a module of CMakeLists.txt")
      return
    }
    while ((getline line < file) > 0) {
      ++number
      if (line !~ /^[ \t]*#[ \t]*include/) continue
      target = included(line)
      path = substr(target, 2)
      theirs = path
      sub(/\/.*/, "", theirs)
      if (target ~ /^</) {
        if (path ~ /\// && theirs in module)
          complain(file ":" number, "<" path "> is ours; write it with quotes")
        continue
      }
      # A helper may stand beside its tests; everything else goes by its full name.
      if (in_tests && path !~ /\// && (getline ignored < (parts[1] "/" own "/" path)) >= 0) continue
      if (path ~ /(^|\/)\.\.?\// || path !~ /\//) {
        complain(file ":" number, "\"" path "\" must be written from the include root, as module/file.h")
        continue
      }
      ++seen
      if (theirs == own) continue
      if (theirs == "cli" && (file == "tests/fuzz/command_fuzz.cc" || file ~ /^tests\/failures\/[a-z_]*_test\.cc$/)) continue
      if (theirs == "cli" || !in_tests && !((own, theirs) in uses))
        complain(file ":" number, own " may not include " theirs "/ (\"" path "\")")
    }
    close(file)
  }
  BEGIN { read_modules() }
  { check($0); ++files }
  END {
    if (complaints) exit 1
    if (!files || !seen) { print "no includes found: is this the root of the project?"; exit 1 }
    print files " files, " seen " includes of ours, all in their direction"
  }' >&2
