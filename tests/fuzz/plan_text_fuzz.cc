// Any text as a movement's plan: refused in one line, or a plan that is written and read as it is.
#include <string_view>

#include "compose/plan_text.h"
#include "fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<MovementForm> form = read_plan(text);
  if (!form) {
    fuzz::check(form.error().text().starts_with("plan: line "), "a refusal says where");
    fuzz::check(form.error().text().find('\n') == std::string::npos, "in one line");
    return 0;
  }
  const Result<MovementForm> again = read_plan(plan_text(*form));
  fuzz::check(again.ok(), "what is written is read");
  fuzz::check(*again == *form, "as it was");
  return 0;
}
