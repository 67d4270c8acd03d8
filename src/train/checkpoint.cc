#include "train/checkpoint.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "base/number_text.h"
#include "base/sha256.h"
#include "lm/safetensors.h"

namespace bach {
namespace {

static_assert(std::endian::native == std::endian::little, "the file's numbers are copied as bytes");

constexpr char kFormatKey[] = "bach_checkpoint";
constexpr char kFormat[] = "1";
constexpr char kChecksumKey[] = "checksum";
constexpr char kRunPrefix[] = "run.";
constexpr char kLog[] = "log";

using Metadata = std::map<std::string, std::string>;

// Calls visit(name, block) for each block of numbers, in the order of the file.
template <typename Snapshot, typename Visit>
void for_each_block(Snapshot& snapshot, Visit visit) {
  visit("parameters", snapshot.optimiser.parameters);
  visit("adam.first_moments", snapshot.optimiser.first_moments);
  visit("adam.second_moments", snapshot.optimiser.second_moments);
  visit("averages", snapshot.optimiser.averages);
  visit("carry", snapshot.carry);
  visit("best", snapshot.best_parameters);
}

// Calls visit(key, number) for each single number but those of `best`.
template <typename Any, typename Visit>
void for_each_number(Any& checkpoint, Visit visit) {
  auto& at = checkpoint.snapshot;
  visit("steps", at.steps);
  visit("planned", at.planned);
  visit("epoch", at.epoch);
  visit("batch", at.batch);
  visit("last_loss", at.last_loss);
  visit("epoch_sum", at.epoch_sum);
  visit("first_loss", at.watch.first);
  visit("smooth_loss", at.watch.smooth);
  visit("losses_seen", at.watch.seen);
  visit("looked_at", at.evaluated_at);
  visit("looks_since_best", at.evaluations_since_best);
  visit("best_step", at.best_step);
  visit("beta1_power", at.optimiser.beta1_power);
  visit("beta2_power", at.optimiser.beta2_power);
  visit("updates", at.optimiser.updates);
  visit("log_sum", checkpoint.log_sum);
  visit("log_steps", checkpoint.log_steps);
}

std::string text_of(double number) { return number_text(number); }
std::string text_of(std::uint64_t number) { return std::to_string(number); }
std::string text_of(int number) { return std::to_string(number); }

template <typename Number>
bool parse(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  if constexpr (std::is_floating_point_v<Number>) return std::isfinite(number);
  return number >= 0;
}

std::string best_text(const Loss& loss) {
  std::string text;
  for (const HeadLoss& head : loss.heads) {
    text += (text.empty() ? "" : " ") + number_text(head.sum) + " " + number_text(head.weight);
  }
  return text;
}

bool parse_best(std::string_view text, Loss& loss) {
  const auto next = [&text](double& number) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const bool good = parse(text.substr(0, end), number);
    text.remove_prefix(std::min(end + 1, text.size()));
    return good;
  };
  for (HeadLoss& head : loss.heads) {
    if (!next(head.sum) || !next(head.weight)) return false;
  }
  return text.empty();
}

std::span<const std::uint8_t> bytes_of(const std::vector<float>& block) {
  return {reinterpret_cast<const std::uint8_t*>(block.data()), block.size() * sizeof(float)};
}

// Of all metadata but the checksum itself, and all tensors.
std::string checksum(const Metadata& metadata, std::span<const SafetensorsTensor> tensors) {
  Sha256 hash;
  const auto add = [&hash](std::string_view text) {
    hash.update(std::to_string(text.size()) + ":");
    hash.update(text);
  };
  for (const auto& [key, value] : metadata) {
    if (key == kChecksumKey) continue;
    add(key);
    add(value);
  }
  for (const SafetensorsTensor& tensor : tensors) {
    add(tensor.name);
    add(tensor.dtype);
    hash.update(tensor.bytes);
  }
  return hash.finish();
}

struct Refusal {
  const std::string& file;

  Error operator()(ErrorCode code, const std::string& reason) const {
    return Error{code, file + ": " + reason, {}};
  }
};

Status read_numbers(const Metadata& metadata, const Refusal& refuse, Checkpoint& checkpoint) {
  std::string wrong;
  for_each_number(checkpoint, [&](const char* key, auto& number) {
    const auto found = metadata.find(key);
    if (found == metadata.end() || !parse(found->second, number)) wrong = key;
  });
  if (const auto found = metadata.find("best_loss"); found != metadata.end()) {
    checkpoint.snapshot.best.emplace();
    if (!parse_best(found->second, *checkpoint.snapshot.best)) wrong = found->first;
  }
  if (wrong.empty()) return {};
  return refuse(ErrorCode::kInvalidData,
                "the checkpoint's '" + wrong + "' is missing or not a number");
}

Status read_blocks(const Safetensors& file, const Refusal& refuse, Checkpoint& checkpoint) {
  std::string wrong;
  for_each_block(checkpoint.snapshot, [&](const char* name, std::vector<float>& block) {
    const SafetensorsTensor* tensor = file.find(name);
    if (tensor == nullptr) return;
    if (tensor->dtype != "F32") wrong = name;
    block.resize(tensor->bytes.size() / sizeof(float));
    if (!block.empty())
      std::memcpy(block.data(), tensor->bytes.data(), block.size() * sizeof(float));
    for (const float number : block) {
      if (!std::isfinite(number)) wrong = name;
    }
  });
  if (!wrong.empty()) {
    return refuse(ErrorCode::kInvalidData,
                  "the checkpoint's '" + wrong + "' holds something that is not a number");
  }
  if (const SafetensorsTensor* log = file.find(kLog)) {
    checkpoint.log.assign(log->bytes.begin(), log->bytes.end());
  }
  return {};
}

}  // namespace

std::vector<std::uint8_t> encode_checkpoint(const Checkpoint& checkpoint) {
  Metadata metadata = {{kFormatKey, kFormat}, {"program_version", checkpoint.program_version}};
  for (const auto& [name, value] : checkpoint.run) metadata[kRunPrefix + name] = value;
  for_each_number(checkpoint,
                  [&](const char* key, const auto& number) { metadata[key] = text_of(number); });
  if (checkpoint.snapshot.best) metadata["best_loss"] = best_text(*checkpoint.snapshot.best);

  std::vector<SafetensorsTensor> tensors;
  for_each_block(checkpoint.snapshot, [&](const char* name, const std::vector<float>& block) {
    if (!block.empty()) tensors.push_back({name, "F32", {block.size()}, bytes_of(block)});
  });
  if (!checkpoint.log.empty()) {
    tensors.push_back(
        {kLog,
         "U8",
         {checkpoint.log.size()},
         {reinterpret_cast<const std::uint8_t*>(checkpoint.log.data()), checkpoint.log.size()}});
  }
  metadata[kChecksumKey] = checksum(metadata, tensors);
  return write_safetensors(metadata, tensors);
}

Result<Checkpoint> decode_checkpoint(std::span<const std::uint8_t> bytes, const std::string& name) {
  const Refusal refuse{name};
  const Result<Safetensors> file = parse_safetensors(bytes, name);
  if (!file) return file.error();
  const Metadata& metadata = file->metadata;
  const auto format = metadata.find(kFormatKey);
  if (format == metadata.end()) {
    return refuse(ErrorCode::kUnsupported, "is not a checkpoint of a training");
  }
  if (format->second != kFormat) {
    return refuse(ErrorCode::kUnsupported, "is a checkpoint of version " +
                                               shown_name(format->second) +
                                               ", this program reads " + kFormat +
                                               "; resume it with the program that wrote it");
  }
  const auto sum = metadata.find(kChecksumKey);
  if (sum == metadata.end() || sum->second != checksum(metadata, file->tensors)) {
    return refuse(ErrorCode::kInvalidData, "is damaged: its checksum does not fit");
  }
  Checkpoint checkpoint;
  if (Status read = read_numbers(metadata, refuse, checkpoint); !read) {
    return std::move(read).error();
  }
  if (Status read = read_blocks(*file, refuse, checkpoint); !read) return std::move(read).error();
  const std::string prefix = kRunPrefix;
  for (const auto& [key, value] : metadata) {
    if (key.starts_with(prefix)) checkpoint.run[key.substr(prefix.size())] = value;
  }
  if (const auto version = metadata.find("program_version"); version != metadata.end()) {
    checkpoint.program_version = version->second;
  }
  return checkpoint;
}

}  // namespace bach
