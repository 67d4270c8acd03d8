// Any text as strict JSON and as a network's configuration.
#include <string>

#include "fuzz/check.h"
#include "lm/network_config_text.h"
#include "lm/strict_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  std::string reason;
  const auto parsed = parse_strictly(std::span(data, size), 8, "the text", reason);
  fuzz::check(parsed.has_value() == reason.empty(), "a refusal says why, an object has no reason");
  if (parsed) fuzz::check(parsed->is_object(), "strict JSON is an object");

  const std::string text(reinterpret_cast<const char*>(data), size);
  const Result<NetworkConfig> config = parse_sequence_config(text);
  if (!config) {
    fuzz::check(!config.error().message.empty(), "a refusal says why");
    return 0;
  }
  fuzz::check(parsed.has_value(), "a configuration is strict JSON");
  const std::string written = network_config_text(*config);
  const Result<NetworkConfig> again = parse_sequence_config(written);
  fuzz::check(again.ok() && network_config_text(*again) == written, "it survives writing");
  return 0;
}
