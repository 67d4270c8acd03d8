#include "notation/musicxml/instrument_names.h"

#include <string>

namespace bach::musicxml {
namespace {

struct Named {
  std::string_view word;  // lower case, found anywhere in the name
  std::uint8_t program;
};

// English, Italian, German and French; what contains another name stands before it.
constexpr Named kInstrumentNames[] = {
    {"violoncello", 42}, {"violoncelle", 42},  {"cello", 42},
    {"vcl", 42},         {"contrabasso", 43},  {"contrabass", 43},
    {"double bass", 43}, {"kontrabass", 43},   {"viola da gamba", 42},
    {"gamba", 42},       {"viola", 41},        {"bratsche", 41},
    {"vla", 41},         {"violin", 40},       {"violon", 40},
    {"geige", 40},       {"vln", 40},          {"fiddle", 110},
    {"piccolo", 72},     {"blockfl", 74},      {"recorder", 74},
    {"flute", 73},       {"flauto", 73},       {"flöte", 73},
    {"flûte", 73},       {"english horn", 69}, {"cor anglais", 69},
    {"oboe", 68},        {"hautbois", 68},     {"bassoon", 70},
    {"fagott", 70},      {"basson", 70},       {"clarinet", 71},
    {"klarinette", 71},  {"saxophone", 65},    {"trumpet", 56},
    {"tromba", 56},      {"trompete", 56},     {"trombone", 57},
    {"posaune", 57},     {"tuba", 58},         {"french horn", 60},
    {"horn", 60},        {"corno", 60},        {"timpani", 47},
    {"pauken", 47},      {"harpsichord", 6},   {"cembalo", 6},
    {"clavecin", 6},     {"organ", 19},        {"orgel", 19},
    {"piano", 0},        {"klavier", 0},       {"celesta", 8},
    {"harp", 46},        {"harfe", 46},        {"lute", 24},
    {"laute", 24},       {"guitar", 24},       {"chitarra", 24},
    {"gitarre", 24},     {"marimba", 12},      {"vibraphone", 11},
    {"xylophone", 13},   {"choir", 52},        {"soprano", 52},
    {"tenor", 52},       {"voice", 52},        {"bass", 32},
};

}  // namespace

std::optional<std::uint8_t> program_of_name(std::string_view name) {
  std::string lower(name.substr(0, 100));
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  for (const Named& named : kInstrumentNames) {
    if (lower.find(named.word) != std::string::npos) return named.program;
  }
  return std::nullopt;
}

}  // namespace bach::musicxml
