// Any bytes as a checkpoint of a training: as they are, and with the checksum that fits them, to
// get behind it.
#include <string>
#include <string_view>

#include "base/sha256.h"
#include "fuzz/check.h"
#include "lm/safetensors.h"
#include "train/checkpoint.h"

namespace bach {
namespace {

constexpr char kChecksum[] = "checksum";

// As train/checkpoint.cc has it: of all metadata but the checksum, and all tensors.
std::string fitting_checksum(const Safetensors& file) {
  Sha256 hash;
  const auto add = [&hash](std::string_view text) {
    hash.update(std::to_string(text.size()) + ":");
    hash.update(text);
  };
  for (const auto& [key, value] : file.metadata) {
    if (key == kChecksum) continue;
    add(key);
    add(value);
  }
  for (const SafetensorsTensor& tensor : file.tensors) {
    add(tensor.name);
    add(tensor.dtype);
    hash.update(tensor.bytes);
  }
  return hash.finish();
}

// Whether they are a checkpoint.
bool read(std::span<const std::uint8_t> bytes) {
  const Result<Checkpoint> checkpoint = decode_checkpoint(bytes, "fuzz");
  if (!checkpoint) {
    fuzz::check(!checkpoint.error().message.empty(), "a refusal says why");
    return false;
  }
  const auto written = encode_checkpoint(*checkpoint);
  const Result<Checkpoint> again = decode_checkpoint(written, "fuzz");
  fuzz::check(again.ok(), "a checkpoint that was read can be written and read");
  fuzz::check(encode_checkpoint(*again) == written, "and is the same");
  return true;
}

}  // namespace
}  // namespace bach

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bach;
  const std::span bytes(data, size);
  if (read(bytes)) return 0;
  Result<Safetensors> file = parse_safetensors(bytes, "fuzz");
  if (!file) return 0;
  file->metadata[kChecksum] = fitting_checksum(*file);
  read(write_safetensors(file->metadata, file->tensors));
  return 0;
}
