// The paper pages are printed on.
#pragma once

namespace bach::notation {

enum class Paper { kA4, kLetter };

struct PaperSize {
  int width_mm = 210;
  int height_mm = 297;
};

constexpr PaperSize size_of(Paper paper) {
  return paper == Paper::kLetter ? PaperSize{216, 279} : PaperSize{};
}

}  // namespace bach::notation
