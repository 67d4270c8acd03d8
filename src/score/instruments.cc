#include "score/instruments.h"

#include <algorithm>
#include <cctype>

#include "base/lower.h"

namespace bach {
namespace {

// Ranges: of strings as high as Bach's solos go on them and a little more, of the others as players
// are taught. A cello's reach of a fourth holds for 99 % of what sounds together in the suites 1 to 4,
// a violin's is in proportion to its strings, a guitar's is four frets.
constexpr auto kInstruments = std::to_array<Instrument>({
    {"cello", 42, 42, Clef::kBass, 36, 81, Together::kBowed, {36, 43, 50, 57}, 5, 0},
    {"cello piccolo", 42, 42, Clef::kBass, 36, 88, Together::kBowed, {36, 43, 50, 57, 64}, 5, 0},
    {"viola", 41, 41, Clef::kAlto, 48, 88, Together::kBowed, {48, 55, 62, 69}, 6, 12},
    {"violin", 40, 40, Clef::kTreble, 55, 93, Together::kBowed, {55, 62, 69, 76}, 7, 19},
    {"flute", 73, 73, Clef::kTreble, 60, 96, Together::kNever, {}, 0, 24},
    {"oboe", 68, 68, Clef::kTreble, 58, 91, Together::kNever, {}, 0, 22},
    {"bassoon", 70, 70, Clef::kBass, 34, 72, Together::kNever, {}, 0, 0},
    {"guitar", 24, 25, Clef::kTreble8, 40, 83, Together::kPlucked, {40, 45, 50, 55, 59, 64}, 4, 7},
    {"marimba", 12, 12, Clef::kTreble, 45, 96, Together::kMallets, {}, 12, 12},
    {"bass", 32, 39, Clef::kBass},
    {"contrabass", 43, 43, Clef::kBass},
});

}  // namespace

std::span<const int> Instrument::open_strings() const {
  const auto end = std::find(strings.begin(), strings.end(), 0);
  return {strings.data(), static_cast<std::size_t>(end - strings.begin())};
}

std::span<const Instrument> instruments() { return kInstruments; }

const Instrument* instrument_of(int program) {
  for (const Instrument& instrument : kInstruments) {
    if (program >= instrument.first_program && program <= instrument.last_program) {
      return &instrument;
    }
  }
  return nullptr;
}

const Instrument* find_instrument(std::string_view name) {
  const std::string wanted = lower(name);
  for (const Instrument& instrument : kInstruments) {
    if (instrument.name == wanted) return &instrument;
  }
  return nullptr;
}

std::string composable_instruments() {
  std::string list;
  for (const Instrument& instrument : kInstruments) {
    if (!instrument.composed_for()) continue;
    list += (list.empty() ? "" : ", ") + std::string(instrument.name);
  }
  return list;
}

std::string title_of(const Instrument& instrument) {
  std::string title(instrument.name);
  title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return title;
}

const Instrument& cello() { return kInstruments.front(); }

}  // namespace bach
