#include "app/train/run_description.h"

#include <algorithm>
#include <set>
#include <span>

#include "base/sha256.h"
#include "base/utf8.h"

namespace bach {
namespace {

constexpr char kNetwork[] = "network";

// Options are kept as shells spell them: "--weight-decay".
bool is_option(const std::string& name) { return name.starts_with("--"); }

std::string plain_name(std::string name) {
  name.erase(0, 2);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::string told(const RunDescription& run, const std::string& name) {
  const auto found = run.find(name);
  if (found == run.end()) return "not given";
  return found->second.empty() ? "given" : found->second;
}

}  // namespace

RunDescription storable(RunDescription run) {
  for (auto& [name, value] : run) {
    const std::span bytes(reinterpret_cast<const std::uint8_t*>(value.data()), value.size());
    if (!is_utf8(bytes)) value = sha256_hex(value);
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
    text += is_option(name) ? "`" + plain_name(name) + "` was " + was + " and is " + is
                            : "the " + name + " is another";
  }
  // Which options made it another was said.
  if (text.empty() && another_network) text = "the network is another";
  return text;
}

}  // namespace bach
