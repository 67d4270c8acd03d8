// What the shared library shows of itself: BACH_API marks each function and class in a public header
// that is compiled into it. Everything else stays within (tests/scripts/exports_test.sh).
#pragma once

#define BACH_API __attribute__((visibility("default")))
