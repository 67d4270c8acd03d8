#include "lm/model_file.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "base/half.h"
#include "base/number_text.h"
#include "base/sha256.h"
#include "lm/network_config_text.h"
#include "lm/parameters.h"
#include "lm/safetensors.h"
#include "lm/window_config.h"

namespace bach {
namespace {

static_assert(std::endian::native == std::endian::little, "weights are stored as they lie");

constexpr char kFloat32[] = "F32";
constexpr char kFloat16[] = "F16";
constexpr char kByte[] = "U8";
constexpr std::string_view kAttached = "attached.";  // before the names of attachments
constexpr char kDigest[] = "tensors_sha256";

// Readers refuse any other; a change of the format counts up.
constexpr char kFormat[] = "1";

// The kinds: fixed windows in, one prediction for the row that follows; or whole sequences, the
// state carried.
constexpr char kWindows[] = "windows";
constexpr char kSequences[] = "sequences";

using Metadata = std::map<std::string, std::string>;

std::string starts_text(const std::vector<std::vector<int>>& starts) {
  std::string text;
  for (const std::vector<int>& start : starts) {
    if (!text.empty()) text += ';';
    for (std::size_t k = 0; k < start.size(); ++k) {
      if (k > 0) text += ' ';
      text += std::to_string(start[k]);
    }
  }
  return text;
}

Metadata metadata_of(const Model& model) {
  const ModelCard& card = model.card;
  Metadata metadata = {
      {"format", "pt"},  // other readers: the tensors are laid out as PyTorch's
      {"bach_format", kFormat},
      {"kind", model.config.window > 0 ? kWindows : kSequences},
      {"vocabulary", card.vocabulary},
      {"vocabulary_fingerprint", card.vocabulary_fingerprint},
      {"corpus_hash", card.corpus_hash},
      {"program_version", card.program_version},
      {"command", card.command},
      {"seed", std::to_string(card.seed)},
      {"steps", std::to_string(card.steps)},
  };
  if (!card.begun_from.empty()) metadata["begun_from"] = card.begun_from;
  if (card.held_out_nats) metadata["held_out_nats"] = number_text(*card.held_out_nats);
  if (model.config.window == 0) {
    metadata["network"] = network_config_text(model.config);
    return metadata;
  }
  const WindowConfig config = window_config(model.config);
  metadata.merge(Metadata{{"rows", std::to_string(config.vocabulary)},
                          {"window", std::to_string(config.window)},
                          {"layers", std::to_string(config.layers)},
                          {"hidden", std::to_string(config.hidden)},
                          {"dense", std::to_string(config.dense)},
                          {"dropout", number_text(config.dropout)},
                          {"starts", starts_text(card.starts)}});
  return metadata;
}

// Takes values out of the metadata; the first that is missing or malformed is kept as the reason.
class MetadataReader {
 public:
  MetadataReader(const Metadata& metadata, const std::string& file)
      : metadata_(metadata), file_(file) {}

  const std::optional<Error>& error() const { return error_; }

  void refuse(const std::string& reason) {
    if (!error_) error_ = Error{ErrorCode::kInvalidData, file_ + ": " + reason, {}};
  }

  bool has(const std::string& key) const { return metadata_.contains(key); }

  std::string text(const std::string& key) {
    const auto found = metadata_.find(key);
    if (found != metadata_.end()) return found->second;
    refuse("its metadata has no " + shown_name(key) + "; was it written by bach?");
    return {};
  }

  template <typename Number>
  Number number(const std::string& key) {
    const std::string value = text(key);
    const std::optional<Number> parsed = parse<Number>(value);
    if (!parsed)
      refuse("its metadata " + shown_name(key) + " is " + shown_name(value) + ", not a number");
    return parsed.value_or(Number{});
  }

  // Windows separated by ';', their rows by ' '.
  std::vector<std::vector<int>> starts(const WindowConfig& config) {
    std::vector<std::vector<int>> windows;
    const std::string value = text("starts");
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::string_view window = cut(rest, ';');
      std::string_view rows = window;
      std::vector<int> parsed;
      while (!rows.empty() && parsed.size() <= static_cast<std::size_t>(config.window)) {
        const std::optional<int> row = parse<int>(cut(rows, ' '));
        if (!row || *row < 0 || *row >= config.vocabulary) {
          refuse("its starting window " + std::to_string(windows.size() + 1) +
                 " holds something other than rows 0 to " + std::to_string(config.vocabulary - 1));
          return {};
        }
        parsed.push_back(*row);
      }
      if (parsed.size() != static_cast<std::size_t>(config.window)) {
        refuse("its starting window " + std::to_string(windows.size() + 1) + " does not hold " +
               std::to_string(config.window) + " rows");
        return {};
      }
      windows.push_back(std::move(parsed));
    }
    return windows;
  }

 private:
  template <typename Number>
  static std::optional<Number> parse(std::string_view text) {
    Number number{};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || end != text.data() + text.size()) return {};
    if (!std::isfinite(static_cast<double>(number))) return {};
    return number;
  }

  // Cuts what stands before `separator` off `rest`, the separator too.
  static std::string_view cut(std::string_view& rest, char separator) {
    const std::size_t at = rest.find(separator);
    const std::string_view front = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return front;
  }

  const Metadata& metadata_;
  const std::string& file_;
  std::optional<Error> error_;
};

WindowConfig read_window_config(MetadataReader& reader) {
  WindowConfig config;
  config.vocabulary = reader.number<int>("rows");
  config.window = reader.number<int>("window");
  config.layers = reader.number<int>("layers");
  config.hidden = reader.number<int>("hidden");
  config.dense = reader.number<int>("dense");
  config.dropout = reader.number<double>("dropout");
  if (const Status valid = validate(config); !valid) reader.refuse(valid.error().message);
  return config;
}

NetworkConfig read_sequence_config(MetadataReader& reader) {
  Result<NetworkConfig> config = parse_sequence_config(reader.text("network"));
  if (config) return std::move(*config);
  reader.refuse(config.error().message);
  return {};
}

ModelCard read_card(MetadataReader& reader) {
  ModelCard card;
  card.vocabulary = reader.text("vocabulary");
  card.vocabulary_fingerprint = reader.text("vocabulary_fingerprint");
  card.corpus_hash = reader.text("corpus_hash");
  card.program_version = reader.text("program_version");
  card.command = reader.text("command");
  card.seed = reader.number<std::uint64_t>("seed");
  card.steps = reader.number<std::uint64_t>("steps");
  if (reader.has("begun_from")) card.begun_from = reader.text("begun_from");
  if (reader.has("held_out_nats")) card.held_out_nats = reader.number<double>("held_out_nats");
  return card;
}

std::string shape_text(std::span<const std::uint64_t> shape) {
  std::string text = "(";
  for (std::size_t k = 0; k < shape.size(); ++k) {
    text += (k > 0 ? ", " : "") + std::to_string(shape[k]);
  }
  return text + ")";
}

// Whether the file holds exactly the tensors of `layout`.
Status check_tensors(const Safetensors& file, const ParameterLayout& layout,
                     const std::string& name) {
  const auto refuse = [&](const std::string& reason) {
    return Error{ErrorCode::kInvalidData, name + ": " + reason, {}};
  };
  for (const SafetensorsTensor& tensor : file.tensors) {
    if (tensor.name.starts_with(kAttached)) {
      if (tensor.dtype == kByte && tensor.shape.size() == 1) continue;
      return refuse("tensor " + shown_name(tensor.name) + " is not a row of bytes");
    }
    const TensorSlot* slot = layout.find(tensor.name);
    if (slot == nullptr) {
      return refuse("tensor " + shown_name(tensor.name) + " is not part of the network described");
    }
    if (tensor.dtype != kFloat32 && tensor.dtype != kFloat16) {
      return refuse("tensor " + shown_name(tensor.name) + " is of type " + tensor.dtype +
                    ", not F32 or F16");
    }
    const std::vector<std::uint64_t> shape(slot->shape.begin(), slot->shape.end());
    if (tensor.shape != shape) {
      return refuse("tensor " + shown_name(tensor.name) + " has the shape " +
                    shape_text(tensor.shape) + " instead of " + shape_text(shape));
    }
  }
  for (const TensorSlot& slot : layout.tensors()) {
    if (file.find(slot.name) == nullptr)
      return refuse("tensor " + shown_name(slot.name) + " is missing");
  }
  return {};
}

// All numbers of a tensor that check_tensors() has passed.
void copy_weights(const SafetensorsTensor& tensor, float* to) {
  const std::uint8_t* from = tensor.bytes.data();
  if (tensor.dtype == kFloat32) {
    std::memcpy(to, from, tensor.bytes.size());
    return;
  }
  for (std::size_t k = 0; k < tensor.bytes.size() / 2; ++k) {
    to[k] = float_from_half(static_cast<std::uint16_t>(from[2 * k] | from[2 * k + 1] << 8));
  }
}

// Of a file that check_tensors() has passed.
Result<std::vector<float>> read_parameters(const Safetensors& file, const ParameterLayout& layout,
                                           const std::string& name) {
  std::vector<float> parameters(layout.size());
  for (const TensorSlot& slot : layout.tensors()) {
    float* to = parameters.data() + slot.offset;
    copy_weights(*file.find(slot.name), to);
    for (std::size_t k = 0; k < slot.size; ++k) {
      if (!std::isfinite(to[k])) {
        return Error{ErrorCode::kInvalidData,
                     name + ": number " + std::to_string(k) + " of tensor " +
                         shown_name(slot.name) + " is not finite",
                     {}};
      }
    }
  }
  return parameters;
}

// SHA-256 of all that is said of the tensors and in them.
std::string digest_of(std::span<const SafetensorsTensor> tensors) {
  Sha256 hash;
  for (const SafetensorsTensor& tensor : tensors) {
    std::string said = tensor.name + '\n' + tensor.dtype;
    for (const std::uint64_t extent : tensor.shape) said += ' ' + std::to_string(extent);
    hash.update(said + '\n');
    hash.update(tensor.bytes);
  }
  return hash.finish();
}

std::vector<std::uint8_t> encode(const ParameterLayout& layout, const Model& model, WeightType type,
                                 Metadata metadata) {
  const std::vector<float>& parameters = model.parameters;
  std::vector<std::uint16_t> halves;
  if (type == WeightType::kFloat16) {
    halves.resize(parameters.size());
    std::transform(parameters.begin(), parameters.end(), halves.begin(), half_from_float);
  }
  std::vector<SafetensorsTensor> tensors;
  for (const TensorSlot& slot : layout.tensors()) {
    SafetensorsTensor tensor{slot.name, kFloat32, {slot.shape.begin(), slot.shape.end()}, {}};
    if (type == WeightType::kFloat16) {
      const auto* first = reinterpret_cast<const std::uint8_t*>(halves.data() + slot.offset);
      tensor.dtype = kFloat16;
      tensor.bytes = {first, slot.size * sizeof(std::uint16_t)};
    } else {
      const auto* first = reinterpret_cast<const std::uint8_t*>(parameters.data() + slot.offset);
      tensor.bytes = {first, slot.size * sizeof(float)};
    }
    tensors.push_back(std::move(tensor));
  }
  for (const Attachment& attachment : model.attachments) {
    tensors.push_back({std::string(kAttached) + attachment.name,
                       kByte,
                       {attachment.bytes.size()},
                       attachment.bytes});
  }
  metadata[kDigest] = digest_of(tensors);
  return write_safetensors(metadata, tensors);
}

std::vector<Attachment> read_attachments(const Safetensors& file) {
  std::vector<Attachment> attachments;
  for (const SafetensorsTensor& tensor : file.tensors) {
    if (!tensor.name.starts_with(kAttached)) continue;
    attachments.push_back(
        {tensor.name.substr(kAttached.size()), {tensor.bytes.begin(), tensor.bytes.end()}});
  }
  std::sort(attachments.begin(), attachments.end(),
            [](const Attachment& a, const Attachment& b) { return a.name < b.name; });
  return attachments;
}

// Configuration and card.
void read_description(MetadataReader& reader, Model& model) {
  const std::string kind = reader.text("kind");
  if (reader.error()) return;
  if (kind != kWindows && kind != kSequences) {
    return reader.refuse("it is a model of kind " + shown_name(kind) +
                         ", which this program does not know");
  }
  if (kind == kSequences) {
    model.config = read_sequence_config(reader);
    if (!reader.error()) model.card = read_card(reader);
    return;
  }
  const WindowConfig config = read_window_config(reader);
  model.config = window_network(config);
  if (!reader.error()) model.card = read_card(reader);
  if (!reader.error()) model.card.starts = reader.starts(config);
}

// A model without weights and attachments, whose tensors are those it describes.
Result<Model> read_outline(const Safetensors& file, const std::string& name) {
  MetadataReader reader(file.metadata, name);
  if (file.metadata.contains("bach_checkpoint")) {
    reader.refuse("it is a checkpoint of a training, not a model: `resume` continues from it");
    return *reader.error();
  }
  const std::string format = reader.text("bach_format");
  if (format != kFormat) {
    reader.refuse("it is of model format " + shown_name(format) + ", this program reads format " +
                  kFormat);
  }
  Model model;
  read_description(reader, model);
  if (reader.error()) return *reader.error();
  if (Status checked = check_tensors(file, ParameterLayout(model.config), name); !checked) {
    return std::move(checked).error();
  }
  return model;
}

}  // namespace

const Attachment* Model::find(std::string_view name) const {
  const auto found =
      std::find_if(attachments.begin(), attachments.end(),
                   [&](const Attachment& attachment) { return attachment.name == name; });
  return found == attachments.end() ? nullptr : &*found;
}

std::vector<std::uint8_t> encode_model(const Model& model, WeightType type) {
  return encode(ParameterLayout(model.config), model, type, metadata_of(model));
}

Result<Model> decode_model(std::span<const std::uint8_t> bytes, const std::string& name) {
  const Result<Safetensors> file = parse_safetensors(bytes, name);
  if (!file) return file.error();
  Result<Model> model = read_outline(*file, name);
  if (!model) return model;
  Result<std::vector<float>> parameters =
      read_parameters(*file, ParameterLayout(model->config), name);
  if (!parameters) return std::move(parameters).error();
  model->parameters = std::move(*parameters);
  model->attachments = read_attachments(*file);
  const auto digest = file->metadata.find(kDigest);
  if (digest != file->metadata.end() && digest->second != digest_of(file->tensors)) {
    return Error{ErrorCode::kInvalidData,
                 name + ": damaged: its weights are not those its digest (" + kDigest +
                     ") was made of; get the file again",
                 {}};
  }
  return model;
}

Status check_model_shapes(const Safetensors& file, const std::string& name) {
  const Result<Model> outline = read_outline(file, name);
  return outline ? Status() : Status(outline.error());
}

bool has_digest(const Safetensors& file) { return file.metadata.contains(kDigest); }

bool has_digest(std::span<const std::uint8_t> bytes) {
  const Result<Safetensors> file = parse_safetensors(bytes, "");
  return file && has_digest(*file);
}

}  // namespace bach
