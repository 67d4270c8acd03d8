// What a client is told instead of an answer.
#pragma once

#include <string>
#include <string_view>

namespace bach::studio {

inline constexpr char kEventLines[] = "application/x-ndjson";

struct Refusal {
  int status = 0;              // of HTTP
  std::string_view code = {};  // as in doc/api.md's problems
  std::string message = {};

  explicit operator bool() const { return status != 0; }
};

// {"event":"problem","code":…,"message":…} and a line break.
std::string refusal_line(const Refusal& refusal);

// With a code that fits, of HTTP's own refusals.
Refusal refusal_of_status(int status);

}  // namespace bach::studio
