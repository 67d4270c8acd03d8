// Any bytes as a book of motives: refused, or a book that has these bytes and can be learned from.
#include "form/motive/model.h"
#include "fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const std::span bytes(data, size);
  const Result<MotiveBook> book = MotiveBook::decode(bytes);
  if (!book) {
    fuzz::check(!book.error().message.empty(), "a refusal says why");
    return 0;
  }
  const std::vector<std::uint8_t> written = book->encode();
  fuzz::check(std::equal(written.begin(), written.end(), bytes.begin(), bytes.end()),
              "a book has one spelling");
  std::size_t bars = 0;
  for (const LearnedPiece& piece : book->pieces()) bars += piece.bars.size();
  if (bars < 1000) MotiveModel model(*book);
  return 0;
}
