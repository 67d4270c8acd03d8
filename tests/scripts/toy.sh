# Sourced by the script tests: `toy DIR` makes a tiny project in DIR that has the scripts of the real
# one, a program of a few lines, and no packages to install. $project is the real project.
# shellcheck shell=sh disable=SC2154

failures=0
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  failures=$((failures + 1))
}
# expect WHAT ACTUAL WANTED
expect() { [ "$2" = "$3" ] || fail "$1: got \"$2\", wanted \"$3\""; }
# expect_line WHAT FILE PATTERN / expect_no_line: whether a line of the file matches
expect_line() { grep -q -- "$3" "$2" || { fail "$1: no line \"$3\" in:"; cat "$2" >&2; }; }
expect_no_line() { ! grep -q -- "$3" "$2" || { fail "$1: a line \"$3\" in:"; cat "$2" >&2; }; }
# wait_for FILE PATTERN, at most 20 s
wait_for() {
  for _ in $(seq 200); do
    ! grep -q "$2" "$1" 2>/dev/null || return 0
    sleep 0.1
  done
  fail "waited in vain for $2 in $1"
}
finish() {
  [ "$failures" -eq 0 ] || exit 1
  echo 'all as promised'
}

toy() {
  mkdir -p "$1/tools" "$1/src" "$1/python" "$1/cmake" "$1/corpus" "$1/web"
  cp "$project/run" "$project/test" "$1/"
  cp "$project"/tools/setup.sh "$project"/tools/main_job.sh "$project"/tools/run_python.sh "$project"/tools/run_studio.sh "$1/tools/"
  : >"$1/tools/embed_page.mjs"
  echo '# none' >"$1/tools/packages"
  cat >"$1/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(toy LANGUAGES CXX)
option(BACH_BUILD_TESTS "" ON)
file(GLOB sources CONFIGURE_DEPENDS src/*.cc)
add_executable(bach ${sources})
add_custom_target(product DEPENDS bach)
file(WRITE ${PROJECT_BINARY_DIR}/python/interpreter "${PROJECT_SOURCE_DIR}/python/stand_in")
add_custom_command(OUTPUT made DEPENDS python/module COMMAND cp ${PROJECT_SOURCE_DIR}/python/module made)
add_custom_target(python DEPENDS made)
add_custom_command(OUTPUT bach_studio.so DEPENDS web/page COMMAND cp ${PROJECT_SOURCE_DIR}/web/page bach_studio.so)
add_custom_target(studio DEPENDS bach bach_studio.so)
if(BACH_BUILD_TESTS)
  enable_testing()
  add_test(NAME it_runs COMMAND bach say tested)
endif()
END
  cat >"$1/src/main.cc" <<'END'
#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
int extra();
int main(int argc, char** argv) {
  const char* verb = argc > 1 ? argv[1] : "";
  if (!std::strcmp(verb, "say") || !std::strcmp(verb, "studio")) {
    for (int i = 2; i < argc; ++i) std::printf("[%s]", argv[i]);
    std::puts("");
  } else if (!std::strcmp(verb, "where")) {
    char folder[4096];
    std::puts(getcwd(folder, sizeof folder));
  } else if (!std::strcmp(verb, "echo")) {
    std::fputs("reading\n", stderr);
    for (int c; (c = std::getchar()) != EOF;) std::putchar(c);
  } else if (!std::strcmp(verb, "exit")) {
    return std::atoi(argv[2]);
  } else if (!std::strcmp(verb, "descriptors")) {
    for (int fd = 3; fd < 100; ++fd)
      if (::lseek(fd, 0, SEEK_CUR) != -1) std::printf("%d\n", fd);
  } else if (!std::strcmp(verb, "extra")) {
    std::printf("%d\n", extra());
  } else if (!std::strcmp(verb, "suite")) {  // suite -o . …
    for (const char* name : {"suite.mid", "suite.flac"}) {
      std::FILE* file = std::fopen(name, "w");
      std::fprintf(file, "%s of %s\n", name, std::getenv("TOY_NAME"));
      std::fclose(file);
      if (std::getenv("TOY_FAILS")) return 7;
    }
  }
}
END
  echo 'int extra() { return 1; }' >"$1/src/extra.cc"
  echo 'module 1' >"$1/python/module"
  echo 'page 1' >"$1/web/page"
  # In Python's place: says what it was given, where modules are looked for, and what was built.
  cat >"$1/python/stand_in" <<'END'
#!/bin/sh
for word; do printf '[%s]' "$word"; done
printf ' %s %s\n' "$PYTHONPATH" "$(cat "${PYTHONPATH%%:*}/../made")"
[ "${1-}" != exit ] || exit "$2"
END
  chmod +x "$1/python/stand_in"
}
