#!/bin/sh
# tools/check_includes.sh on a small map with one fault at a time. Argument: the real project's folder.
set -u
project=$1
. "$project/tests/scripts/toy.sh"
work=$(mktemp -d) || exit 1
trap 'rm -rf -- "$work"' EXIT
cd "$work" || exit 1
mkdir -p src/base src/midi src/cli tests/midi tests/support
cat >CMakeLists.txt <<'END'
bach_module(base EXTERNAL Some::Library)
bach_module(midi USES base TOGETHER SomeTests)  # a remark (with brackets)
bach_module(cli USES midi
            base EXTERNAL Other::Library)
END
printf '#pragma once\n#include <vector>\n' >src/base/a.h
printf '#include "midi/m.h"\n#include <sys/stat.h>\n#include "base/a.h"\n' >src/midi/m.cc
printf '#include "base/a.h"\n' >src/midi/m.h
printf '#include "midi/m.h"\n#include "base/a.h"\n' >src/cli/main.cc
printf '#include "midi/m.h"\n#include "support/helper.h"\n#include "beside.h"\n' >tests/midi/m_test.cc
: >tests/midi/beside.h
: >tests/support/helper.h

"$project/tools/check_includes.sh" . 2>err || { fail 'a sound tree is refused'; cat err >&2; }

# refused WHAT FILE LINE PATTERN: with this line at the file's end, the check says so
refused() {
  cp "$2" kept
  printf '%s\n' "$3" >>"$2"
  if "$project/tools/check_includes.sh" . 2>err; then fail "$1 passed"; fi
  expect_line "$1" err "$4"
  cp kept "$2"
}
refused 'a step backwards' src/base/a.h '#include "midi/m.h"' '^src/base/a.h:3: base may not include midi/'
refused 'the command line' src/midi/m.h '  #  include "cli/x.h"' 'midi may not include cli/'
refused 'no module path' src/midi/m.cc '#include "m.h"' 'include root'
refused 'a relative path' src/midi/m.cc '#include "../base/a.h"' 'include root'
refused 'brackets' src/midi/m.cc '#include <base/a.h>' 'with quotes'
refused 'an unknown module' src/midi/m.cc '#include "audio/a.h"' 'midi may not include audio/'
refused 'a helper that is not there' tests/midi/m_test.cc '#include "missing.h"' 'include root'
refused 'a test of the command line from outside' tests/midi/m_test.cc '#include "cli/x.h"' 'midi may not include cli/'
refused 'a circle' CMakeLists.txt 'bach_module(lm USES late) bach_module(late USES lm)' 'not declared above'
refused 'a module that uses the command line' CMakeLists.txt 'bach_module(app USES cli)' 'nothing may'
mkdir src/stray
: >src/stray/s.h
refused 'a folder that is no module' src/stray/s.h '' 'not a module of CMakeLists'

finish
