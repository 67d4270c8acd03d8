// Any text as a file of options for `bach train --config`.
#include <string_view>

#include "app/options/config_text.h"
#include "fuzz/check.h"

namespace {

struct Options {
  int hidden = 16;
  double dropout = 0;
  bool tied = false;
  std::vector<std::string> holdout;
  std::uint64_t seed = 42;
  std::string preset = "suite";
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  static const OptionTable<Options> table(
      {{.name = "hidden", .value = at<&Options::hidden>, .range = {1, 4096}, .help = ""},
       {.name = "dropout", .value = at<&Options::dropout>, .range = {0, 0.9}, .help = ""},
       {.name = "tied", .value = at<&Options::tied>, .help = ""},
       {.name = "holdout", .value = at<&Options::holdout>, .help = ""},
       {.name = "seed", .value = at<&Options::seed>, .help = ""},
       {.name = "preset",
        .value = at<&Options::preset>,
        .words = {"suite", "notebook"},
        .help = ""}});
  GivenOptions given;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const Status status = read_config(text, "config", table, given); !status) {
    fuzz::check(!status.error().message.empty(), "a refusal says why");
    fuzz::check(given.empty(), "a refused file gives nothing");
    return 0;
  }
  const Result<Options> options = table.read(given);
  fuzz::check(options.ok(), "what was read can be used");
  fuzz::check(table.check(*options).ok(), "values stay in their range");
  return 0;
}
