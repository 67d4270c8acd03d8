#include "harmony/finder_bytes.h"

#include <array>
#include <bit>
#include <cstring>

namespace bach {
namespace {

constexpr std::size_t kNumberCount = sizeof(FinderParameters) / sizeof(float);
using FinderNumbers = std::array<float, kNumberCount>;

static_assert(std::endian::native == std::endian::little, "numbers are stored as they lie");

}  // namespace

std::vector<std::uint8_t> finder_bytes(const FinderParameters& parameters) {
  std::vector<std::uint8_t> bytes(sizeof parameters);
  std::memcpy(bytes.data(), &parameters, sizeof parameters);
  return bytes;
}

Result<FinderParameters> finder_from_bytes(std::span<const std::uint8_t> bytes,
                                           const std::string& name) {
  if (bytes.size() != sizeof(FinderParameters)) {
    return Error{ErrorCode::kInvalidData,
                 name + ": its harmony finder has " + std::to_string(bytes.size()) +
                     " bytes, not " + std::to_string(sizeof(FinderParameters)),
                 {}};
  }
  FinderNumbers numbers;
  std::memcpy(numbers.data(), bytes.data(), bytes.size());
  for (const float number : numbers) {
    if (!(number >= 0 && number <= 1)) {
      return Error{ErrorCode::kInvalidData,
                   name + ": its harmony finder holds a number that is no probability",
                   {}};
    }
  }
  return std::bit_cast<FinderParameters>(numbers);
}

}  // namespace bach
