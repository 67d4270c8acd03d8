#!/bin/bash
# The program is linked and compiled as SECURITY.md says: hardening_test.sh PROGRAM BUILD_TYPE
set -u
program=$1 build_type=$2
failed=0

# has WHAT PATTERN READELF_OPTION
has() {
  readelf -W "$3" "$program" | grep -qE "$2" && return
  echo "$program: $1 is missing (readelf $3 shows no '$2')" >&2
  failed=1
}

# lacks WHAT PATTERN READELF_OPTION
lacks() {
  readelf -W "$3" "$program" | grep -qE "$2" || return 0
  echo "$program: $1 (readelf $3 shows '$2')" >&2
  failed=1
}

has 'code that can lie anywhere (PIE)' 'Type: +DYN' --file-header
has 'PIE in the dynamic section' 'FLAGS_1.*PIE' --dynamic
has 'binding at the start' 'FLAGS_1.*NOW' --dynamic
has 'a table read only after the start (RELRO)' 'GNU_RELRO' --program-headers
lacks 'an executable stack' 'GNU_STACK.*RWE' --program-headers
lacks 'writable code' 'LOAD.*RWE' --program-headers
if [ "$build_type" = Release ]; then
  has 'the stack protector' '__stack_chk_fail' --dyn-syms
  has 'checked buffer functions (_FORTIFY_SOURCE)' '__(memcpy|memmove|snprintf|vsnprintf|read|fread|memset|realpath)_chk' --dyn-syms
fi
exit $failed
