// A plan with something of all that plans can say.
#pragma once

namespace bach::test {

inline constexpr char kSmallPlan[] =
    "bach plan 1\n"
    "kind: menuet\n"
    "key: G major\n"
    "metre: 3/4\n"
    "begins: beat 3\n"
    "compass: C2-G4\n"
    "play: A A B B\n"
    "\n"
    "# Two parts of four bars.\n"
    "part A: 4 bars, ends on beat 1\n"
    "  0 | G: I\n"
    "  1 | I . V7\n"
    "  2 | I . . | rhythm of bar 1\n"
    "  3 | D: V7 . . | sequence of bar 1 up 1 (0.3) or bar 2 down 2 (-0.693)\n"
    "  4 | I . | figure of bar 2\n"
    "part B: 4 bars, ends on beat 1\n"
    "  4 | G: V | = bar 0\n"
    "  5 | V7 . . | = bar 1\n"
    "  6 | I . IV | = bar 2 next\n"
    "  7 | V . V7 | new\n"
    "  8 | I .\n";

// Two dances in one part each.
inline constexpr char kPlannedPair[] =
    "bach plan 1\n"
    "key: A minor\n"
    "metre: 6/8\n"
    "begins: beat 2+2/3\n"
    "part A: 2 bars, ends on beat 2\n"
    "0 | V\n"
    "1 | i viio7/V\n"
    "2 | V i\n"
    "dance: A major\n"
    "part B: 2 bars\n"
    "2 | E: I | figure of bar 0\n"
    "3 | - A: IV | sequence of bar 1 down 3 next alike\n"
    "4 | I .\n";

}  // namespace bach::test
