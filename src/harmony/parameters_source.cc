#include "harmony/parameters_source.h"

#include <charconv>
#include <type_traits>

namespace bach {
namespace {

std::string literal(float value) {
  if (value == 0) return "0";
  char text[32];
  const auto end =
      std::to_chars(std::begin(text), std::end(text), value, std::chars_format::general, 4);
  std::string number(std::begin(text), end.ptr);
  if (number.find_first_of(".e") == std::string::npos) number += ".0";
  return number + 'F';
}

void add(float value, std::string& to) { to += literal(value) + ", "; }

// A row a line.
template <typename Value, std::size_t kSize>
void add(const std::array<Value, kSize>& values, std::string& to) {
  for (const Value& value : values) add(value, to);
  if constexpr (std::is_same_v<Value, float>) {
    to.back() = '\n';
  }
}

template <typename Table>
void add_table(const char* name, const Table& table, std::string& to) {
  to += "// " + std::string(name) + "\n";
  add(table, to);
  if (to.back() == ' ') to.back() = '\n';
}

constexpr const char* kHead =
    "// Made by tools/make_harmony.cc from the solos for cello and violin: what the finder knows,\n"
    "// table by table as in harmony/parameters.h. doc/harmony.md says how.\n"
    "#include <array>\n"
    "#include <bit>\n"
    "\n"
    "#include \"harmony/parameters.h\"\n"
    "\n"
    "namespace bach {\n"
    "namespace {\n"
    "\n"
    "// clang-format off\n"
    "constexpr std::array<float, sizeof(FinderParameters) / sizeof(float)> kNumbers = {\n";

constexpr const char* kTail =
    "};\n"
    "// clang-format on\n"
    "\n"
    "}  // namespace\n"
    "\n"
    "const FinderParameters& shipped_finder_parameters() {\n"
    "  static constexpr auto kParameters = std::bit_cast<FinderParameters>(kNumbers);\n"
    "  return kParameters;\n"
    "}\n"
    "\n"
    "}  // namespace bach\n";

}  // namespace

std::string parameters_source(const FinderParameters& parameters) {
  std::string text = kHead;
  add_table("chord_tone", parameters.chord_tone, text);
  add_table("other_tone", parameters.other_tone, text);
  add_table("belongs", parameters.belongs, text);
  add_table("bass", parameters.bass, text);
  add_table("change", parameters.change, text);
  add_table("key_change", parameters.key_change, text);
  add_table("move", parameters.move, text);
  add_table("enter", parameters.enter, text);
  add_table("fresh", parameters.fresh, text);
  add_table("pivot_stay", parameters.pivot_stay, text);
  add_table("keys", parameters.keys, text);
  add_table("begins_at_home", parameters.begins_at_home, text);
  add_table("ends_at_home", parameters.ends_at_home, text);
  add_table("part_end", parameters.part_end, text);
  return text + kTail;
}

}  // namespace bach
