// Any bytes as a safetensors file and as a model.
#include <algorithm>

#include "fuzz/check.h"
#include "lm/model_file.h"
#include "lm/safetensors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const std::span bytes(data, size);
  const Result<Safetensors> file = parse_safetensors(bytes, "fuzz");
  if (file) {
    for (const SafetensorsTensor& tensor : file->tensors) {
      fuzz::check(
          tensor.bytes.empty() || (tensor.bytes.data() >= data &&
                                   tensor.bytes.data() + tensor.bytes.size() <= data + size),
          "tensors lie in the file");
      fuzz::check(file->find(tensor.name) != nullptr, "tensors are found by name");
    }
    const auto written = write_safetensors(file->metadata, file->tensors);
    const Result<Safetensors> again = parse_safetensors(written, "fuzz");
    fuzz::check(again.ok() && again->metadata == file->metadata, "metadata survive writing");
    fuzz::check(std::equal(file->tensors.begin(), file->tensors.end(), again->tensors.begin(),
                           again->tensors.end(),
                           [](const SafetensorsTensor& a, const SafetensorsTensor& b) {
                             return a.name == b.name && a.dtype == b.dtype && a.shape == b.shape &&
                                    std::equal(a.bytes.begin(), a.bytes.end(), b.bytes.begin(),
                                               b.bytes.end());
                           }),
                "tensors survive writing");
  }
  const auto model = decode_model(bytes, "fuzz");
  if (!model) {
    fuzz::check(!model.error().message.empty(), "a refusal says why");
    return 0;
  }
  fuzz::check(file.ok(), "a model is a safetensors file");
  const auto encoded = encode_model(*model);
  const auto again = decode_model(encoded, "fuzz");
  fuzz::check(again.ok() && *again == *model, "a model survives writing");
  return 0;
}
