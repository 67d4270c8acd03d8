#include "app/train/run_description.h"

#include <set>
#include <span>

#include "base/sha256.h"
#include "base/utf8.h"

namespace bach {
namespace {

constexpr char kNetwork[] = "network";

// A file's strings are UTF-8; names of files need not be.
std::string storable(const std::string& value) {
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(value.data()), value.size());
  return is_utf8(bytes) ? value : sha256_hex(value);
}

bool is_option(const std::string& name) { return name.starts_with("--"); }

std::string told(const RunDescription& run, const std::string& name) {
  const auto found = run.find(name);
  if (found == run.end()) return "not given";
  return found->second.empty() ? "given" : found->second;
}

}  // namespace

RunDescription describe_command(const std::string& command) {
  RunDescription run;
  for (std::size_t at = command.find(" --"); at != std::string::npos;) {
    const std::size_t next = command.find(" --", at + 1);
    const std::string part = command.substr(at + 1, next - at - 1);
    const std::size_t space = part.find(' ');
    const std::string value = space == std::string::npos ? "" : part.substr(space + 1);
    const auto [found, fresh] = run.try_emplace(part.substr(0, space), storable(value));
    if (!fresh) found->second += ", " + storable(value);
    at = next;
  }
  return run;
}

std::string difference(const RunDescription& before, const RunDescription& now) {
  std::set<std::string> names;
  for (const auto& run : {before, now}) {
    for (const auto& [name, value] : run) names.insert(name);
  }
  std::string text;
  bool another_network = false;
  for (const std::string& name : names) {
    const std::string was = told(before, name), is = told(now, name);
    if (was == is) continue;
    another_network = another_network || name == kNetwork;
    if (name == kNetwork) continue;
    if (!text.empty()) text += ", ";
    text +=
        is_option(name) ? name + " was " + was + " and is " + is : "the " + name + " is another";
  }
  // Which options made it another was said.
  if (text.empty() && another_network) text = "the network is another";
  return text;
}

}  // namespace bach
