// libFuzzer's changes to notation as text: its own half of the time, else pieces of the text, measures of
// ABC or elements of XML, doubled, dropped, moved or swapped.
#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

// Each ends behind a bar line, a tag or a line.
std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> pieces;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("|>\n"), text.size() - 1) + 1;
    pieces.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return pieces;
}

void change(std::vector<std::string>& pieces, std::mt19937& random) {
  const auto any = [&] { return static_cast<std::ptrdiff_t>(random() % pieces.size()); };
  const auto begin = pieces.begin();
  const std::ptrdiff_t first = any();
  // A few neighbours belong together.
  const std::ptrdiff_t last =
      std::min<std::ptrdiff_t>(first + 1 + static_cast<std::ptrdiff_t>(random() % 8),
                               static_cast<std::ptrdiff_t>(pieces.size()));
  const std::vector<std::string> some(begin + first, begin + last);
  switch (random() % 4) {
    case 0:
      pieces.insert(begin + any(), some.begin(), some.end());
      break;
    case 1:
      if (pieces.size() > some.size()) pieces.erase(begin + first, begin + last);
      break;
    case 2:
      if (pieces.size() == some.size()) break;
      pieces.erase(begin + first, begin + last);
      pieces.insert(pieces.begin() + any(), some.begin(), some.end());
      break;
    default:
      std::swap(pieces[static_cast<std::size_t>(first)], pieces[static_cast<std::size_t>(any())]);
  }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  if (seed % 2 == 0 || size == 0) return LLVMFuzzerMutate(data, size, most);
  std::mt19937 random(seed);
  auto pieces = pieces_of({reinterpret_cast<const char*>(data), size});
  for (unsigned left = 1 + random() % 3; left > 0; --left) change(pieces, random);
  std::string changed;
  for (const std::string& piece : pieces) changed += piece;
  const std::size_t kept = std::min(changed.size(), most);
  std::copy_n(changed.begin(), kept, data);
  return kept;
}
