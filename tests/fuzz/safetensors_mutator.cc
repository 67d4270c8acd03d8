// libFuzzer's changes to safetensors: its own half of the time, else to the header or the weights alone,
// with the length of the header kept right, so that what stands in it is read.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

constexpr std::size_t kLength = 8;  // bytes, the least first

std::size_t header_size(const std::uint8_t* data) {
  std::uint64_t size = 0;
  for (std::size_t i = kLength; i-- > 0;) size = size << 8 | data[i];
  return size;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  if (seed % 2 == 0 || size <= kLength || header_size(data) > size - kLength) {
    return LLVMFuzzerMutate(data, size, most);
  }
  const std::size_t header = header_size(data);
  std::uint8_t* const weights = data + kLength + header;
  if (seed % 8 == 1 && most > kLength + header) {
    return kLength + header +
           LLVMFuzzerMutate(weights, size - kLength - header, most - kLength - header);
  }
  const std::vector<std::uint8_t> behind(weights, data + size);
  std::size_t changed = LLVMFuzzerMutate(data + kLength, header, most - kLength);
  for (std::size_t i = 0; i < kLength; ++i) {
    data[i] = static_cast<std::uint8_t>(std::uint64_t{changed} >> (8 * i));
  }
  changed += kLength;
  const std::size_t kept = std::min(behind.size(), most - changed);
  std::copy_n(behind.begin(), kept, data + changed);
  return changed + kept;
}
