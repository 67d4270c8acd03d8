// Any text as the header of a model file whose length is right and whose weights are zeros: gets
// behind what safetensors_fuzz seldom passes.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string>

#include "fuzz/check.h"
#include "lm/model_file.h"
#include "lm/safetensors.h"

namespace {

constexpr std::size_t kMostWeights = 1 << 16;

// The largest number behind "data_offsets", or 0.
std::size_t end_of_tensors(const std::string& header) {
  std::size_t end = 0;
  const std::string name = "data_offsets";
  for (std::size_t at = header.find(name); at != std::string::npos; at = header.find(name, at)) {
    at += name.size();
    const std::size_t stop = std::min(header.find(']', at), header.size());
    const std::size_t comma = header.find(',', at);
    if (comma < stop)
      end = std::max<std::size_t>(end, std::strtoull(header.c_str() + comma + 1, nullptr, 10));
  }
  return end;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const std::string header(reinterpret_cast<const char*>(data), size);
  const std::size_t weights = end_of_tensors(header);
  if (weights > kMostWeights) return 0;
  std::vector<std::uint8_t> file;
  for (int i = 0; i < 8; ++i) file.push_back(static_cast<std::uint8_t>(size >> (8 * i)));
  file.insert(file.end(), data, data + size);
  file.resize(file.size() + weights);
  const auto model = decode_model(file, "fuzz");
  if (!model) {
    fuzz::check(!model.error().message.empty(), "a refusal says why");
    return 0;
  }
  const auto encoded = encode_model(*model);
  const auto again = decode_model(encoded, "fuzz");
  fuzz::check(again.ok() && *again == *model, "a model survives writing");
  return 0;
}
