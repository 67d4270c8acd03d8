#include "score/key_name.h"

namespace bach {

std::string tonic_name(const Key& key) {
  static constexpr char kLetters[] = "FCGDAEB";
  // Place of the tonic on the line of fifths, F = 0; a minor key's lies three fifths up.
  const int place = key.fifths + 1 + (key.mode == Mode::kMinor ? 3 : 0);
  const int row = place >= 0 ? place / 7 : -1 - (-1 - place) / 7;
  std::string name(1, kLetters[place - 7 * row]);
  return name + (row > 0 ? std::string(static_cast<std::size_t>(row), '#')
                         : std::string(static_cast<std::size_t>(-row), 'b'));
}

std::string key_name(const Key& key) {
  return tonic_name(key) + (key.mode == Mode::kMinor ? " minor" : " major");
}

std::string metre_name(const Metre& metre) {
  return std::to_string(metre.numerator) + "/" + std::to_string(metre.denominator);
}

}  // namespace bach
